import {
  API_VERSION,
  type FleetSnapshot,
  fleetDigest,
  type Objective,
  subjectsOf,
  type UpgradeGoal,
  type UpgradePlan,
} from '@lockstep/documents';
import type { MatrixRevision } from '@lockstep/matrix/domain';
import { computePlan, explanationLines, PlannerDefect, PlanningMemory } from '@lockstep/planner';
import { type RestState, type RestStates, restStates } from './rest-states.js';
import { ExposureLedger, type StandingExposures } from './standing-exposures.js';

/**
 * How a fleet comes to a safe place when a plan is given up.
 *
 * - `resting`: it may stay as it is: every pairing is one to stay on
 * - `resting-exposed`: every pairing that the plan has touched is one to stay on; of the others some were none before the plan, and are none still
 * - `forward`: so many steps lead to the nearest state that is either; the checker has proven them
 * - `none`: the planner has proven that nothing does
 * - `undecided`: the search ended at its bound
 */
export type WayBack =
  | { readonly kind: 'resting' }
  | { readonly kind: 'resting-exposed'; readonly exposed: StandingExposures }
  | {
      readonly kind: 'forward';
      readonly objective: Objective;
      readonly steps: readonly string[];
      readonly untold: number;
      /** What still stands where they lead. */
      readonly exposed: StandingExposures;
    }
  | { readonly kind: 'none'; readonly why: readonly string[] }
  | { readonly kind: 'undecided'; readonly why: readonly string[] };

/** Around one step. While a single node rolls there is no way but to its end: nothing can be planned of a node that runs both versions. */
export interface StepWayBack {
  readonly step: string;
  readonly before: WayBack;
  /** Some of several nodes have moved, the others have not; null: the step has one node. */
  readonly halfway: { readonly moved: readonly string[]; readonly of: number; readonly way: WayBack } | null;
  readonly after: WayBack;
}

export interface WaysBack {
  /** From the first step on; those beyond the bound are missing. */
  readonly steps: readonly StepWayBack[];
  /** Calls of the planner. */
  readonly searched: number;
  /** Clusters that stand for others that are alike. */
  readonly isReduced: boolean;
}

export interface WaysBackInput {
  readonly matrix: MatrixRevision;
  readonly fleet: FleetSnapshot;
  readonly goal: UpgradeGoal;
  readonly plan: UpgradePlan;
}

export interface WaysBackLimits {
  /** States from which a way is searched. */
  readonly searches: number;
  /** States of one search, as `states` of the planner. */
  readonly states: number;
  /** Clusters, summed over all searches. */
  readonly clusters: number;
}

/** Told of each search: what was asked, and the plan that answers it. */
export type OnSearched = (asked: { readonly fleet: FleetSnapshot; readonly goal: UpgradeGoal }, plan: UpgradePlan) => void;

const WAYS_BACK_LIMITS: WaysBackLimits = { searches: 80, states: 5_000, clusters: 20_000 };

const MOST_STEPS = 8;
const MOST_REASONS = 6;

/**
 * Searches the way to the nearest resting place before, in the middle of and after each step, with the same planner and under the same policy, what must
 * not move included. Yields after each search and before the first one, so that whoever has others to serve can do so in between.
 */
export function* waysBack(
  input: WaysBackInput,
  limits: WaysBackLimits = WAYS_BACK_LIMITS,
  onSearched?: OnSearched,
): Generator<void, WaysBack> {
  const { matrix, fleet, goal, plan } = input;
  const states = yield* restStates(matrix.matrix, fleet, goal.spec, plan);
  const search = new RestSearch(matrix, goal, limits, states, new ExposureLedger(matrix.matrix, plan, states.alike), onSearched);
  const steps: StepWayBack[] = [];
  const bounded = Math.min(limits.searches, Math.floor(limits.clusters / Math.max(1, states.alike.size)));
  let last: WayBack | null = null;
  for (const [index, { after, halfway }] of states.steps.entries()) {
    const needed = (last === null ? 1 : 0) + (halfway ? 1 : 0) + 1;
    if (search.searched + needed > bounded) break;
    const step = plan.spec.steps[index]!;
    const before: WayBack = last ?? search.from(states.start);
    if (last === null) yield;
    const between = halfway && { moved: halfway.ahead, of: subjectsOf(plan.spec, step).length, way: search.from(halfway) };
    if (between) yield;
    last = search.from(after);
    yield;
    steps.push({ step: step.id, before, halfway: between, after: last });
  }
  return { steps, searched: search.searched, isReduced: [...states.alike.values()].some((count) => count > 1) };
}

/** Any version will do for what has moved, as long as it stays well: a target is what makes a pairing count that was so when the search began. */
export const restGoal = ({ metadata, spec: { hold, policy } }: UpgradeGoal, moved: RestState['moved']): UpgradeGoal => ({
  apiVersion: API_VERSION,
  kind: 'UpgradeGoal',
  metadata: { name: metadata.name },
  spec: { targets: [...moved].map(([component, ids]) => ({ component, version: '*', select: { ids: [...ids] } })), hold, policy },
});

class RestSearch {
  searched = 0;
  private readonly memory = new PlanningMemory();
  /** A step that moves nothing of what is looked at leaves the state as it was. */
  private readonly found = new Map<string, WayBack>();

  constructor(
    private readonly matrix: MatrixRevision,
    private readonly goal: UpgradeGoal,
    private readonly limits: WaysBackLimits,
    private readonly states: RestStates,
    private readonly ledger: ExposureLedger,
    private readonly onSearched?: OnSearched,
  ) {}

  from(state: RestState): WayBack {
    const key = fleetDigest(state.fleet);
    let way = this.found.get(key);
    if (!way) this.found.set(key, (way = this.search(state)));
    return way;
  }

  private search({ fleet, moved }: RestState): WayBack {
    this.searched += 1;
    const { matrix } = this;
    const goal = restGoal(this.goal, moved);
    let plan: UpgradePlan;
    try {
      plan = computePlan({ matrix, fleet, goal }, { states: this.limits.states, memory: this.memory });
    } catch (error) {
      if (!(error instanceof PlannerDefect)) throw error;
      return { kind: 'undecided', why: ['the checker refused what the planner found'] };
    }
    this.onSearched?.({ fleet, goal }, plan);
    const { outcome, steps, objective, optimal } = plan.spec;
    const exposed = this.ledger.leftBy(plan.spec);
    if (outcome === 'nothing-to-do') return exposed.told.length > 0 ? { kind: 'resting-exposed', exposed } : { kind: 'resting' };
    if (outcome === 'planned') {
      const told = steps.slice(0, MOST_STEPS).map((step) => this.word(plan, step));
      return { kind: 'forward', objective, steps: told, untold: steps.length - told.length, exposed };
    }
    const why = (explanationLines({ matrix, fleet, goal, plan }) ?? []).map((line) => line.replace(/^- /, '')).slice(0, MOST_REASONS);
    return { kind: optimal ? 'none' : 'undecided', why };
  }

  private word(plan: UpgradePlan, step: UpgradePlan['spec']['steps'][number]): string {
    const [hop] = step.moves;
    const ids = subjectsOf(plan.spec, step);
    const others = ids.reduce((sum, id) => sum + (this.states.alike.get(id) ?? 1) - 1, 0);
    const named = ids.slice(0, 3).join(', ');
    const more = ids.length - Math.min(3, ids.length) + others;
    return `${hop!.component} ${hop!.from} → ${hop!.to} (${named}${more > 0 ? ` and ${more} more` : ''})`;
  }
}
