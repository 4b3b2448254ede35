import { addCosts, compareCosts, type Cost, ZERO } from './cost.js';
import type { Context, Own, Ticket } from './kind.js';
import type { Edge, Room, StateId, Survivor } from './room.js';

/** All states open to a crowd in one context, with the cheapest cost of each relative to the cheapest of all; interned, so that equal futures are one object. */
export interface Frontier {
  readonly id: number;
  readonly states: readonly StateId[];
  readonly costs: readonly Cost[];
  /** What became of it over each hop so far, by ticket. */
  readonly carried: (Carried | null | undefined)[];
  /** Cheapest way from here to a final state, by context. */
  readonly final: (Cost | null | undefined)[];
}

interface Carried {
  readonly frontier: Frontier;
  /** What the cheapest state now costs more than the cheapest one before. */
  readonly offset: Cost;
}

/** How many states of one class are kept in one context, and whether that was too few somewhere. */
export interface Limits {
  readonly width: number;
  exceeded: boolean;
}

interface Reached {
  readonly state: StateId;
  readonly cost: Cost;
}

/**
 * A class of equal subtrees: nodes of one room with equal children. What is cheapest for one is cheapest for all of them, so a search looks at each
 * class once, and its cost counts as often as the class has members. See docs/explanation/planner.md#classes
 */
export class Crowd {
  private readonly initials: (Frontier | null | undefined)[] = [];
  private readonly frontiers = new Map<string, Frontier>();
  private readonly liveness: boolean[] = [];
  private readonly found: (Cost | undefined)[] = [];
  private entries = 0;

  constructor(
    readonly id: number,
    readonly room: Room,
    /** How many children of each of the room's classes every one of these nodes has. */
    readonly counts: readonly number[],
    readonly limits: Limits,
  ) {}

  /** How many entries its frontiers have. */
  get size(): number {
    return this.entries;
  }

  get start(): Own {
    return this.room.start;
  }

  /** What is open from the start while nothing above has moved; `null` when no accepted version can be reached. */
  initial(context: Context): Frontier | null {
    let frontier = this.initials[context];
    if (frontier === undefined) {
      frontier = this.open(context, this.limits);
      this.initials[context] = frontier;
    }
    return frontier;
  }

  /** As {@link initial}, within other limits. */
  open(context: Context, limits: Limits): Frontier | null {
    const seeds = this.room.kind.isAlive(this.start) ? [{ state: this.room.startState(context), cost: ZERO }] : [];
    return this.close(seeds, context, limits)?.frontier ?? null;
  }

  /** Whether something is left to each class of children that these nodes have. */
  isLive(state: StateId): boolean {
    return (this.liveness[state] ??= this.room.below(state).every((frontier, child) => frontier !== null || this.counts[child] === 0));
  }

  /** What a move costs these nodes and all their children. */
  costOf({ move, tolls }: Edge): Cost {
    return this.pay(move.cost, tolls);
  }

  /** Takes a frontier over an ancestors' hop: states that the hop would put in danger, or that do not meet its demands, fall away. `null` when none is left. */
  carry(frontier: Frontier, ticket: Ticket): Carried | null {
    let carried = frontier.carried[ticket];
    if (carried === undefined) {
      const seeds: Reached[] = [];
      frontier.states.forEach((state, index) => {
        const survivor = this.room.survivor(state, ticket);
        if (survivor) seeds.push({ state: survivor.state, cost: this.pay(frontier.costs[index]!, survivor.tolls) });
      });
      frontier.carried[ticket] = carried = this.close(seeds, this.room.kind.contextAfter(ticket));
    }
    return carried;
  }

  /** What the children of these nodes pay on top of a cost. */
  pay(cost: Cost, tolls: Survivor['tolls']): Cost {
    let { shared, local } = cost;
    for (const toll of tolls) {
      const count = this.counts[toll.child]!;
      shared += count * toll.cost.shared;
      local += count * toll.cost.local;
    }
    return { shared, local };
  }

  /** Cost of ending in a state, from the cheapest states of its children on; `null` when it is no final state. */
  finalCost(state: StateId, context: Context): Cost | null {
    const { kind, children } = this.room;
    const own = this.room.own(state);
    if (!kind.isFinal(own, context)) return null;
    const frontiers = this.room.below(state);
    let cost = ZERO;
    for (let child = 0; child < children.length; child++) {
      if (this.counts[child] === 0) continue;
      const crowd = children[child]!;
      const below = crowd.cheapestEnd(frontiers[child]!, kind.contextBelow(crowd.room.kind, own, context));
      if (below === null) return null;
      cost = addCosts(cost, below, this.counts[child]);
    }
    return cost;
  }

  /** Cheapest way from a frontier's cheapest state to a final one, ancestors standing still; `null` when there is none. */
  cheapestEnd({ states, costs, final }: Frontier, context: Context): Cost | null {
    let best = final[context];
    if (best === undefined) {
      best = null;
      for (let index = 0; index < states.length; index++) {
        const rest = this.finalCost(states[index]!, context);
        const cost = rest && addCosts(costs[index]!, rest);
        if (cost && (best === null || compareCosts(cost, best) < 0)) best = cost;
      }
      final[context] = best;
    }
    return best;
  }

  /** All states reachable from the seeds by moves at these nodes, ancestors standing still; each with its cheapest cost. */
  private close(seeds: readonly Reached[], context: Context, limits = this.limits): Carried | null {
    const { found, room } = this;
    const kept: StateId[] = [];
    // A move makes a node older and nothing makes it younger, so going by age meets every state after all states that lead to it.
    const byAge: StateId[][] = [];
    let [youngest, oldest] = [Infinity, 0];
    const put = (state: StateId, cost: Cost) => {
      if (!this.isLive(state)) return;
      const known = found[state];
      if (known !== undefined && compareCosts(cost, known) >= 0) return;
      found[state] = cost;
      if (known !== undefined) return;
      const age = room.kind.age(room.own(state));
      (byAge[age] ??= []).push(state);
      youngest = Math.min(youngest, age);
      oldest = Math.max(oldest, age);
    };
    for (const { state, cost } of seeds) put(state, cost);
    for (let age = youngest; age <= oldest; age++) {
      const states = byAge[age] ?? [];
      if (kept.length + states.length > limits.width) {
        limits.exceeded = true;
        states.sort((a, b) => compareCosts(found[a]!, found[b]!) || a - b);
        for (const state of states.splice(limits.width - kept.length)) found[state] = undefined;
      }
      for (const state of states) {
        kept.push(state);
        const cost = found[state]!;
        for (const edge of room.edges(state, context)) put(edge.to, addCosts(cost, this.costOf(edge)));
      }
    }
    if (kept.length === 0) return null;
    const closed = this.intern(kept.sort((a, b) => a - b).map((state) => ({ state, cost: found[state]! })));
    for (const state of kept) found[state] = undefined;
    return closed;
  }

  private intern(reached: readonly Reached[]): Carried {
    let offset = reached[0]!.cost;
    for (const { cost } of reached) if (compareCosts(cost, offset) < 0) offset = cost;
    const costs = reached.map(({ cost }) => addCosts(cost, offset, -1));
    let key = '';
    reached.forEach(({ state }, index) => (key += `${state}:${costs[index]!.shared}:${costs[index]!.local} `));
    let frontier = this.frontiers.get(key);
    if (!frontier) {
      frontier = { id: this.frontiers.size, states: reached.map(({ state }) => state), costs, carried: [], final: [] };
      this.frontiers.set(key, frontier);
      this.entries += reached.length;
    }
    return { frontier, offset };
  }
}
