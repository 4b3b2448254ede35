import { isNewer } from '@lockstep/kernel';
import type { FleetNode } from '../model/fleet-tree.js';
import { type Context, type Kind, type Ticket, UNCONCERNED } from './kind.js';
import type { Classes } from './classes.js';
import type { Crowd } from './crowd.js';
import type { Edge } from './room.js';
import type { Rank, VersionTable } from './version-table.js';
import { type Route, type Stride, Ways } from './ways.js';

/** A version change of one component. */
export interface Change {
  readonly component: string;
  readonly from: Rank;
  readonly to: Rank;
}

/** One move of nodes that go the same way: what every one of them does at this point of the plan. */
export interface Unit {
  readonly nodes: readonly FleetNode[];
  /** The hop, then its riders in the order of the nodes' components. */
  readonly changes: readonly Change[];
  /** Units that must be complete before: the previous one on every path from the root through these nodes. */
  readonly after: ReadonlySet<Unit>;
}

/** A hop on the path from the root down to some nodes, and what it is to a kind of nodes there. */
interface Moment {
  readonly unit: Unit & { readonly after: Set<Unit> };
  readonly ticketFor: (kind: Kind) => Ticket;
}

/** The hops above some nodes. */
interface Path {
  readonly moments: readonly Moment[];
  /** What stood above at the start, and the moments, as a kind sees them. */
  readonly seenBy: (kind: Kind) => Seen;
}

interface Seen {
  readonly context: Context;
  readonly tickets: readonly Ticket[];
  /** The ways of the classes of this kind. */
  readonly routes: Map<Crowd, Route>;
}

/** Nodes that go the same way from the same versions, below nodes that do. */
interface Party {
  readonly route: Route;
  readonly nodes: FleetNode[];
}

/**
 * Turns the tables back into moves: for each class, given what its ancestors do and when, the cheapest walk, each hop as early as it is safe. Classes
 * that go the same way go together. The root's hops may be given. See docs/explanation/planner.md#extraction
 */
export function walkBack(table: VersionTable, classes: Classes, root: FleetNode, edges: readonly Edge[] | null): Unit[] {
  const walk = new WalkBack(table, classes);
  const { kind } = classes.get(root)!.room;
  walk.fromRoot(root, { context: kind.context([]), tickets: [], routes: new Map() }, edges);
  return walk.units;
}

class WalkBack {
  readonly units: Unit[] = [];
  private readonly ways = new Ways();

  constructor(
    private readonly table: VersionTable,
    private readonly classes: Classes,
  ) {}

  fromRoot(root: FleetNode, seen: Seen, edges: readonly Edge[] | null): void {
    const crowd = this.classes.get(root)!;
    const strides = edges?.map((edge) => ({ stretch: 0, edge }));
    const route = strides ? this.ways.routeOf(crowd.room, strides) : this.ways.find(crowd, seen.context, seen.tickets);
    this.walk({ route, nodes: [root] }, { moments: [], seenBy: () => seen });
  }

  private walk({ route: { room, strides }, nodes }: Party, above: Path): void {
    const { kind } = room;
    const { context, tickets } = above.seenBy(kind);
    const changes = this.changesAlong(kind, strides, nodes[0]!);
    const moments: Moment[] = [];
    let [own, now, stretch, taken] = [room.start, context, 0, 0];
    const goOn = () => {
      for (; strides[taken]?.stretch === stretch; taken++) {
        const { move, alternative } = strides[taken]!.edge;
        const last = moments.at(-1);
        const unit = { nodes, changes: changes[taken]!, after: new Set<Unit>(last ? [last.unit] : []) };
        const context = now;
        this.units.push(unit);
        moments.push({ unit, ticketFor: (child) => kind.ticketOfMove(child, move, alternative, context) });
        own = move.next;
      }
    };
    goOn();
    above.moments.forEach(({ unit }, index) => {
      const ticket = tickets[index]!;
      const at = own;
      const last = moments.at(-1);
      // Two hops of ancestors wait for each other already.
      if (last?.unit.nodes === nodes) unit.after.add(last.unit);
      moments.push({ unit, ticketFor: (child) => (ticket === UNCONCERNED ? UNCONCERNED : kind.passOn(child, at, ticket)) });
      if (ticket === UNCONCERNED) return;
      now = kind.contextAfter(ticket);
      stretch++;
      goOn();
    });
    const seen = new Map<Kind, Seen>();
    const seenBy = (child: Kind): Seen => {
      let known = seen.get(child);
      if (!known) {
        known = {
          context: kind.contextBelow(child, room.start, context),
          tickets: moments.map(({ ticketFor }) => ticketFor(child)),
          routes: new Map(),
        };
        seen.set(child, known);
      }
      return known;
    };
    for (const party of this.partiesBelow(nodes, seenBy)) this.walk(party, { moments, seenBy });
  }

  /** Children that go the same way from the very same versions: what stands for several versions in the search is told apart in the plan. */
  private partiesBelow(nodes: readonly FleetNode[], seenBy: Path['seenBy']): Party[] {
    const found: Party[] = [];
    const parties = new Map<Route, Map<FleetNode['instances'], Party>>();
    for (const node of nodes)
      for (const child of node.children) {
        const route = this.routeOf(this.classes.get(child)!, seenBy);
        let ofRoute = parties.get(route);
        if (!ofRoute) parties.set(route, (ofRoute = new Map()));
        let party = ofRoute.get(child.instances);
        if (!party) {
          party = { route, nodes: [] };
          ofRoute.set(child.instances, party);
          found.push(party);
        }
        party.nodes.push(child);
      }
    return found;
  }

  private routeOf(crowd: Crowd, seenBy: Path['seenBy']): Route {
    const { context, tickets, routes } = seenBy(crowd.room.kind);
    let route = routes.get(crowd);
    if (!route) routes.set(crowd, (route = this.ways.find(crowd, context, tickets)));
    return route;
  }

  /** What each hop on a way changes, in the versions that a node really runs: those of the search stand for all that are alike. */
  private changesAlong(kind: Kind, strides: readonly Stride[], { instances }: FleetNode): readonly (readonly Change[])[] {
    let running = instances.map(({ component, version }) => this.table.rank(component.id, version));
    return strides.map(({ edge: { move } }) => {
      const changes = changesOf(this.table, kind, running, kind.ranks(move.next), move.changed[0]!);
      running = running.map((rank, slot) => changes.find(({ component }) => component === kind.slots[slot]!.component)?.to ?? rank);
      return changes;
    });
  }
}

function changesOf(table: VersionTable, { slots }: Kind, running: readonly Rank[], next: readonly Rank[], hopping: number): Change[] {
  const { component } = slots[hopping]!;
  const to = next[hopping]!;
  const riders = table.bundle(component, to).flatMap(([rider, bundled]): Change[] => {
    const seat = slots.findIndex((slot) => slot.component === rider);
    if (seat < 0) return [];
    const version = table.version(rider, running[seat]!);
    return version && !isNewer(bundled, version) ? [] : [{ component: rider, from: running[seat]!, to: table.rank(rider, bundled) }];
  });
  return [{ component, from: running[hopping]!, to }, ...riders];
}
