import type { Policy } from '@lockstep/documents';
import type { Constraints } from '../model/constraints.js';
import { type FleetNode, subtree } from '../model/fleet-tree.js';
import { alikeVersions } from './alike.js';
import { type Classes, classesOf } from './classes.js';
import type { Cost } from './cost.js';
import type { Crowd, Limits } from './crowd.js';
import { lowestBound, type RootPlan, SearchLimitReached, searchFromRoot } from './root-search.js';
import { startFacts } from './starts-outside.js';
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

export const SEARCH_LIMITS: SearchLimits = { states: 100_000, laidOut: 1000 };

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
  limits = SEARCH_LIMITS,
): Solution | null {
  const { classes, plan } = search(table, policy, constraints, root, limits);
  return plan && { cost: plan.cost, lowerBound: plan.lowerBound, units: walkBack(table, classes, root, plan.edges) };
}

/** Only what the plan costs; throws as {@link solveDomain} does. */
export const cheapestCost = (
  table: VersionTable,
  policy: Policy,
  constraints: Constraints,
  root: FleetNode,
  limits = SEARCH_LIMITS,
): Cost | null => search(table, policy, constraints, root, limits).plan?.cost ?? null;

/** Only whether there is a safe plan; throws as {@link solveDomain} does. */
export const isFeasible = (
  table: VersionTable,
  policy: Policy,
  constraints: Constraints,
  root: FleetNode,
  limits = SEARCH_LIMITS,
): boolean => cheapestCost(table, policy, constraints, root, limits) !== null;

function search(
  table: VersionTable,
  { mixedWindow }: Policy,
  constraints: Constraints,
  root: FleetNode,
  { states, laidOut }: SearchLimits,
): { classes: Classes; plan: RootPlan | null } {
  const start = startFacts(table, root);
  const alike = alikeVersions(table, root, constraints, start);
  const targets = usefulTargets(table, alike, start, interchangeable(table, constraints, root));
  const limits: Limits = { width: states, exceeded: false };
  const classes = classesOf({ table, mixedWindow, constraints, start, alike, targets, limits }, root);
  const crowd = classes.get(root)!;
  const whole = layOut(crowd, Math.min(states, laidOut));
  const plan = whole === undefined ? searchFromRoot(crowd, states) : whole;
  if (!limits.exceeded) return { classes, plan };
  if (plan === null)
    throw new SearchLimitReached(
      `search; states of one class; at most ${states} are kept in one context; found more, and no plan among them`,
    );
  return { classes, plan: { ...plan, lowerBound: lowestBound(crowd) } };
}

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
function interchangeable(table: VersionTable, constraints: Constraints, root: FleetNode): (component: string, a: Rank, b: Rank) => boolean {
  const asked = new Map<string, Map<string, readonly number[]>>();
  for (const node of subtree(root))
    for (const { component } of node.instances) {
      const targets = constraints.targetsOf(node, component.id);
      const sets = asked.get(component.id) ?? new Map<string, readonly number[]>();
      asked.set(component.id, sets.set(targets.join(), targets));
    }
  const accepts = (component: string, targets: readonly number[], rank: Rank) =>
    constraints.accepts(component, targets, table.version(component, rank));
  return (component, a, b) =>
    [...(asked.get(component)?.values() ?? [])].every((targets) => !accepts(component, targets, a) || accepts(component, targets, b));
}
