import type { Crowd, Frontier } from './crowd.js';
import type { Cost } from './cost.js';
import { type Alternative, type Context, type Kind, type Move, type Own, type Ticket, UNCONCERNED } from './kind.js';
import { TupleNumbers } from './tuple-numbers.js';

/** Number of a state of one room: versions at its node, and for each class of children the frontier of states open to them. */
export type StateId = number;

/** What a class of children pays for a hop above it, before its number is taken into account. */
interface Toll {
  readonly child: number;
  readonly cost: Cost;
}

/** What one move makes of a state. */
export interface Edge {
  readonly to: StateId;
  readonly tolls: readonly Toll[];
  readonly move: Move;
  readonly alternative: Alternative;
}

/** What is left of a state after an ancestors' hop, before any move in the new context. */
export interface Survivor {
  readonly state: StateId;
  readonly tolls: readonly Toll[];
}

/** No state is left to a class of children: whoever has such children can not be in this state. */
const DEAD = -1;

/**
 * The states of all nodes of one kind that start from the same versions, and what moves and ancestors' hops make of them. Their children are those that
 * any of these nodes has, so that it is worked out once for all of them; which of the children a node has, and how many, is up to its {@link Crowd}.
 * See docs/explanation/planner.md#frontiers
 */
export class Room {
  private readonly owns: Own[] = [];
  private readonly frontiers: (readonly (Frontier | null)[])[] = [];
  private readonly numbers = new TupleNumbers();
  private readonly edgeLists: (readonly Edge[])[][] = [];
  private readonly survivors: (Survivor | null | undefined)[][] = [];

  constructor(
    readonly id: number,
    readonly kind: Kind,
    readonly start: Own,
    readonly children: readonly Crowd[],
  ) {}

  /** How many states it holds. */
  get size(): number {
    return this.owns.length;
  }

  own(state: StateId): Own {
    return this.owns[state]!;
  }

  /** What is open to each class of children; `null` where nothing is left. */
  below(state: StateId): readonly (Frontier | null)[] {
    return this.frontiers[state]!;
  }

  startState(context: Context): StateId {
    return this.state(
      this.start,
      this.children.map((child) => child.initial(this.kind.contextBelow(child.room.kind, this.start, context))),
    );
  }

  /** Moves at this node out of a state, the children carried along. */
  edges(state: StateId, context: Context): readonly Edge[] {
    const lists = (this.edgeLists[context] ??= []);
    return (lists[state] ??= this.kind.moves(this.own(state), context).flatMap((move) =>
      move.alternatives.map((alternative): Edge => {
        const moved = this.carryChildren(state, move.next, (kind) => this.kind.ticketOfMove(kind, move, alternative, context));
        return { to: moved.state, tolls: moved.tolls, move, alternative };
      }),
    ));
  }

  /** What is left of a state after an ancestors' hop; `null` when the hop would put it in danger, or its demands are not met here. */
  survivor(state: StateId, ticket: Ticket): Survivor | null {
    const known = (this.survivors[ticket] ??= []);
    let survivor = known[state];
    if (survivor === undefined) {
      const own = this.own(state);
      survivor = this.kind.survives(own, ticket) ? this.carryChildren(state, own, (kind) => this.kind.passOn(kind, own, ticket)) : null;
      known[state] = survivor;
    }
    return survivor;
  }

  private carryChildren(state: StateId, next: Own, ticketFor: (kind: Kind) => Ticket): Survivor {
    const before = this.frontiers[state]!;
    const after: (Frontier | null)[] = [];
    const tolls: Toll[] = [];
    let [kind, ticket]: [Kind | null, Ticket] = [null, UNCONCERNED];
    for (let child = 0; child < before.length; child++) {
      const crowd = this.children[child]!;
      // Classes of children come in the order of their kinds.
      if (crowd.room.kind !== kind) {
        kind = crowd.room.kind;
        ticket = ticketFor(kind);
      }
      const frontier = before[child]!;
      if (ticket === UNCONCERNED || frontier === null) {
        after.push(frontier);
        continue;
      }
      const carried = crowd.carry(frontier, ticket);
      after.push(carried?.frontier ?? null);
      if (carried && (carried.offset.shared !== 0 || carried.offset.local !== 0)) tolls.push({ child, cost: carried.offset });
    }
    return { state: this.state(next, after), tolls };
  }

  private state(own: Own, children: readonly (Frontier | null)[]): StateId {
    const key = [own];
    for (const child of children) key.push(child?.id ?? DEAD);
    const state = this.numbers.of(key);
    if (state === this.owns.length) {
      this.owns.push(own);
      this.frontiers.push(children);
    }
    return state;
  }
}
