import TinyQueue from 'tinyqueue';
import { Bounds } from './bounds.js';
import { addCosts, compareCosts, type Cost, ZERO } from './cost.js';
import type { Crowd } from './crowd.js';
import type { Edge, StateId } from './room.js';

/** How the root goes, when the search says so; what is below follows from it. */
export interface RootPlan {
  readonly cost: Cost;
  /** No plan is cheaper than this; equal to the cost when the plan is proven to be a cheapest one. */
  readonly lowerBound: Cost;
  /** The hops of the root; `null`: any cheapest way will do. */
  readonly edges: readonly Edge[] | null;
}

/** Neither a plan nor the proof that there is none, within the states that a search may look at. */
export class SearchLimitReached extends Error {}

interface Open {
  readonly state: StateId;
  readonly cost: Cost;
  /** With what must at least still be paid. */
  readonly bound: Cost;
  readonly age: number;
  /** When it was found. */
  readonly order: number;
  readonly from: Open | null;
  readonly edge: Edge | null;
  /** Nothing is left to do: the bound is what the whole plan costs. */
  readonly isEnd: boolean;
}

/** Cheapest first; of equals the one that has come furthest, then the one found first. */
const byBound = (a: Open, b: Open): number =>
  compareCosts(a.bound, b.bound) || Number(b.isEnd) - Number(a.isEnd) || b.age - a.age || a.order - b.order;

/** The one that has come furthest: soon at some end. */
const byAge = (a: Open, b: Open): number =>
  Number(b.isEnd) - Number(a.isEnd) || b.age - a.age || compareCosts(a.bound, b.bound) || a.order - b.order;

/**
 * Searches the states of the root best first, for domains with so many shared paths that they cannot all be laid out. `null` when there is no plan.
 * Beyond the limit it takes the first plan that it comes across, and tells how far that may be from a cheapest one.
 * See docs/explanation/planner.md#hard-problems
 */
export function searchFromRoot(root: Crowd, limit: number): RootPlan | null {
  const { room } = root;
  const context = room.kind.context([]);
  const bounds = new Bounds();
  const best = new Map<StateId, Cost>();
  let queue = new TinyQueue<Open>([], byBound);
  let [expanded, order] = [0, 0];
  let lowerBound: Cost | null = null;

  const open = (state: StateId, cost: Cost, from: Open | null, edge: Edge | null) => {
    const known = best.get(state);
    if (!root.isLive(state) || (known && compareCosts(cost, known) >= 0)) return;
    const rest = bounds.ofRoot(root, state, context);
    if (!rest) return;
    best.set(state, cost);
    queue.push({ state, cost, bound: addCosts(cost, rest), age: room.kind.age(room.own(state)), order: order++, from, edge, isEnd: false });
  };
  if (!room.kind.isAlive(root.start)) return null;
  open(room.startState(context), ZERO, null, null);
  for (let next = queue.pop(); next; next = queue.pop()) {
    if (next.isEnd) return { cost: next.bound, lowerBound: lowerBound ?? next.bound, edges: edgesTo(next) };
    if (compareCosts(next.cost, best.get(next.state)!) > 0) continue;
    if (expanded === limit) {
      lowerBound = next.bound;
      queue = new TinyQueue(queue.data, byAge);
    }
    if (expanded++ === 2 * limit)
      throw new SearchLimitReached(`search; shared paths; at most ${2 * limit} states are looked at; found more`);
    const end = root.finalCost(next.state, context);
    if (end) queue.push({ ...next, bound: addCosts(next.cost, end), isEnd: true });
    for (const edge of room.edges(next.state, context)) open(edge.to, addCosts(next.cost, root.costOf(edge)), next, edge);
  }
  return null;
}

/** What every plan of a domain costs at least. */
export function lowestBound(root: Crowd): Cost {
  const context = root.room.kind.context([]);
  return new Bounds().ofRoot(root, root.room.startState(context), context)!;
}

function edgesTo(end: Open): Edge[] {
  const edges: Edge[] = [];
  for (let open: Open | null = end; open; open = open.from) if (open.edge) edges.push(open.edge);
  return edges.reverse();
}
