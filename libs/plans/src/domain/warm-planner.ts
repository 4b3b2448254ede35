import {
  type CompatibilityMatrix,
  type FleetSnapshot,
  FleetTexts,
  renderProblem,
  type UpgradeGoal,
  type UpgradePlan,
  valueSource,
} from '@lockstep/documents';
import { compileMatrix, type MatrixRevision } from '@lockstep/matrix/domain';
import { computePlan, PlanningMemory } from '@lockstep/planner';
import { LRUCache } from 'lru-cache';
import type { PlanResult } from './plan.events.js';
import { readFleet } from './read-fleet.js';

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

/** The current revision and a few that plans in flight or what-ifs are made of. */
const MATRICES = 4;
/** A fleet of 100,000 clusters is some fifty megabytes. */
const FLEETS = 2;

/**
 * Plans problem after problem, and keeps what the next one may have in common with them: compiled matrices, fleets, the tables of searches. Its plans are
 * those of a planner that starts afresh, byte for byte.
 */
export class WarmPlanner {
  private readonly memory = new PlanningMemory();
  private readonly matrices = new LRUCache<string, MatrixRevision>({ max: MATRICES, memoMethod: (text) => compile(text) });
  private readonly texts = new FleetTexts(readFleet);
  private readonly fleets = new LRUCache<string, FleetSnapshot>({ max: FLEETS, memoMethod: (text) => this.texts.read(text) });

  /** @param searchLimit as `states` of the planner's options; absent: the planner's own */
  constructor(private readonly searchLimit?: number) {}

  /** The planner is pure, so whatever it throws it would throw again: an answer, not a crash. Running out of memory is a crash. */
  plan(texts: PlanningTexts): PlanningOutcome {
    try {
      return describe(this.compute(texts));
    } catch (error) {
      return { outcome: 'defect', reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
    }
  }

  private compute(texts: PlanningTexts): UpgradePlan {
    const matrix = this.matrices.memo(texts.matrix);
    const fleet = this.fleets.memo(texts.fleet);
    const goal = JSON.parse(texts.goal) as UpgradeGoal;
    return computePlan({ matrix, fleet, goal }, { states: this.searchLimit, memory: this.memory });
  }
}

function compile(text: string): MatrixRevision {
  const document = JSON.parse(text) as CompatibilityMatrix;
  const matrix = compileMatrix([{ document, source: valueSource(document, 'matrix') }]);
  if ('problems' in matrix)
    throw new Error(
      `matrix ${document.metadata.name}; a published revision compiles; found ${matrix.problems.map(renderProblem).join('; ')}`,
    );
  return matrix;
}

function describe(plan: UpgradePlan): PlanningOutcome {
  const { metadata, spec } = plan;
  if (metadata.digest === undefined) throw new Error(`plan ${metadata.name}; digest; a computed plan has one; found none`);
  const { inputs, outcome, objective, optimal, lowerBound, steps } = spec;
  return {
    outcome: 'computed',
    result: { digest: metadata.digest, inputs, outcome, objective, optimal, ...(lowerBound && { lowerBound }), steps: steps.length },
    text: JSON.stringify(plan),
  };
}
