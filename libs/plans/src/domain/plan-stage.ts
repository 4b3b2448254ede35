import type { ExecutionState } from './execution/index.js';
import type { PlanStatus } from './plan.decider.js';

/** How far a plan has come, over all the streams that tell of it: its own, that of its approval and that of its execution. */
export const PLAN_STAGES = [
  'requested',
  'computed',
  'failed',
  'signed-off',
  'executing',
  'finished',
  'abandoned',
  'withdrawn',
  'superseded',
  'void',
] as const;
export type PlanStage = (typeof PLAN_STAGES)[number];

export interface StageFacts {
  readonly plan: PlanStatus;
  /** All that its risks ask for have signed this very digest and nobody refuses. Break-glass is no signature. */
  readonly signed: boolean;
  readonly execution: ExecutionState['status'];
}

/** A fact that is not named may be anything. */
export interface StageRule {
  readonly plan?: readonly PlanStatus[];
  readonly signed?: true;
  readonly execution?: readonly ExecutionState['status'][];
  readonly stage: PlanStage;
}

/** The first that fits decides; where none does, the plan's own status is its stage. Data, because lists are filtered by the same rules in SQL. */
export const STAGE_RULES: readonly StageRule[] = [
  // What was carried out to its end stays so, whatever becomes of its premises.
  { execution: ['finished'], stage: 'finished' },
  { plan: ['computed'], execution: ['replaced'], stage: 'superseded' },
  { plan: ['computed'], execution: ['abandoned'], stage: 'abandoned' },
  { plan: ['computed'], execution: ['executing', 'paused'], stage: 'executing' },
  { plan: ['computed'], signed: true, stage: 'signed-off' },
];

export function stageOf(facts: StageFacts): PlanStage {
  const rule = STAGE_RULES.find(
    ({ plan, signed, execution }) =>
      (plan?.includes(facts.plan) ?? true) && (signed === undefined || facts.signed) && (execution?.includes(facts.execution) ?? true),
  );
  return rule?.stage ?? facts.plan;
}
