import { addCosts, compareCosts, type Cost, ZERO } from './cost.js';
import { type Context, type Ticket, UNCONCERNED } from './kind.js';
import type { Edge, Room, StateId } from './room.js';
import type { Crowd, Frontier } from './crowd.js';

/** A hop of a class, and in which stretch between its ancestors' hops it falls: 0 is before the first of them. */
export interface Stride {
  readonly stretch: number;
  readonly edge: Edge;
}

/** A way to a state of a room. */
interface Way {
  readonly state: StateId;
  readonly cost: Cost;
  /** The hop that led here inside this context; `null` for a way that was carried in. */
  readonly via: { readonly from: Way; readonly edge: Edge } | null;
  /** Of a way that was carried in: the way before the ancestors' hop. */
  readonly carried: Way | null;
}

/** What the nodes of a room do along given hops of their ancestors; one object for all classes that do the same. */
export interface Route {
  readonly room: Room;
  readonly strides: readonly Stride[];
}

/** The cheapest ways of classes from their start to an end, along given hops of their ancestors. Remembered: many classes go the same way. */
export class Ways {
  private readonly known = new Map<string, Route>();
  private readonly routes = new Map<string, Route>();
  private readonly numbers = new Map<Edge, number>();

  /**
   * @param context what stands above at the start
   * @param tickets the ancestors' hops
   */
  find(crowd: Crowd, context: Context, tickets: readonly Ticket[]): Route {
    const concerning = tickets.filter((ticket) => ticket !== UNCONCERNED);
    const key = `${crowd.id}|${context}|${concerning.join()}`;
    let route = this.known.get(key);
    if (!route) this.known.set(key, (route = this.routeOf(crowd.room, findWay(crowd, context, concerning))));
    return route;
  }

  routeOf(room: Room, strides: readonly Stride[]): Route {
    const key = `${room.id}|${strides.map(({ stretch, edge }) => `${stretch}:${this.numberOf(edge)}`).join()}`;
    let route = this.routes.get(key);
    if (!route) this.routes.set(key, (route = { room, strides }));
    return route;
  }

  private numberOf(edge: Edge): number {
    const number = this.numbers.get(edge) ?? this.numbers.size;
    this.numbers.set(edge, number);
    return number;
  }
}

function findWay(crowd: Crowd, context: Context, tickets: readonly Ticket[]): Stride[] {
  const start: Way = { state: crowd.room.startState(context), cost: ZERO, via: null, carried: null };
  let frontier = crowd.limits.exceeded ? crowd.initial(context) : null;
  let ways = spread(crowd, [start], context, frontier);
  let end = context;
  for (const ticket of tickets) {
    end = crowd.room.kind.contextAfter(ticket);
    frontier = frontier && crowd.carry(frontier, ticket)!.frontier;
    ways = spread(crowd, carryOver(crowd, ways, ticket), end, frontier);
  }
  return stridesTo(bestEnd(crowd, ways, end), tickets.length);
}

/** All ways that moves in one context open, the best one to each state; with a frontier only those within it. */
function spread(crowd: Crowd, seeds: readonly Way[], context: Context, frontier: Frontier | null): Way[] {
  const { room } = crowd;
  const within = frontier && new Set(frontier.states);
  const best = new Map<StateId, Way>();
  const byAge: StateId[][] = [];
  const put = (way: Way) => {
    if (!crowd.isLive(way.state) || within?.has(way.state) === false) return;
    const known = best.get(way.state);
    if (known && (compareCosts(way.cost, known.cost) || compareWays(room, way, known)) >= 0) return;
    best.set(way.state, way);
    if (!known) (byAge[room.kind.age(room.own(way.state))] ??= []).push(way.state);
  };
  seeds.forEach(put);
  for (let age = 0; age < byAge.length; age++)
    for (const state of byAge[age] ?? []) {
      const from = best.get(state)!;
      for (const edge of room.edges(state, context))
        put({ state: edge.to, cost: addCosts(from.cost, crowd.costOf(edge)), via: { from, edge }, carried: null });
    }
  return [...best.values()];
}

const carryOver = (crowd: Crowd, ways: readonly Way[], ticket: Ticket): Way[] =>
  ways.flatMap((way): Way[] => {
    const survivor = crowd.room.survivor(way.state, ticket);
    return survivor ? [{ state: survivor.state, cost: crowd.pay(way.cost, survivor.tolls), via: null, carried: way }] : [];
  });

function bestEnd(crowd: Crowd, ways: readonly Way[], context: Context): Way {
  let best: { way: Way; cost: Cost } | null = null;
  for (const way of ways) {
    const rest = crowd.finalCost(way.state, context);
    if (!rest) continue;
    const cost = addCosts(way.cost, rest);
    const order =
      best === null ? -1 : compareCosts(cost, best.cost) || newerFirst(crowd.room, way, best.way) || compareWays(crowd.room, way, best.way);
    if (order < 0) best = { way, cost };
  }
  if (!best) throw new Error('walk back; a class; the search found it an end in these contexts; found none');
  return best.way;
}

/**
 * Which of two equally cheap ways to the same versions is taken (< 0: the first one), looking back from their ends: what happened before the ancestors'
 * hop comes first, then the hop of the later slot goes last, then newer versions on the way. Ranks are compared only within one slot, so a release that is
 * on no way decides nothing.
 */
function compareWays(room: Room, a: Way, b: Way): number {
  for (let [x, y] = [a, b]; x !== y;) {
    if (x.via && y.via) {
      const order = y.via.edge.move.changed[0]! - x.via.edge.move.changed[0]! || newerFirst(room, x.via.from, y.via.from);
      if (order !== 0) return order;
      [x, y] = [x.via.from, y.via.from];
    } else if (x.via || y.via) return x.via ? 1 : -1;
    else if (x.carried && y.carried) [x, y] = [x.carried, y.carried];
    else return 0;
  }
  return 0;
}

function newerFirst(room: Room, a: Way, b: Way): number {
  const { kind } = room;
  const [x, y] = [kind.ranks(room.own(a.state)), kind.ranks(room.own(b.state))];
  for (let slot = 0; slot < x.length; slot++) if (x[slot] !== y[slot]) return y[slot]! - x[slot]!;
  return 0;
}

function stridesTo(end: Way, lastStretch: number): Stride[] {
  const strides: Stride[] = [];
  let stretch = lastStretch;
  for (let way = end; ;) {
    if (way.via) {
      strides.push({ stretch, edge: way.via.edge });
      way = way.via.from;
    } else if (way.carried) {
      stretch -= 1;
      way = way.carried;
    } else return strides.reverse();
  }
}
