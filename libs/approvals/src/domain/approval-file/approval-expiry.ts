import type { CompatibilityMatrix, UpgradeGoal, UpgradePlan } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import { EXPIRY_CAUSES, type ExpiryCause } from './approval-payload.js';

/** An end that an approval may not outlive. `at`: RFC 3339. */
export interface ApprovalEnd {
  readonly at: string;
  readonly because: ExpiryCause;
}

const DAY = 24 * 60 * 60 * 1_000;

/** The end of the last day (UTC) on which everything counts that the plan names: statements of its matrix, waivers of its goal. Null: nothing of it ends. */
export function endOfNamedWords(plan: UpgradePlan, matrix: CompatibilityMatrix, goal: UpgradeGoal): string | null {
  const named = new Set(plan.spec.steps.flatMap(({ premises }) => premises.map(({ statement }) => statement)));
  const waived = new Set(plan.spec.waived);
  const days = [
    ...matrix.spec.statements.flatMap(({ id, expires }) => (expires !== undefined && named.has(id) ? [expires] : [])),
    ...goal.spec.policy.waivers.flatMap(({ statement, expires }) => (waived.has(statement) ? [expires] : [])),
  ];
  const first = days.toSorted(compareTexts)[0];
  return first === undefined ? null : new Date(Date.parse(first) + DAY).toISOString();
}

/** The first of all ends; of equal ones that whose cause comes first. There is always one: the maximum. */
export function firstEnd(ends: readonly [ApprovalEnd, ...ApprovalEnd[]]): ApprovalEnd {
  const rank = ({ because }: ApprovalEnd) => EXPIRY_CAUSES.indexOf(because);
  const { at, because } = ends.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || rank(a) - rank(b))[0]!;
  return { at: new Date(Date.parse(at)).toISOString(), because };
}
