import type { Policy } from '@lockstep/documents';
import type { Constraints } from '../model/constraints.js';
import type { FleetNode } from '../model/fleet-tree.js';
import { alikeVersions, type Plays, playsOf } from './alike.js';
import { type Classes, Classifier } from './classes.js';
import type { Cost } from './cost.js';
import type { Crowd, Limits } from './crowd.js';
import { lowestBound, type RootPlan, SearchLimitReached, searchFromRoot } from './root-search.js';
import type { SearchMemory } from './search-memory.js';
import { stancesOf } from './stances.js';
import { type StartFacts, startFacts } from './start-facts.js';
import { usefulTargets } from './useful-targets.js';
import type { Rank, VersionTable } from './version-table.js';
import { type Unit, walkBack } from './walk-back.js';

export interface Solution {
  readonly cost: Cost;
  /** No plan is cheaper than this; equal to the cost when the plan is proven to be a cheapest one. */
  readonly lowerBound: Cost;
  readonly units: readonly Unit[];
}

/** How far a search goes before it settles for less than a cheapest plan. */
export interface SearchLimits {
  /** States that are kept of one class in one context, and states of the root that are looked at. */
  readonly states: number;
  /** A domain with at most so many states of its root is laid out as a whole; larger ones are searched best first. */
  readonly laidOut: number;
}

export interface SearchSettings extends SearchLimits {
  /** Tables of earlier searches; `null`: start afresh. */
  readonly memory: SearchMemory | null;
  /** Told of every search, when it is done, how much its tables hold by then: states, and entries of frontiers. */
  readonly onSearched?: (size: number) => void;
}

export const SEARCH_DEFAULTS: SearchSettings = { states: 100_000, laidOut: 1000, memory: null };

/**
 * The cheapest safe plan of one upgrade domain, or `null` when there is none. Exact unless a limit is reached: docs/explanation/planner.md#why-it-is-optimal
 *
 * @throws SearchLimitReached when neither a plan nor the proof that there is none was found within the limits
 */
export function solveDomain(
  table: VersionTable,
  policy: Policy,
  constraints: Constraints,
  root: FleetNode,
  settings = SEARCH_DEFAULTS,
): Solution | null {
  const { classes, plan } = search(table, policy, constraints, root, settings);
  return plan && { cost: plan.cost, lowerBound: plan.lowerBound, units: walkBack(table, classes, root, plan.edges) };
}

/** Only what the plan costs; throws as {@link solveDomain} does. */
export const cheapestCost = (
  table: VersionTable,
  policy: Policy,
  constraints: Constraints,
  root: FleetNode,
  settings = SEARCH_DEFAULTS,
): Cost | null => search(table, policy, constraints, root, settings).plan?.cost ?? null;

/** Only whether there is a safe plan; throws as {@link solveDomain} does. */
export const isFeasible = (
  table: VersionTable,
  policy: Policy,
  constraints: Constraints,
  root: FleetNode,
  settings = SEARCH_DEFAULTS,
): boolean => cheapestCost(table, policy, constraints, root, settings) !== null;

function search(
  table: VersionTable,
  policy: Policy,
  constraints: Constraints,
  root: FleetNode,
  settings: SearchSettings,
): { classes: Classes; plan: RootPlan | null } {
  const { states, laidOut, memory } = settings;
  const start = startFacts(table, root);
  const stances = stancesOf(root, constraints, start);
  const plays = playsOf(table, stances);
  const limits: Limits = { width: states, exceeded: false };
  const makeClassifier = () => {
    const alike = alikeVersions(table, plays, constraints);
    const targets = usefulTargets(table, alike, start, interchangeable(constraints, table, plays));
    return new Classifier({ table, mixedWindow: policy.mixedWindow, constraints, alike, targets, limits });
  };
  const classifier = memory?.recall(searchKey(policy, constraints, plays, start, states), makeClassifier) ?? makeClassifier();
  const classes = classifier.classify(root, stances);
  const crowd = classes.get(root)!;
  // Which states are dropped depends on the order in which they were found: only what starts afresh gives equal answers to equal questions.
  const searchAfresh = () => search(table, policy, constraints, root, { ...settings, memory: null });
  if (memory && crowd.limits.exceeded) return searchAfresh();
  const whole = layOut(crowd, Math.min(states, laidOut));
  const plan = whole === undefined ? searchFromRoot(crowd, states) : whole;
  settings.onSearched?.(classifier.size);
  if (!crowd.limits.exceeded) return { classes, plan };
  if (memory) return searchAfresh();
  if (plan === null)
    throw new SearchLimitReached(
      `search; states of one class; at most ${states} are kept in one context; found more, and no plan among them`,
    );
  return { classes, plan: { ...plan, lowerBound: lowestBound(crowd) } };
}

/** Equal texts: searches over one table that have their tables in common, whatever their fleets. */
const searchKey = ({ mixedWindow }: Policy, { key }: Constraints, plays: Plays, { outside }: StartFacts, limit: number): string =>
  JSON.stringify([
    limit,
    mixedWindow,
    key,
    [...outside].sort(),
    [...plays].map(([component, { ranks, asked, apart }]) => [
      component,
      ranks[0],
      asked.map((set) => set.join()).sort(),
      [...apart].sort((a, b) => a - b),
    ]),
  ]);

/** Solves a domain whose root has few states; `undefined` for others. */
function layOut(root: Crowd, width: number): RootPlan | null | undefined {
  const context = root.room.kind.context([]);
  const limits: Limits = { width, exceeded: false };
  const frontier = root.open(context, limits);
  if (limits.exceeded) return undefined;
  const cost = frontier && root.cheapestEnd(frontier, context);
  return cost && { cost, lowerBound: cost, edges: null };
}

/** Whether every instance that may end at `a` may end at `b`. */
function interchangeable(constraints: Constraints, table: VersionTable, plays: Plays): (component: string, a: Rank, b: Rank) => boolean {
  const accepts = (component: string, targets: readonly number[], rank: Rank) =>
    constraints.accepts(component, targets, table.version(component, rank));
  return (component, a, b) =>
    plays.get(component)?.asked.every((targets) => !accepts(component, targets, a) || accepts(component, targets, b)) ?? true;
}
