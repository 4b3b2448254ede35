import { holds, mayMatch } from '@lockstep/matrix/domain';
import { addCosts, compareCosts, type Cost, subtractCosts, ZERO } from './cost.js';
import { type Demand, type Move, movesFrom } from './local-moves.js';
import type { Shape } from './shape.js';
import type { Rank, VersionTable } from './version-table.js';

/** One state a subtree of a shape can be in: versions at its node, and for each class of children the frontier of states open to them. */
export interface Entry {
  readonly own: readonly Rank[];
  /** `own` as text: built once per move, not once per entry. */
  readonly ownKey: string;
  readonly children: readonly Frontier[];
  /** Cheapest cost to get here, relative to the cheapest entry of the frontier once that is interned. */
  readonly cost: Cost;
  /** The hop that led here inside this context; `null` for an entry that was carried in. Only read when a plan is walked back. */
  readonly via: { readonly from: Entry; readonly move: Move; readonly demands: readonly Demand[] } | null;
  /** For an entry that was carried in: the entry before the ancestor's hop. */
  readonly carried: Entry | null;
}

/** All states open to a shape in one context, cheapest cost each; interned, so that equal futures are one object. */
export interface Frontier {
  readonly id: number;
  readonly entries: readonly Entry[];
  /** What became of it over each event so far, by ticket. */
  readonly carried: Map<number, Carried | null>;
}

/** A hop of some ancestors' components, as the subtrees below see it. */
export interface Event {
  /** Versions of all ancestors after the hop, root first. */
  readonly context: readonly Rank[];
  /** Positions in the context that changed. */
  readonly changed: readonly number[];
  readonly demands: readonly Demand[];
}

/** An event on its way down to the children of one shape: per class of children its ticket, or `UNCONCERNED`. */
interface Passage {
  readonly event: Event;
  readonly tickets: readonly number[];
}

const UNCONCERNED = -1;

interface PreparedMove {
  readonly move: Move;
  readonly nextKey: string;
  readonly passages: readonly Passage[];
}

interface Carried {
  readonly frontier: Frontier;
  /** What the cheapest state now costs more than the cheapest one before. */
  readonly offset: Cost;
}

interface Room {
  readonly frontiers: Map<string, Frontier>;
  readonly moves: Map<string, PreparedMove[]>;
  readonly initial: Map<string, Frontier>;
  /** Equal events, as far as the shape can tell, have one number. */
  readonly tickets: Map<string, number>;
  readonly final: Map<string, Cost | null>;
}

/**
 * The tables of one search: frontiers by shape and context. See docs/explanation/planner.md#frontiers
 * Every method is a function of its arguments; what it found is kept, because siblings and later contexts ask the same again.
 */
export class FrontierSpace {
  private readonly rooms = new Map<Shape, Room>();

  constructor(
    private readonly table: VersionTable,
    private readonly mixedWindow: 'comoved' | 'strict',
  ) {}

  /** What is open to a shape from its start, while nothing above it has moved yet. */
  initial(shape: Shape, context: readonly Rank[]): Frontier {
    const { initial } = this.room(shape);
    const key = contextKey(shape, context);
    let frontier = initial.get(key);
    if (!frontier) {
      frontier = this.intern(shape, this.close(shape, [this.startEntry(shape, context)], context)).frontier;
      initial.set(key, frontier);
    }
    return frontier;
  }

  startEntry(shape: Shape, context: readonly Rank[]): Entry {
    const own = shape.slots.map((slot) => slot.start);
    const children = shape.children.map((child) => this.initial(child.shape, [...context, ...own]));
    return { own, ownKey: own.join(), children, cost: ZERO, via: null, carried: null };
  }

  /** Takes a frontier over an ancestor's hop: states that the hop would put in danger, or that do not meet its demands, fall away. `null` when none is left. */
  private carry(shape: Shape, frontier: Frontier, event: Event, ticket: number): Carried | null {
    if (ticket === UNCONCERNED) return { frontier, offset: ZERO };
    let result = frontier.carried.get(ticket);
    if (result === undefined) {
      const entries = this.close(shape, this.carryEntries(shape, frontier.entries, event), event.context);
      result = entries.length === 0 ? null : this.intern(shape, entries);
      frontier.carried.set(ticket, result);
    }
    return result;
  }

  /** The entries that survive an ancestor's hop, children carried along, before any move in the new context. */
  carryEntries(shape: Shape, entries: readonly Entry[], event: Event): Entry[] {
    const survivors = new Map<string, Entry>();
    const passages = new Map<string, Passage | null>();
    for (const entry of entries) {
      let passage = passages.get(entry.ownKey);
      if (passage === undefined) {
        passage = this.survives(shape, entry.own, event)
          ? this.prepare(shape, { ...event, context: [...event.context, ...entry.own] })
          : null;
        passages.set(entry.ownKey, passage);
      }
      const carried = passage && this.carryChildren(shape, entry.children, passage);
      if (!carried) continue;
      const cost = addCosts(entry.cost, carried.offset);
      keepCheapest(survivors, { own: entry.own, ownKey: entry.ownKey, children: carried.frontiers, cost, via: null, carried: entry });
    }
    return [...survivors.values()];
  }

