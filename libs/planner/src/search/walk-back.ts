import { isNewer } from '@lockstep/kernel';
import type { FleetNode } from '../model/fleet-tree.js';
import { type Context, type Kind, type Ticket, UNCONCERNED } from './kind.js';
import type { Classes } from './classes.js';
import type { Crowd } from './crowd.js';
import type { Rank, VersionTable } from './version-table.js';
import { Ways } from './ways.js';

/** A version change of one component. */
export interface Change {
  readonly component: string;
  readonly from: Rank;
  readonly to: Rank;
}

/** One move of a class of nodes: what every one of them does at this point of the plan. */
export interface Unit {
  readonly nodes: readonly FleetNode[];
  /** The hop, then its riders in the order of the nodes' components. */
  readonly changes: readonly Change[];
  /** Units that must be complete before: the previous one on every path from the root through these nodes. */
  readonly after: Set<Unit>;
}

/** A hop on the path from the root down to some class, and what it is to a kind of nodes there. */
interface Moment {
  readonly unit: Unit;
  readonly ticketFor: (kind: Kind) => Ticket;
}

/**
 * Turns the tables back into moves: for each class, given what its ancestors do and when, the cheapest walk, each hop as early as it is safe.
 * See docs/explanation/planner.md#extraction
 */
export function walkBack(table: VersionTable, classes: Classes, root: FleetNode): Unit[] {
  const units: Unit[] = [];
  const ways = new Ways();

  /** The nodes are of one class and run the very same versions, and so do their parents. */
  const walk = (nodes: readonly FleetNode[], context: Context, above: readonly Moment[]): void => {
    const crowd = classes.get(nodes[0]!)!;
    const { kind } = crowd.room;
    const tickets = above.map(({ ticketFor }) => ticketFor(kind));
    const strides = ways.find(
      crowd,
      context,
      tickets.filter((ticket) => ticket !== UNCONCERNED),
    );
    const moments: Moment[] = [];
    let [own, now, stretch, taken] = [crowd.start, context, 0, 0];
    let running = nodes[0]!.instances.map(({ component, version }) => table.rank(component.id, version));
    const stride = () => {
      for (let next = strides[taken]; next?.stretch === stretch; next = strides[++taken]) {
        const { move, alternative } = next.edge;
        const changes = changesOf(table, crowd, running, kind.ranks(move.next)[move.changed[0]!]!, move.changed[0]!);
        running = running.map((rank, slot) => changes.find(({ component }) => component === kind.slots[slot]!.component)?.to ?? rank);
        const unit: Unit = { nodes, changes, after: new Set() };
        const context = now;
        units.push(unit);
        const last = moments.at(-1);
        if (last) unit.after.add(last.unit);
        moments.push({ unit, ticketFor: (child) => kind.ticketOfMove(child, move, alternative, context) });
        own = move.next;
      }
    };
    stride();
    above.forEach(({ unit }, index) => {
      const ticket = tickets[index]!;
      const at = own;
      const last = moments.at(-1);
      if (last && last.unit !== unit) unit.after.add(last.unit);
      moments.push({ unit, ticketFor: (child) => (ticket === UNCONCERNED ? UNCONCERNED : kind.passOn(child, at, ticket)) });
      if (ticket === UNCONCERNED) return;
      now = kind.contextAfter(ticket);
      stretch++;
      stride();
    });
    for (const members of classesBelow(classes, nodes)) {
      const child = classes.get(members[0]!)!;
      walk(members, kind.contextBelow(child.room.kind, crowd.start, context), moments);
    }
  };

  const { kind } = classes.get(root)!.room;
  walk([root], kind.context([]), []);
  return units;
}

/** What a hop changes at a node, in the versions it really runs: each stands for all that are alike. */
function changesOf(table: VersionTable, { room }: Crowd, running: readonly Rank[], to: Rank, hopping: number): Change[] {
  const { slots } = room.kind;
  const { component } = slots[hopping]!;
  const riders = table.bundle(component, to).flatMap(([rider, bundled]): Change[] => {
    const seat = slots.findIndex((slot) => slot.component === rider);
    if (seat < 0) return [];
    const version = table.version(rider, running[seat]!);
    return version && !isNewer(bundled, version) ? [] : [{ component: rider, from: running[seat]!, to: table.rank(rider, bundled) }];
  });
  return [{ component, from: running[hopping]!, to }, ...riders];
}

/** Children that are of one class and run the very same versions: what stands for several versions in the search is told apart in the plan. */
function classesBelow(classes: Classes, nodes: readonly FleetNode[]): FleetNode[][] {
  const found = new Map<string, FleetNode[]>();
  for (const node of nodes)
    for (const child of node.children) {
      const key = `${classes.get(child)!.id} ${child.instances.map(({ version }) => version?.text).join()}`;
      const members = found.get(key);
      if (members) members.push(child);
      else found.set(key, [child]);
    }
  return [...found.values()];
}
