import { EVIDENCE, type Evidence, type PlanSpec, subjectsOf } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import type { Matrix } from '@lockstep/matrix/domain';

/** Words of sign-off policies: `routine` is every plan. */
export interface PlanRisk {
  readonly class: 'routine' | 'shared-hop' | 'point-of-no-return' | 'weak-evidence' | 'outside-window';
  /** Sentences for whoever signs. */
  readonly reasons: readonly string[];
}

export interface PlanRisks {
  readonly classes: readonly PlanRisk[];
  /** What a waiver can name: the weakest evidence, and every statement that is weak or passes thanks to a waiver of the goal. */
  readonly weak: { readonly evidence: Evidence | null; readonly statements: readonly string[] };
}

/** So many steps or statements are named in a reason; the document has them all. */
const NAMED = 5;

/**
 * What makes a plan more than usually dangerous.
 * @param weakFrom evidence of this strength and all weaker is weak
 */
export function riskClassesOf(
  spec: Pick<PlanSpec, 'steps' | 'groups' | 'exposures' | 'evidenceFloor' | 'waived'>,
  matrix: Pick<Matrix, 'components' | 'statements'>,
  weakFrom: Evidence,
): PlanRisks {
  const weak = weakStatements(spec, matrix, weakFrom);
  const isWeak = weak.length > 0 || (spec.evidenceFloor !== null && strengthOf(spec.evidenceFloor) >= strengthOf(weakFrom));
  const risks: PlanRisk[] = [
    { class: 'routine', reasons: ['every plan is at least routine'] },
    { class: 'shared-hop', reasons: hopsAbove(spec, matrix) },
    {
      class: 'point-of-no-return',
      reasons: spec.steps.filter(({ reversible }) => !reversible).map(({ id }) => `step ${id} can not be taken back`),
    },
    { class: 'weak-evidence', reasons: isWeak ? [weakReason(spec.evidenceFloor, weak)] : [] },
    {
      class: 'outside-window',
      reasons: spec.exposures.map(
        ({ between, versions, nodes, endedBy }) =>
          `${between[0]} ${versions[0]} with ${between[1]} ${versions[1]} at ${nodes.join(', ')} is outside its window ${endedBy === null ? 'for good' : `until step ${endedBy}`}`,
      ),
    },
  ];
  return {
    classes: risks.filter(({ reasons }) => reasons.length > 0).map((risk) => ({ ...risk, reasons: shortened(risk.reasons) })),
    weak: { evidence: isWeak ? spec.evidenceFloor : null, statements: weak },
  };
}

const strengthOf = (evidence: Evidence): number => EVIDENCE.indexOf(evidence);

/** A component that the matrix does not know counts as shared. */
const hopsAbove = (spec: Pick<PlanSpec, 'steps' | 'groups'>, { components }: Pick<Matrix, 'components'>): string[] =>
  spec.steps
    .filter(({ component }) => components.get(component)?.scope !== 'cluster')
    .map((step) => `step ${step.id} moves ${step.component} of ${subjectsOf(spec, step).join(', ')} under all that hangs on it`);

function weakStatements(
  { steps, waived }: Pick<PlanSpec, 'steps' | 'waived'>,
  { statements }: Pick<Matrix, 'statements'>,
  weakFrom: Evidence,
): string[] {
  const evidenceOf = new Map(statements.map(({ id, evidence }) => [id, evidence]));
  const named = new Set(steps.flatMap(({ premises }) => premises.flatMap(({ statement }) => statement ?? [])));
  const weak = [...named].filter((id) => strengthOf(evidenceOf.get(id) ?? 'assumed') >= strengthOf(weakFrom));
  return [...new Set([...weak, ...waived])].toSorted(compareTexts);
}

const weakReason = (floor: Evidence | null, statements: readonly string[]): string =>
  `it leans on ${floor ?? 'waived'} evidence${statements.length === 0 ? '' : `: ${shortened(statements, 'statements').join(', ')}`}`;

const shortened = (texts: readonly string[], what = 'of the kind'): readonly string[] =>
  texts.length <= NAMED ? texts : [...texts.slice(0, NAMED), `${texts.length - NAMED} more ${what}`];
