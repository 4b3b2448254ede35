import { addCosts, compareCosts, type Cost, ZERO } from './cost.js';
import { type Alternative, type Context, type Kind, type Move, type Own, type Ticket, UNCONCERNED } from './kind.js';

/** Number of a state of one room: versions at its node, and for each class of children the frontier of states open to them. */
export type StateId = number;

interface State {
  readonly own: Own;
  readonly children: readonly Frontier[];
}

/** What one move does to a state. Costs include what it costs the children more. */
export interface Edge {
  readonly to: StateId;
  readonly cost: Cost;
  readonly move: Move;
  readonly alternative: Alternative;
}

/** What is left of a state after an ancestor's hop, before any move in the new context. */
export interface Survivor {
  readonly state: StateId;
  /** What the children's cheapest states cost more than before. */
  readonly cost: Cost;
}

/** All states open to a room in one context, with the cheapest cost of each relative to the cheapest of all; interned, so that equal futures are one object. */
export interface Frontier {
  readonly id: number;
  readonly states: readonly StateId[];
  readonly costs: readonly Cost[];
  /** What became of it over each hop so far, by ticket. */
  readonly carried: (Carried | null | undefined)[];
  /** Cheapest way from here to a final state, by context. */
  readonly final: (Cost | null | undefined)[];
}

export interface Carried {
  readonly frontier: Frontier;
  /** What the cheapest state now costs more than the cheapest one before. */
  readonly offset: Cost;
}

/** A way to a state. */
export interface Reached {
  readonly state: StateId;
  readonly cost: Cost;
}

export interface ChildClass {
  readonly room: Room;
  readonly count: number;
}

/**
 * The tables of one kind of nodes with given classes of children: states, moves between them and frontiers, each worked out once however many nodes,
 * histories and contexts share them. See docs/explanation/planner.md#frontiers
 */
export class Room {
  private readonly ids = new Map<string, StateId>();
  private readonly states: State[] = [];
  private readonly edgeLists: (readonly Edge[])[][] = [];
  private readonly survivors: (Survivor | null | undefined)[][] = [];
  private readonly frontiers = new Map<string, Frontier>();
  private readonly found: (Cost | undefined)[] = [];

  constructor(
    readonly kind: Kind,
    readonly children: readonly ChildClass[],
    readonly id: number,
  ) {}

  state(own: Own, children: readonly Frontier[]): StateId {
    let key = `${own}`;
    for (const child of children) key += `/${child.id}`;
    let id = this.ids.get(key);
    if (id === undefined) {
      id = this.states.length;
      this.ids.set(key, id);
      this.states.push({ own, children });
    }
    return id;
  }

  own(state: StateId): Own {
    return this.states[state]!.own;
  }

  /** All states reachable from the seeds by moves at this node, ancestors standing still; each with its cheapest cost. */
  close(seeds: readonly Reached[], context: Context): Carried | null {
    const { found } = this;
    const met: StateId[] = [];
    // A move makes a node older and nothing makes it younger, so going by age meets every state after all states that lead to it.
    const byAge: StateId[][] = [];
    let [youngest, oldest] = [Infinity, 0];
    const put = (state: StateId, cost: Cost) => {
      const known = found[state];
      if (known !== undefined && compareCosts(cost, known) >= 0) return;
      found[state] = cost;
      if (known !== undefined) return;
      met.push(state);
      const age = this.kind.age(this.own(state));
      (byAge[age] ??= []).push(state);
      youngest = Math.min(youngest, age);
      oldest = Math.max(oldest, age);
    };
    for (const { state, cost } of seeds) put(state, cost);
    for (let age = youngest; age <= oldest; age++)
      for (const state of byAge[age] ?? []) {
        const cost = found[state]!;
        for (const edge of this.edges(state, context)) put(edge.to, addCosts(cost, edge.cost));
      }
    if (met.length === 0) return null;
    const closed = this.intern(met.sort((a, b) => a - b).map((state) => ({ state, cost: found[state]! })));
    for (const state of met) found[state] = undefined;
    return closed;
  }

  /** Takes a frontier over an ancestors' hop: states that the hop would put in danger, or that do not meet its demands, fall away. `null` when none is left. */
  carry(frontier: Frontier, ticket: Ticket): Carried | null {
    let carried = frontier.carried[ticket];
    if (carried === undefined) {
      const seeds: Reached[] = [];
      frontier.states.forEach((state, index) => {
        const survivor = this.survivor(state, ticket);
        if (survivor) seeds.push({ state: survivor.state, cost: addCosts(frontier.costs[index]!, survivor.cost) });
      });
      frontier.carried[ticket] = carried = this.close(seeds, this.kind.contextAfter(ticket));
    }
    return carried;
  }

  /** What is left of one state after an ancestors' hop. */
  survivor(state: StateId, ticket: Ticket): Survivor | null {
    const known = (this.survivors[ticket] ??= []);
    let survivor = known[state];
    if (survivor === undefined) {
      const { own } = this.states[state]!;
      survivor = this.kind.survives(own, ticket) ? this.carryChildren(state, own, ({ kind }) => this.kind.passOn(kind, own, ticket)) : null;
      known[state] = survivor;
    }
    return survivor;
  }

  /** Moves at this node out of a state, the children carried along. */
  edges(state: StateId, context: Context): readonly Edge[] {
    const lists = (this.edgeLists[context] ??= []);
    return (lists[state] ??= this.kind.moves(this.own(state), context).flatMap((move) =>
      move.alternatives.flatMap((alternative): Edge[] => {
        const moved = this.carryChildren(state, move.next, ({ kind }) => this.kind.ticketOfMove(kind, move, alternative, context));
        return moved ? [{ to: moved.state, cost: addCosts(move.cost, moved.cost), move, alternative }] : [];
      }),
    ));
  }

  /** Cost of ending in a state, from the cheapest states of its children on; `null` when it is no final state. */
  finalCost(state: StateId, context: Context): Cost | null {
    const { own, children } = this.states[state]!;
    if (!this.kind.isFinal(own, context)) return null;
    let cost = ZERO;
    for (let index = 0; index < children.length; index++) {
      const { room, count } = this.children[index]!;
      const below = room.cheapestEnd(children[index]!, this.kind.contextBelow(room.kind, own, context));
      if (below === null) return null;
      cost = addCosts(cost, below, count);
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

  private carryChildren(state: StateId, next: Own, ticketOf: (child: Room) => Ticket): Survivor | null {
    const { children } = this.states[state]!;
    const frontiers: Frontier[] = [];
    let cost = ZERO;
    for (let index = 0; index < children.length; index++) {
      const { room, count } = this.children[index]!;
      const ticket = ticketOf(room);
      if (ticket === UNCONCERNED) {
        frontiers.push(children[index]!);
        continue;
      }
      const carried = room.carry(children[index]!, ticket);
      if (!carried) return null;
      frontiers.push(carried.frontier);
      cost = addCosts(cost, carried.offset, count);
    }
    return { state: this.state(next, frontiers), cost };
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
    }
    return { frontier, offset };
  }
}
