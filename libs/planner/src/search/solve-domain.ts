import type { Policy } from '@lockstep/documents';
import type { Constraints } from '../model/constraints.js';
import type { FleetNode } from '../model/fleet-tree.js';
import type { Cost } from './cost.js';
import { FrontierSpace } from './frontier.js';
import { Shapes } from './shape.js';
import type { VersionTable } from './version-table.js';
import { type Unit, walkBack } from './walk-back.js';

export interface Solution {
  readonly cost: Cost;
  readonly units: readonly Unit[];
}

/** The cheapest safe plan of one upgrade domain, or `null` when there is none. Exact: docs/explanation/planner.md#why-it-is-optimal */
export function solveDomain(table: VersionTable, policy: Policy, constraints: Constraints, root: FleetNode): Solution | null {
  const { space, shapes, cost } = search(table, policy, constraints, root);
  return cost && { cost, units: walkBack(space, shapes.shapeOf, root) };
}

/** Only whether there is a safe plan. */
export const isFeasible = (table: VersionTable, policy: Policy, constraints: Constraints, root: FleetNode): boolean =>
  search(table, policy, constraints, root).cost !== null;

function search(
  table: VersionTable,
  policy: Policy,
  constraints: Constraints,
  root: FleetNode,
): { space: FrontierSpace; shapes: Shapes; cost: Cost | null } {
  const shapes = new Shapes(table, constraints);
  const shape = shapes.of(root);
  const space = new FrontierSpace(table, policy.mixedWindow);
  return { space, shapes, cost: space.finalCost(shape, space.initial(shape, []), []) };
}
