import type { Policy } from '@lockstep/documents';
import type { Constraints } from '../model/constraints.js';
import { type FleetNode, subtree } from '../model/fleet-tree.js';
import { alikeVersions } from './alike.js';
import type { Cost } from './cost.js';
import { type Classes, classesOf } from './classes.js';
import type { Crowd } from './crowd.js';
import { startFacts } from './starts-outside.js';
import { usefulTargets } from './useful-targets.js';
import type { Rank, VersionTable } from './version-table.js';
import { type Unit, walkBack } from './walk-back.js';

export interface Solution {
  readonly cost: Cost;
  readonly units: readonly Unit[];
}

/** The cheapest safe plan of one upgrade domain, or `null` when there is none. Exact: docs/explanation/planner.md#why-it-is-optimal */
export function solveDomain(table: VersionTable, policy: Policy, constraints: Constraints, root: FleetNode): Solution | null {
  const { classes, cost } = search(table, policy, constraints, root);
  return cost && { cost, units: walkBack(table, classes, root) };
}

/** Only what the cheapest safe plan costs. */
export const cheapestCost = (table: VersionTable, policy: Policy, constraints: Constraints, root: FleetNode): Cost | null =>
  search(table, policy, constraints, root).cost;

/** Only whether there is a safe plan. */
export const isFeasible = (table: VersionTable, policy: Policy, constraints: Constraints, root: FleetNode): boolean =>
  cheapestCost(table, policy, constraints, root) !== null;

function search(
  table: VersionTable,
  { mixedWindow }: Policy,
  constraints: Constraints,
  root: FleetNode,
): { classes: Classes; cost: Cost | null } {
  const start = startFacts(table, root);
  const alike = alikeVersions(table, root, constraints, start);
  const targets = usefulTargets(table, alike, start, interchangeable(table, constraints, root));
  const classes = classesOf({ table, mixedWindow, constraints, start, alike, targets }, root);
  return { classes, cost: cheapestPlan(classes.get(root)!) };
}

function cheapestPlan(crowd: Crowd): Cost | null {
  const context = crowd.room.kind.context([]);
  const frontier = crowd.initial(context);
  return frontier && crowd.cheapestEnd(frontier, context);
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
