import { type Condition, holds, mayMatch } from '@lockstep/matrix/domain';
import type { FleetNode } from '../model/fleet-tree.js';
import type { Alike } from './alike.js';
import type { Cost } from './cost.js';
import { movesFrom } from './local-moves.js';
import { TupleNumbers } from './tuple-numbers.js';
import type { Pairing, Rank, VersionTable } from './version-table.js';

/** A component of a kind of nodes, with all that decides how its instances may move. */
export interface Slot {
  readonly component: string;
  readonly held: boolean;
  /** By rank: whether the goal lets the instance end there. */
  readonly accepted: readonly boolean[];
  /** By rank: whether an accepted version can still lie ahead. */
  readonly alive: readonly boolean[];
  /** Releases that hops may lead to, oldest first. */
  readonly targets: readonly Rank[];
  /** The version at which it may rest in an unsettled pairing, since nobody asks about it; -1: nowhere. */
  readonly restsAt: Rank;
}

/** An ancestor's component that something in a subtree is paired with, or names in a condition. */
export type UpperSlot = Pick<Slot, 'component' | 'restsAt'>;

/** What a hop of an ancestor asks of the instances below it: every one holds the condition, or none may match it. */
export interface Demand {
  readonly kind: 'all-hold' | 'none-match';
  readonly condition: Condition;
}

/** What decides about moves, beside the nodes themselves. */
export interface Rules {
  readonly table: VersionTable;
  readonly mixedWindow: 'comoved' | 'strict';
  readonly alike: Alike;
  /** Versions that a component may come to from a version, by a hop of its own or as a rider, conditions left aside. */
  readonly landings: (component: string, from: Rank) => readonly Rank[];
}

/** Number of a tuple of versions at a node of one kind. */
export type Own = number;
/** Number of a tuple of versions of the ancestors' components that a kind can see. */
export type Context = number;
/** Number of an ancestors' hop, as far as a kind can tell such hops apart. */
export type Ticket = number;
export const UNCONCERNED: Ticket = -1;

/** One with whom a component at a node is paired. */
interface Partner {
  /** In a slot of the same node, else at a position above. */
  readonly here: boolean;
  readonly at: number;
  readonly pairing: Pairing;
}

/** One hop at a node, with the riders it moves along, safe against everything at the node and above it. */
export interface Move {
  /** Slots that change, the hopping one first. */
  readonly changed: readonly number[];
  readonly next: Own;
  readonly cost: Cost;
  /** The hop is allowed when all demands of any one alternative are met below. */
  readonly alternatives: readonly Alternative[];
}

/** One way in which a hop can be allowed. */
export interface Alternative {
  readonly demands: readonly Demand[];
  /** By kind of children: what the hop is to them. */
  readonly tickets: Ticket[];
}

interface Hop {
  /** Versions above after the hop. */
  readonly context: Context;
  /** Positions above that changed. */
  readonly changed: readonly number[];
  readonly demands: readonly Demand[];
}

/**
 * All nodes that can make the same moves: with the same components, holds and targets, under ancestors that look the same from here. What a node may do
 * depends on its kind, its versions and its context alone, so it is worked out once. See docs/explanation/planner.md#classes
 */
export class Kind {
  /** Components that occur in the subtree: here and below. */
  readonly within: ReadonlySet<string>;
  private readonly owns = new TupleNumbers();
  private readonly contexts = new TupleNumbers();
  private readonly ages: number[] = [];
  private readonly moveLists: Move[][][] = [];
  private readonly hops: Hop[] = [];
  private readonly tickets = new Map<string, Ticket>();
  private readonly survivals: boolean[][] = [];
  private readonly finals: boolean[][] = [];
  private readonly views = new Map<Kind, View>();
  private readonly upperHops: (readonly Ticket[])[] = [];
  private readonly table: VersionTable;
  /** By slot: who it is paired with, here and above. */
  readonly partners: readonly (readonly Partner[])[];

  constructor(
    readonly id: number,
    readonly rules: Rules,
    readonly scope: FleetNode['scope'],
    readonly slots: readonly Slot[],
    /** Root first. */
    readonly above: readonly UpperSlot[],
    /** Components that occur strictly below. */
    readonly below: ReadonlySet<string>,
  ) {
    this.table = rules.table;
    this.within = new Set([...below, ...slots.map(({ component }) => component)]);
    const pairWith =
      ({ component }: Slot, here: boolean) =>
      (other: UpperSlot, at: number): Partner[] => {
        const pairing = other.component === component ? null : this.table.pairing(component, other.component);
        return pairing ? [{ here, at, pairing }] : [];
      };
    this.partners = slots.map((slot) => [...slots.flatMap(pairWith(slot, true)), ...above.flatMap(pairWith(slot, false))]);
  }

  own(ranks: readonly Rank[]): Own {
    const own = this.owns.of(ranks);
    this.ages[own] ??= ranks.reduce((sum, rank) => sum + rank, 0);
    return own;
  }

  ranks(own: Own): readonly Rank[] {
    return this.owns.tuple(own);
  }

  /** Grows with every move, and with nothing else. */
  age(own: Own): number {
    return this.ages[own]!;
  }

  context(ranks: readonly Rank[]): Context {
    return this.contexts.of(ranks);
  }

  isAlive(own: Own): boolean {
    return this.ranks(own).every((rank, slot) => this.slots[slot]!.alive[rank] === true);
  }

  /** Moves that are open at these versions while the ancestors stand still. */
  moves(own: Own, context: Context): readonly Move[] {
    const lists = (this.moveLists[own] ??= []);
    return (lists[context] ??= movesFrom(this, this.ranks(own), this.contexts.tuple(context)).map(
      ({ changed, next, cost, alternatives }) => ({
        changed,
        next: this.own(next),
        cost,
        alternatives: alternatives.map((demands) => ({ demands, tickets: [] })),
      }),
    ));
  }

