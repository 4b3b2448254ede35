import { isNewer } from '@lockstep/kernel';
import type { FleetNode } from '../model/fleet-tree.js';
import { type Context, type Kind, type Ticket, UNCONCERNED } from './kind.js';
import type { Classes } from './classes.js';
import type { Crowd } from './crowd.js';
import type { Edge } from './room.js';
import type { Rank, VersionTable } from './version-table.js';
import { type Stride, Ways } from './ways.js';

/** A version change of one component. */
export interface Change {
  readonly component: string;
  readonly from: Rank;
  readonly to: Rank;
}

/** One move of a class of nodes: what every one of them does at this point of the plan. */
export interface Unit {
  readonly nodes: readonly FleetNode[];
  /** The hop, then its riders in the order of the nodes' components. One object for all classes that change in the very same way. */
  readonly changes: readonly Change[];
  /** Units that must be complete before: the previous one on every path from the root through these nodes. */
  readonly after: ReadonlySet<Unit>;
}

/** A hop on the path from the root down to some class, and what it is to a kind of nodes there. */
interface Moment {
  readonly unit: Unit & { readonly after: Set<Unit> };
  readonly ticketFor: (kind: Kind) => Ticket;
}

/** The path to a class, as its kind sees it: one ticket for each moment. */
interface Path {
  readonly context: Context;
  readonly moments: readonly Moment[];
  readonly tickets: readonly Ticket[];
}

/**
 * Turns the tables back into moves: for each class, given what its ancestors do and when, the cheapest walk, each hop as early as it is safe.
 * The root's hops may be given. See docs/explanation/planner.md#extraction
 */
export function walkBack(table: VersionTable, classes: Classes, root: FleetNode, edges: readonly Edge[] | null): Unit[] {
  const walk = new WalkBack(table, classes);
  const path: Path = { context: classes.get(root)!.room.kind.context([]), moments: [], tickets: [] };
  const strides = edges?.map((edge) => ({ stretch: 0, edge }));
  walk.walk([root], path, strides);
  return walk.units;
}

class WalkBack {
  readonly units: Unit[] = [];
  private readonly ways = new Ways();
  private readonly changeLists = new Map<readonly Stride[], Map<string, Change[][]>>();

  constructor(
    private readonly table: VersionTable,
    private readonly classes: Classes,
  ) {}

  /** The nodes are of one class and run the very same versions, and so do their parents. */
  walk(nodes: readonly FleetNode[], { context, moments: above, tickets }: Path, given?: readonly Stride[]): void {
    const crowd = this.classes.get(nodes[0]!)!;
    const { kind } = crowd.room;
    const strides = given ?? this.ways.find(crowd, context, tickets);
    const changes = this.changesAlong(crowd, strides, nodes[0]!);
    const moments: Moment[] = [];
    let [own, now, stretch, taken] = [crowd.start, context, 0, 0];
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
    above.forEach(({ unit }, index) => {
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
    const paths = new Map<Kind, Path>();
    for (const members of this.classesBelow(nodes)) {
      const child = this.classes.get(members[0]!)!.room.kind;
      let path = paths.get(child);
      if (!path) {
        path = {
          context: kind.contextBelow(child, crowd.start, context),
          moments,
          tickets: moments.map(({ ticketFor }) => ticketFor(child)),
        };
        paths.set(child, path);
      }
      this.walk(members, path);
    }
  }

  /** What each hop on a way changes, in the versions that a node really runs: those of the search stand for all that are alike. */
  private changesAlong({ room: { kind } }: Crowd, strides: readonly Stride[], { instances }: FleetNode): readonly (readonly Change[])[] {
    let running = instances.map(({ component, version }) => this.table.rank(component.id, version));
    let lists = this.changeLists.get(strides);
    if (!lists) this.changeLists.set(strides, (lists = new Map<string, Change[][]>()));
    const key = running.join();
    let changes = lists.get(key);
    if (!changes) {
      changes = strides.map(({ edge: { move } }) => {
        const hop = changesOf(this.table, kind, running, kind.ranks(move.next), move.changed[0]!);
        running = running.map((rank, slot) => hop.find(({ component }) => component === kind.slots[slot]!.component)?.to ?? rank);
        return hop;
      });
      lists.set(key, changes);
    }
    return changes;
  }

  /** Children that are of one class and run the very same versions: what stands for several versions in the search is told apart in the plan. */
  private classesBelow(nodes: readonly FleetNode[]): Iterable<readonly FleetNode[]> {
    const found = new Map<string, FleetNode[]>();
    for (const node of nodes)
      for (const child of node.children) {
        let key = `${this.classes.get(child)!.id}`;
        for (const { version } of child.instances) key += ` ${version?.text}`;
        const members = found.get(key);
        if (members) members.push(child);
        else found.set(key, [child]);
      }
    return found.values();
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
