import { createHash } from 'node:crypto';
import { guardCell, renderRecord } from '@lockstep/connectors/csv';
import type { UpgradePlan } from '@lockstep/documents';
import { CHANGE_COLUMNS, inTurns, type PlanView, type ReadChangeDocuments, renderChangeMarkdown } from '@lockstep/plans';
import type { FastifyReply } from 'fastify';
import { stringify } from 'yaml';
import { etagOfEdition } from '../http/edition.js';
import { DOCUMENT_FORMS, type DocumentForm } from '../http/wanted-form.js';
import { markPlan } from './plan-answer.js';
import { etagOf } from './plan-resource.js';

export type PlanForm = DocumentForm | 'markdown' | 'csv';

export const PLAN_FORMS: Readonly<Record<string, PlanForm>> = {
  ...DOCUMENT_FORMS,
  'text/markdown': 'markdown',
  'text/csv': 'csv',
  'text/*': 'markdown',
};
export const PLAN_MEDIA_TYPES = ['application/json', 'application/yaml', 'text/markdown', 'text/csv'];

/** A computed plan in a form other than JSON. Markdown and CSV tell of sign-offs and the schedule as well, so that their tags follow what they say. */
export async function sendPlanForm(
  form: Exclude<PlanForm, 'json'>,
  view: PlanView,
  plan: UpgradePlan,
  { documents, reply }: { readonly documents: ReadChangeDocuments; readonly reply: FastifyReply },
): Promise<string> {
  const { matrix, fleet } = view.request;
  markPlan(reply, view);
  reply.header('lockstep-matrix', matrix);
  reply.header('lockstep-position', String(fleet.position));
  switch (form) {
    case 'yaml':
      reply.type('application/yaml; charset=utf-8');
      reply.header('etag', etagOf(view, form));
      return stringify(plan, { lineWidth: 0 });
    case 'markdown': {
      reply.type('text/markdown; charset=utf-8; variant=GFM');
      return tagged(reply, view, form, renderChangeMarkdown((await documents.find(view))!));
    }
    case 'csv': {
      reply.type('text/csv; charset=utf-8; header=present');
      const { text, digest } = await inTurns(renderRows((await documents.findRows(view))!));
      return tagged(reply, view, form, text, digest);
    }
  }
}

/** Rows that are rendered in one turn: some hundredths of a second. */
const TURN = 2_000;

/** With the digest of the text, which is tens of megabytes of a large fleet: worked out on the way, so that no turn is spent on it alone. */
function* renderRows(rows: Iterable<readonly string[]>): Generator<void, { readonly text: string; readonly digest: string }> {
  const pieces: string[] = [];
  const hash = createHash('sha256');
  let lines = [renderRecord(CHANGE_COLUMNS)];
  const close = () => {
    const piece = lines.join('');
    hash.update(piece);
    pieces.push(piece);
    lines = [];
  };
  for (const row of rows) {
    lines.push(renderRecord(row.map(guardCell)));
    if (lines.length < TURN) continue;
    close();
    yield;
  }
  close();
  return { text: pieces.join(''), digest: hash.digest('base64url') };
}

/** @param said what the tag follows; left out: the text */
function tagged(reply: FastifyReply, { result }: PlanView, form: string, text: string, said = text): string {
  reply.header('etag', etagOfEdition(`${result!.digest};${form}`, said));
  return text;
}
