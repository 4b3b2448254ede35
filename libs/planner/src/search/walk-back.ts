import type { FleetNode } from '../model/fleet-tree.js';
import { compareCosts, type Cost } from './cost.js';
import { compareWays, type Entry, type Event, type FrontierSpace, newerFirst } from './frontier.js';
import type { Demand, Move } from './local-moves.js';
import type { Shape, Slot } from './shape.js';
import type { Rank } from './version-table.js';

/** One move of a class of nodes: what every one of them does at this point of the plan. */
export interface Unit {
  readonly nodes: readonly FleetNode[];
  readonly shape: Shape;
  /** The slots that change, the hopping one first. */
  readonly changed: readonly { readonly slot: Slot; readonly from: Rank; readonly to: Rank }[];
  /** Units that must be complete before: the previous one on every path from the root through these nodes. */
  readonly after: Set<Unit>;
}

interface Moment {
  readonly event: Event;
  readonly unit: Unit;
}

/**
 * Turns the tables back into moves: for each class, given what its ancestors do and when, the cheapest walk, each hop as early as it is safe.
 * Of equally cheap ends the one on the newest releases is taken. See docs/explanation/planner.md#extraction
 */
export function walkBack(space: FrontierSpace, shapeOf: ReadonlyMap<FleetNode, Shape>, root: FleetNode): Unit[] {
  const units: Unit[] = [];
  walkClass(space, shapeOf, [root], [], [], units);
  return units;
}

function walkClass(
  space: FrontierSpace,
  shapeOf: ReadonlyMap<FleetNode, Shape>,
  nodes: readonly FleetNode[],
  context: readonly Rank[],
  above: readonly Moment[],
  units: Unit[],
): void {
  const shape = shapeOf.get(nodes[0]!)!;
  const layers: Entry[][] = [space.close(shape, [space.startEntry(shape, context)], context)];
  for (const { event } of above) layers.push(space.close(shape, space.carryEntries(shape, layers.at(-1)!, event), event.context));
  const steps = stepsTo(bestEnd(space, shape, layers.at(-1)!, above.at(-1)?.event.context ?? context), layers.length - 1);

  const moments: Moment[] = [];
  let outer = context;
  let own: readonly Rank[] = shape.slots.map((slot) => slot.start);
  for (let layer = 0; layer < layers.length; layer++) {
    if (layer > 0) {
      const { event, unit } = above[layer - 1]!;
      outer = event.context;
      moments.push({ unit, event: { ...event, context: [...outer, ...own] } });
    }
    for (const { move, demands } of steps.filter((step) => step.layer === layer)) {
      const unit: Unit = {
        nodes,
        shape,
        changed: move.changed.map((slot) => ({ slot: shape.slots[slot]!, from: own[slot]!, to: move.next[slot]! })),
        after: new Set(),
      };
      units.push(unit);
      own = move.next;
      moments.push({ unit, event: { context: [...outer, ...own], changed: move.changed.map((slot) => outer.length + slot), demands } });
    }
  }
  for (let i = 1; i < moments.length; i++) moments[i]!.unit.after.add(moments[i - 1]!.unit);
  const inner = [...context, ...shape.slots.map((slot) => slot.start)];
  for (const members of classesBelow(shapeOf, nodes)) walkClass(space, shapeOf, members, inner, moments, units);
}

function bestEnd(space: FrontierSpace, shape: Shape, entries: readonly Entry[], context: readonly Rank[]): Entry {
  let best: { entry: Entry; cost: Cost } | null = null;
  for (const entry of entries) {
    const cost = space.finalCostOf(shape, entry, context);
    if (!cost) continue;
    const order = best === null ? -1 : compareCosts(cost, best.cost) || newerFirst(entry, best.entry) || compareWays(entry, best.entry);
    if (order < 0) best = { entry, cost };
  }
  if (!best) throw new Error('walk back; a class; the search found it an end in these contexts; found none');
  return best.entry;
}

function stepsTo(end: Entry, lastLayer: number): { layer: number; move: Move; demands: readonly Demand[] }[] {
  const steps = [];
  let layer = lastLayer;
  for (let entry = end; ;) {
    if (entry.via) {
      steps.push({ layer, move: entry.via.move, demands: entry.via.demands });
      entry = entry.via.from;
    } else if (entry.carried) {
      layer -= 1;
      entry = entry.carried;
    } else return steps.reverse();
  }
}

function classesBelow(shapeOf: ReadonlyMap<FleetNode, Shape>, nodes: readonly FleetNode[]): FleetNode[][] {
  const classes = new Map<Shape, FleetNode[]>();
  for (const node of nodes)
    for (const child of node.children) {
      const shape = shapeOf.get(child)!;
      const members = classes.get(shape);
      if (members) members.push(child);
      else classes.set(shape, [child]);
    }
  return [...classes.values()];
}
