import {
  type ClassFall,
  compareTallies,
  type Finding,
  type FindingShift,
  FleetJudging,
  type NodeName,
  nodeOfKey,
  PostgresFindingRecord,
  severityOf,
  wordFinding,
} from '@lockstep/fleet';
import type { MatrixRevision } from '@lockstep/matrix/domain';
import type { FindFallenPremises, PlanLosingPremises } from '@lockstep/plans';
import type { z } from 'zod';
import { renderAbout } from '../findings/render-finding.js';
import { type impact, MOST_CLASSES, MOST_CLUSTERS, MOST_FINDINGS } from '../matrix/impact.dto.js';

export type Impact = z.output<typeof impact>;

/** What of the fleet and of the plans becomes otherwise when one matrix revision takes the place of another. By classes: no cluster is looked at. */
export class AssessImpact {
  constructor(
    private readonly judging: FleetJudging,
    private readonly record: PostgresFindingRecord,
    private readonly premises: FindFallenPremises,
  ) {}

  /** @param before undefined: there is nothing yet */
  async execute(before: MatrixRevision | undefined, after: MatrixRevision): Promise<Impact> {
    const { findings, classes, position } = await this.compare(before, after);
    const plans = before ? await this.premises.execute(before.matrix, after.matrix) : [];
    const clusters = async (falls: ClassFall['falls']) => {
      const falling = classes.filter((one) => one.falls === falls && one.class.kind === 'cluster');
      const subjects = await this.list(falling, MOST_CLUSTERS);
      return { count: falling.reduce((sum, { nodes }) => sum + nodes, 0), ids: subjects.map(({ id }) => id) };
    };
    const day = this.judging.now().slice(0, 10);
    return {
      against: before?.digest ?? null,
      position,
      clusters: { out: await clusters('out'), in: await clusters('in') },
      classes: classes.slice(0, MOST_CLASSES).map(renderFall),
      classCount: classes.length,
      findings: findings.slice(0, MOST_FINDINGS).map((shift) => renderShift(shift, day)),
      findingCount: findings.length,
      plans: plans.map(renderPlan),
    };
  }

  /** The nodes that fall out or in, in the order of ids. */
  async listSubjects(
    before: MatrixRevision | undefined,
    after: MatrixRevision,
    { falls, limit, after: place }: { readonly falls: ClassFall['falls']; readonly limit: number; readonly after: NodeName | undefined },
  ) {
    const { classes } = await this.compare(before, after);
    const found = await this.list(
      classes.filter((one) => one.falls === falls),
      limit + 1,
      place,
    );
    return { subjects: found.slice(0, limit), isLast: found.length <= limit };
  }

  private list(falling: readonly ClassFall[], limit: number, after?: NodeName) {
    if (falling.length === 0) return [];
    return this.record.listSubjects({ classes: falling.map((fall) => fall.class), names: [], part: {}, limit, ...(after && { after }) });
  }

  private async compare(before: MatrixRevision | undefined, after: MatrixRevision) {
    const [was, is] = [await this.judging.judgeBy(before ?? null), await this.judging.judgeBy(after)];
    return { ...compareTallies(was.tally, is.tally), position: is.basis.position };
  }
}

function renderFall({
  falls,
  class: { kind, id, parent, cni, versions },
  nodes,
  nsxManager,
  findings,
}: ClassFall): Impact['classes'][number] {
  return {
    falls,
    kind,
    id,
    nsxManager,
    supervisor: kind === 'cluster' && parent !== null ? nodeOfKey(parent).id : null,
    cni: cni?.cni ?? null,
    adapter: cni?.adapter ?? null,
    versions: { ...versions },
    count: nodes,
    findings: [...findings],
  };
}

function renderShift({ shift, before, after }: FindingShift, day: string): Impact['findings'][number] {
  const finding = (after ?? before)!;
  const { id, nsxManager, topic } = finding;
  const judged = (one: Finding | null) => one && { verdict: one.fact.verdict ?? null, statement: one.fact.statement, count: one.nodes };
  return {
    shift,
    id,
    kind: topic.kind,
    severity: severityOf(finding),
    title: wordFinding(finding, day),
    nsxManager,
    about: renderAbout(topic),
    before: judged(before),
    after: judged(after),
  };
}

const renderPlan = ({ plan, name, domain, lost }: PlanLosingPremises): Impact['plans'][number] => ({
  plan,
  name,
  domain,
  falls: lost.some(({ loss }) => loss === 'falls'),
  lost: lost.map((premise) =>
    premise.kind === 'hop'
      ? {
          kind: premise.kind,
          component: premise.component,
          from: premise.from,
          to: premise.to,
          steps: [...premise.steps],
          loss: premise.loss,
        }
      : {
          kind: premise.kind,
          between: [...premise.between],
          versions: [...premise.versions],
          statement: premise.statement,
          before: premise.before,
          after: premise.after,
          steps: [...premise.steps],
          loss: premise.loss,
        },
  ),
});