  /** All states reachable from the seeds by moves at this node and below, ancestors standing still; each with its cheapest cost. */
  close(shape: Shape, seeds: readonly Entry[], context: readonly Rank[]): Entry[] {
    const found = new Map<string, Entry>();
    // A move raises a rank and lowers none, so going by the sum of ranks meets every state after all states that lead to it.
    const bySum: Set<string>[] = [];
    const put = (entry: Entry) => {
      const key = keepCheapest(found, entry);
      if (key !== null) (bySum[sum(entry.own)] ??= new Set()).add(key);
    };
    for (const seed of seeds) if (isAlive(shape, seed.own)) put(seed);
    for (let level = 0; level < bySum.length; level++) {
      for (const key of bySum[level] ?? []) {
        const from = found.get(key)!;
        for (const prepared of this.moves(shape, from, context)) this.take(shape, from, prepared, put);
      }
    }
    return [...found.values()];
  }

  /** Cheapest way from the frontier's cheapest entry to a final state, ancestors standing still at `context`; `null` when there is none. */
  finalCost(shape: Shape, frontier: Frontier, context: readonly Rank[]): Cost | null {
    const { final } = this.room(shape);
    const key = `${frontier.id}|${contextKey(shape, context)}`;
    let best = final.get(key);
    if (best === undefined) {
      best = null;
      for (const entry of frontier.entries) {
        const cost = this.finalCostOf(shape, entry, context);
        if (cost && (best === null || compareCosts(cost, best) < 0)) best = cost;
      }
      final.set(key, best);
    }
    return best;
  }

  /** Cost of ending in this entry, children included; `null` when it is no final state. */
  finalCostOf(shape: Shape, entry: Entry, context: readonly Rank[]): Cost | null {
    if (!this.isFinal(shape, entry.own, context)) return null;
    let cost = entry.cost;
    for (const [index, { shape: child, count }] of shape.children.entries()) {
      const below = this.finalCost(child, entry.children[index]!, [...context, ...entry.own]);
      if (below === null) return null;
      cost = addCosts(cost, below, count);
    }
    return cost;
  }

  private take(shape: Shape, from: Entry, { move, nextKey, passages }: PreparedMove, put: (entry: Entry) => void): void {
    for (const passage of passages) {
      const carried = this.carryChildren(shape, from.children, passage);
      if (!carried) continue;
      const cost = addCosts(addCosts(from.cost, move.cost), carried.offset);
      put({
        own: move.next,
        ownKey: nextKey,
        children: carried.frontiers,
        cost,
        via: { from, move, demands: passage.event.demands },
        carried: null,
      });
    }
  }

  private carryChildren(
    shape: Shape,
    children: readonly Frontier[],
    { event, tickets }: Passage,
  ): { frontiers: Frontier[]; offset: Cost } | null {
    const frontiers: Frontier[] = [];
    let offset = ZERO;
    for (let index = 0; index < children.length; index++) {
      const { shape: child, count } = shape.children[index]!;
      const carried = this.carry(child, children[index]!, event, tickets[index]!);
      if (!carried) return null;
      frontiers.push(carried.frontier);
      offset = addCosts(offset, carried.offset, count);
    }
    return { frontiers, offset };
  }

  private prepare(shape: Shape, event: Event): Passage {
    return {
      event,
      tickets: shape.children.map(({ shape: child }) => {
        if (!concerns(child, event)) return UNCONCERNED;
        const key = `${contextKey(child, event.context)}|${event.changed.filter((position) => child.relevant.includes(position)).join()}|${demandsKey(event.demands)}`;
        const { tickets } = this.room(child);
        let ticket = tickets.get(key);
        if (ticket === undefined) tickets.set(key, (ticket = tickets.size));
        return ticket;
      }),
    };
  }

  /** Rule 1 for a mover above: its new version must be inside with every version below that is still there; demands of the hop are met. */
  private survives(shape: Shape, own: readonly Rank[], event: Event): boolean {
    const inside = event.changed.every((position) => {
      if (!shape.relevant.includes(position)) return true;
      const mover = shape.above[position]!.component;
      return shape.slots.every(
        (slot, index) =>
          !this.table.isEnforced(mover, slot.component) ||
          this.table.isInside(mover, event.context[position]!, slot.component, own[index]!),
      );
    });
    return (
      inside &&
      event.demands.every((demand) =>
        shape.slots.every(
          (slot, index) => slot.component !== demand.condition.component || this.meets(demand, slot.component, own[index]!),
        ),
      )
    );
  }

  private meets(demand: Demand, component: string, rank: Rank): boolean {
    const version = this.table.version(component, rank);
    return demand.kind === 'all-hold' ? holds(demand.condition, version) : !mayMatch(demand.condition, version);
  }

