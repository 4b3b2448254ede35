import {
  type CompatibilityMatrix,
  type FleetSnapshot,
  renderProblem,
  type UpgradeGoal,
  type UpgradePlan,
  valueSource,
} from '@lockstep/documents';
import { compileMatrix } from '@lockstep/matrix/domain';
import { computePlan } from '@lockstep/planner';
import type { PlanResult } from './plan.events.js';

/** Documents as JSON text: they cross a thread, and a text is copied at the cost of its bytes. */
export interface PlanningTexts {
  readonly matrix: string;
  readonly fleet: string;
  readonly goal: string;
}

export type PlanningOutcome =
  | { readonly outcome: 'computed'; readonly result: PlanResult; readonly text: string }
  /** The planner broke one of its own promises: asked again, it would again. */
  | { readonly outcome: 'defect'; readonly reason: string };

/** The planner is pure, so whatever it throws it would throw again: an answer, not a crash. Running out of memory is a crash. */
export function planFromTexts(texts: PlanningTexts): PlanningOutcome {
  try {
    return describe(compute(texts));
  } catch (error) {
    return { outcome: 'defect', reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

function compute(texts: PlanningTexts): UpgradePlan {
  const document = JSON.parse(texts.matrix) as CompatibilityMatrix;
  const matrix = compileMatrix([{ document, source: valueSource(document, 'matrix') }]);
  if ('problems' in matrix)
    throw new Error(
      `matrix ${document.metadata.name}; a published revision compiles; found ${matrix.problems.map(renderProblem).join('; ')}`,
    );
  return computePlan({ matrix, fleet: JSON.parse(texts.fleet) as FleetSnapshot, goal: JSON.parse(texts.goal) as UpgradeGoal });
}

function describe(plan: UpgradePlan): PlanningOutcome {
  const { metadata, spec } = plan;
  if (metadata.digest === undefined) throw new Error(`plan ${metadata.name}; digest; a computed plan has one; found none`);
  const { inputs, outcome, objective, steps } = spec;
  return {
    outcome: 'computed',
    result: { digest: metadata.digest, inputs, outcome, objective, steps: steps.length },
    text: JSON.stringify(plan),
  };
}