  /** The context in which a kind of children stands below a node at these versions. */
  contextBelow(child: Kind, own: Own, context: Context): Context {
    const { contexts, sources } = this.view(child);
    const known = (contexts[own] ??= []);
    return (known[context] ??= child.context(pick(sources, this.ranks(own), this.contexts.tuple(context))));
  }

  /** What a hop at this node is to a kind of children. */
  ticketOfMove(child: Kind, { changed, next }: Move, { demands, tickets }: Alternative, context: Context): Ticket {
    let ticket = tickets[child.id];
    if (ticket === undefined) {
      const positions = this.view(child).sources.flatMap((source, position) => (changed.includes(source) ? [position] : []));
      ticket = child.isConcerned(positions, demands)
        ? child.ticket(this.contextBelow(child, next, context), positions, demands)
        : UNCONCERNED;
      tickets[child.id] = ticket;
    }
    return ticket;
  }

  /** What an ancestors' hop is to a kind of children of a node at these versions. */
  passOn(child: Kind, own: Own, ticket: Ticket): Ticket {
    const { passed, sources } = this.view(child);
    const known = (passed[ticket] ??= []);
    let below = known[own];
    if (below === undefined) {
      const { context, changed, demands } = this.hops[ticket]!;
      const positions = sources.flatMap((source, position) => (source < 0 && changed.includes(~source) ? [position] : []));
      below = child.isConcerned(positions, demands)
        ? child.ticket(this.contextBelow(child, own, context), positions, demands)
        : UNCONCERNED;
      known[own] = below;
    }
    return below;
  }

  /** Hops of single components above, conditions and everything that may forbid them elsewhere left aside. */
  hopsAbove(context: Context): readonly Ticket[] {
    return (this.upperHops[context] ??= this.above.flatMap(({ component }, position) => {
      const above = this.contexts.tuple(context);
      return this.rules
        .landings(component, above[position]!)
        .map((to) => this.ticket(this.contexts.of(above.with(position, to)), [position], []));
    }));
  }

  contextAfter(ticket: Ticket): Context {
    return this.hops[ticket]!.context;
  }

  /** Rule 1 for a mover above: its new version must be inside with every version here; what the hop demands is met here. */
  survives(own: Own, ticket: Ticket): boolean {
    const known = (this.survivals[ticket] ??= []);
    return (known[own] ??= this.withstands(this.ranks(own), this.hops[ticket]!));
  }

  /** Whether everything here is accepted by the goal, and rests inside its window with what stands beside and above it. */
  isFinal(own: Own, context: Context): boolean {
    const known = (this.finals[own] ??= []);
    return (known[context] ??= this.rests(this.ranks(own), this.contexts.tuple(context)));
  }

  /** Whether a hop above that changes these positions is any business of the nodes here and below. */
  private isConcerned(changed: readonly number[], demands: readonly Demand[]): boolean {
    return changed.length > 0 || demands.some(({ condition }) => this.within.has(condition.component));
  }

  private ticket(context: Context, changed: readonly number[], demands: readonly Demand[]): Ticket {
    const asked = demands.filter(({ condition }) => this.within.has(condition.component));
    const key = `${context}|${changed.join()}|${asked.map(({ kind, condition }) => `${kind}:${condition.component}:${condition.range.text}`).join(';')}`;
    let ticket = this.tickets.get(key);
    if (ticket === undefined) {
      ticket = this.hops.length;
      this.hops.push({ context, changed, demands: asked });
      this.tickets.set(key, ticket);
    }
    return ticket;
  }

  private withstands(own: readonly Rank[], { context, changed, demands }: Hop): boolean {
    const above = this.contexts.tuple(context);
    return this.slots.every(
      ({ component }, slot) =>
        this.partners[slot]!.every(({ here, at, pairing }) => here || !changed.includes(at) || pairing.isInside(own[slot]!, above[at]!)) &&
        demands.every(({ kind, condition }) => {
          if (condition.component !== component) return true;
          const version = this.table.version(component, own[slot]!);
          return kind === 'all-hold' ? holds(condition, version) : !mayMatch(condition, version);
        }),
    );
  }

  private rests(own: readonly Rank[], context: readonly Rank[]): boolean {
    return this.slots.every(
      (slot, x) =>
        slot.accepted[own[x]!] === true &&
        this.partners[x]!.every(({ here, at, pairing }) => {
          const [other, rank] = here ? [this.slots[at]!, own[at]!] : [this.above[at]!, context[at]!];
          return pairing.isSettled(own[x]!, rank) || (own[x] === slot.restsAt && rank === other.restsAt);
        }),
    );
  }

  private view(child: Kind): View {
    let view = this.views.get(child);
    if (!view) {
      const sources = child.above.map(({ component }) => {
        const slot = this.slots.findIndex((candidate) => candidate.component === component);
        return slot >= 0 ? slot : ~this.above.findIndex((candidate) => candidate.component === component);
      });
      this.views.set(child, (view = { sources, contexts: [], passed: [] }));
    }
    return view;
  }
}

/** How a kind looks to its parent. */
interface View {
  /** Where each version that the child sees above it comes from: a slot of the parent, or the complement of a position above the parent. */
  readonly sources: readonly number[];
  readonly contexts: Context[][];
  readonly passed: Ticket[][];
}

const pick = (sources: readonly number[], own: readonly Rank[], above: readonly Rank[]): Rank[] =>
  sources.map((source) => (source >= 0 ? own[source]! : above[~source]!));
