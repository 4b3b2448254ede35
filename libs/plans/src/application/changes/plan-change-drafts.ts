import type { ChangeDraft, ChangeDrafts } from '@lockstep/approvals';
import { subjectsOf, type UpgradePlan } from '@lockstep/documents';
import {
  type ChangeDocument,
  isExecutable,
  layOutRecord,
  plain,
  rankOf,
  type PlanStage,
  renderPlainText,
  wordMoves,
} from '../../domain/index.js';
import type { ReadChangeDocuments } from '../change-document/read-change-documents.use-case.js';
import type { ReadPlans } from '../read-plans.use-case.js';

/** What the systems hold of a line. */
const SUMMARY_LENGTH = 160;

/** Nobody will carry these out any more. */
const OVER: readonly PlanStage[] = ['withdrawn', 'superseded', 'void', 'abandoned'];

/** Change records of plans, in the words of their change documents. */
export class PlanChangeDrafts implements ChangeDrafts {
  constructor(
    private readonly plans: Pick<ReadPlans, 'find' | 'findStage' | 'findDocument'>,
    private readonly documents: Pick<ReadChangeDocuments, 'find'>,
  ) {}

  async draft(id: string): Promise<ChangeDraft | undefined> {
    const view = await this.plans.find(id);
    if (view?.result?.outcome !== 'planned' || !isExecutable(view.request)) return undefined;
    if (OVER.includes(await this.plans.findStage(view))) return undefined;
    const [document, plan] = [await this.documents.find(view), await this.plans.findDocument(view)];
    return document && plan && draftOf(id, view.result.digest, document, plan);
  }
}

function draftOf(plan: string, digest: string, document: ChangeDocument, { spec }: UpgradePlan): ChangeDraft {
  const blocks = layOutRecord(document);
  const { window } = document.summary;
  return {
    plan,
    digest,
    planUrl: document.identity.url,
    summary: cut(plain(`Upgrade ${document.identity.name}: ${wordMoves(document)}`), SUMMARY_LENGTH),
    description: renderPlainText(blocks.description),
    justification: renderPlainText(blocks.justification),
    implementation: renderPlainText(blocks.implementation),
    backout: renderPlainText(blocks.backout),
    test: renderPlainText(blocks.test),
    risk: { level: document.risks.level, text: renderPlainText(blocks.risk) },
    window: window && { start: window.start.utc, end: window.end.utc },
    affected: affectedBy(spec),
  };
}

function affectedBy(spec: UpgradePlan['spec']): string[] {
  const steps = spec.steps.toSorted((a, b) => rankOf(a.component) - rankOf(b.component));
  return [...new Set(steps.flatMap((step) => subjectsOf(spec, step)))];
}

/** By what people count as characters as far as UTF-16 is concerned: never through the middle of one. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  let end = length - 1;
  if (/[\uD800-\uDBFF]/.test(text[end - 1]!)) end -= 1;
  return `${text.slice(0, end)}…`;
}