  private isFinal(shape: Shape, own: readonly Rank[], context: readonly Rank[]): boolean {
    return shape.slots.every((slot, x) => {
      if (!slot.accepted[own[x]!]) return false;
      const untouched = !slot.targeted && own[x] === slot.start;
      const rests = (other: (typeof shape.slots)[number], rank: Rank) =>
        !this.table.isEnforced(slot.component, other.component) ||
        this.table.isSettled(slot.component, own[x]!, other.component, rank) ||
        (untouched && !other.targeted && rank === other.start);
      return (
        shape.slots.every((other, y) => y <= x || rests(other, own[y]!)) &&
        shape.relevant.every((position) => rests(shape.above[position]!, context[position]!))
      );
    });
  }

  private moves(shape: Shape, { own, ownKey }: Entry, context: readonly Rank[]): PreparedMove[] {
    const { moves } = this.room(shape);
    const key = `${ownKey}|${contextKey(shape, context)}`;
    let list = moves.get(key);
    if (!list) {
      list = movesFrom(this.table, this.mixedWindow, shape, own, context).map((move) => {
        const changed = move.changed.map((slot) => context.length + slot);
        const passages = move.alternatives.map((demands) => this.prepare(shape, { context: [...context, ...move.next], changed, demands }));
        return { move, nextKey: move.next.join(), passages };
      });
      moves.set(key, list);
    }
    return list;
  }

  private intern(shape: Shape, entries: readonly Entry[]): Carried {
    const offset = entries.reduce((least, entry) => (compareCosts(entry.cost, least) < 0 ? entry.cost : least), entries[0]?.cost ?? ZERO);
    const relative = entries.map((entry) => ({ ...entry, cost: subtractCosts(entry.cost, offset), via: null, carried: null }));
    const keys = relative.map((entry) => `${entryKey(entry)}=${entry.cost.shared},${entry.cost.local}`);
    const key = keys.sort().join(' ');
    const { frontiers } = this.room(shape);
    let frontier = frontiers.get(key);
    if (!frontier) {
      frontier = { id: frontiers.size, entries: relative, carried: new Map() };
      frontiers.set(key, frontier);
    }
    return { frontier, offset };
  }

  private room(shape: Shape): Room {
    let room = this.rooms.get(shape);
    if (!room) {
      room = { frontiers: new Map(), moves: new Map(), initial: new Map(), tickets: new Map(), final: new Map() };
      this.rooms.set(shape, room);
    }
    return room;
  }
}

/** Keeps the better of two ways to one state, as {@link compareWays} has it, and returns the state's key, or `null` when the known way stays. */
function keepCheapest(entries: Map<string, Entry>, entry: Entry): string | null {
  const key = entryKey(entry);
  const known = entries.get(key);
  if (known && (compareCosts(entry.cost, known.cost) || compareWays(entry, known)) >= 0) return null;
  entries.set(key, entry);
  return key;
}

/**
 * Which of two equally cheap ways to the same versions is taken (< 0: the first one), looking back from their ends: what happened before the ancestor's
 * hop comes first, then the hop of the later slot goes last, then newer versions on the way. Ranks are compared only within one slot, so a release that is
 * on no way decides nothing.
 */
export function compareWays(a: Entry, b: Entry): number {
  for (let [x, y] = [a, b]; x !== y;) {
    if (x.via && y.via) {
      const order = y.via.move.changed[0]! - x.via.move.changed[0]! || newerFirst(x.via.from, y.via.from);
      if (order !== 0) return order;
      [x, y] = [x.via.from, y.via.from];
    } else if (x.via || y.via) return x.via ? 1 : -1;
    else if (x.carried && y.carried) [x, y] = [x.carried, y.carried];
    else return 0;
  }
  return 0;
}

export function newerFirst(a: Entry, b: Entry): number {
  for (let slot = 0; slot < a.own.length; slot++) if (a.own[slot] !== b.own[slot]) return b.own[slot]! - a.own[slot]!;
  return 0;
}

const entryKey = ({ ownKey, children }: Entry): string => {
  let key = ownKey;
  for (const child of children) key += `/${child.id}`;
  return key;
};
const contextKey = (shape: Shape, context: readonly Rank[]): string => shape.relevant.map((position) => context[position]).join();
const demandsKey = (demands: readonly Demand[]): string =>
  demands.map(({ kind, condition }) => `${kind}:${condition.component}:${condition.range.text}`).join(';');
const isAlive = (shape: Shape, own: readonly Rank[]): boolean => own.every((rank, slot) => shape.slots[slot]!.alive[rank]);
const sum = (own: readonly Rank[]): number => own.reduce((total, rank) => total + rank, 0);
const concerns = (shape: Shape, event: Event): boolean =>
  event.changed.some((position) => shape.relevant.includes(position)) ||
  event.demands.some(({ condition }) => shape.below.has(condition.component));
