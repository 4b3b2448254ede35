import { SCOPES } from '@lockstep/documents';
import type { Constraints } from '../model/constraints.js';
import { type FleetNode, type Instance, subtree } from '../model/fleet-tree.js';
import type { Alike } from './alike.js';
import { Crowd, type Limits } from './crowd.js';
import { Kind, type Own, type Rules, type Slot, type UpperSlot } from './kind.js';
import { Room } from './room.js';
import type { Stance, Stances } from './stances.js';
import type { Rank, VersionTable } from './version-table.js';

/** What all classes of one domain share. */
export interface Ground {
  readonly table: VersionTable;
  readonly mixedWindow: 'comoved' | 'strict';
  readonly constraints: Constraints;
  readonly alike: Alike;
  /** Releases of a component that hops need to lead to, oldest first. */
  readonly targets: (component: string) => readonly Rank[];
  readonly limits: Limits;
}

/** The class of every node of one upgrade domain. */
export type Classes = ReadonlyMap<FleetNode, Crowd>;

interface NumberedSlot extends Slot {
  readonly number: number;
}

type Slots = readonly NumberedSlot[];

/** Nodes of one kind that start from the same versions, with every class of children that any of them has. */
interface Family {
  readonly kind: Kind;
  readonly start: Own;
  readonly nodes: FleetNode[];
  readonly children: Set<Crowd>;
}

const NO_CHILDREN: ReadonlySet<Crowd> = new Set();

/** Finds the classes of domains, from their leaves up; classes that were met before keep their tables. See docs/explanation/planner.md#classes */
export class Classifier {
  private readonly kinds = new Map<string, Kind>();
  private readonly slots = new Map<string, NumberedSlot>();
  private readonly slotLists = new Map<string, Slots>();
  private readonly rooms = new Map<string, Room>();
  private readonly crowds = new Map<string, Crowd>();
  private crowdOf = new Map<FleetNode, Crowd>();
  private slotsOf = new Map<FleetNode, Slots>();
  /** By parent: the slots above its children, and the kinds of those that have no children themselves. */
  private uppers = new Map<FleetNode | null, { readonly above: readonly UpperSlot[]; readonly leaves: Map<Slots, Kind> }>();
  private readonly rules: Rules;

  constructor(private readonly ground: Ground) {
    const { table, targets } = ground;
    const landings: Rules['landings'] = (component, from) => {
      const hops = targets(component).filter((to) => to > from && table.rulingKey(component, from, to) !== 0);
      return [...new Set([...hops, ...this.carried(component).filter((to) => to > from)])];
    };
    this.rules = { ...ground, landings };
  }

  /** How much its tables hold: states, and entries of frontiers. */
  get size(): number {
    let size = 0;
    for (const room of this.rooms.values()) size += room.size;
    for (const crowd of this.crowds.values()) size += crowd.size;
    return size;
  }

  classify(root: FleetNode, stances: Stances): Classes {
    this.crowdOf = new Map();
    this.slotsOf = new Map();
    this.uppers = new Map();
    const nodes = [...subtree(root)];
    const slots = new Map([...new Set(stances.values())].map((stance) => [stance, this.slotsFor(stance)]));
    for (const node of nodes) this.slotsOf.set(node, slots.get(stances.get(node)!)!);
    for (const scope of SCOPES.toReversed())
      for (const family of this.families(nodes.filter((node) => node.scope === scope))) this.split(family);
    return this.crowdOf;
  }

  private families(nodes: readonly FleetNode[]): Iterable<Family> {
    const families = new Map<string, Family>();
    /** Nodes of one kind with the very same list of instances are of one family. */
    const known = new Map<Kind, Map<FleetNode['instances'], Family>>();
    for (const node of nodes) {
      const children = node.children.length === 0 ? NO_CHILDREN : new Set(node.children.map((child) => this.crowdOf.get(child)!));
      const kind = this.kind(node, children);
      let ofKind = known.get(kind);
      if (!ofKind) known.set(kind, (ofKind = new Map()));
      let family = ofKind.get(node.instances);
      if (!family) {
        const start = kind.own(node.instances.map((instance) => this.startOf(instance)));
        const key = `${kind.id} ${start}`;
        family = families.get(key) ?? { kind, start, nodes: [], children: new Set() };
        families.set(key, family);
        ofKind.set(node.instances, family);
      }
      family.nodes.push(node);
      for (const child of children) family.children.add(child);
    }
    return families.values();
  }

  /** Tells the nodes of a family apart by how many children of each class they have. */
  private split({ kind, start, nodes, children: all }: Family): void {
    const children = [...all].sort((a, b) => a.room.kind.id - b.room.kind.id || a.id - b.id);
    const room = this.room(kind, start, children);
    const seats = new Map(children.map((child, seat) => [child, seat]));
    if (children.length === 0) {
      const crowd = this.crowd(room, []);
      for (const node of nodes) this.crowdOf.set(node, crowd);
      return;
    }
    for (const node of nodes) {
      const counts = children.map(() => 0);
      for (const child of node.children) counts[seats.get(this.crowdOf.get(child)!)!]! += child.members.length;
      this.crowdOf.set(node, this.crowd(room, counts));
    }
  }

  private crowd(room: Room, counts: readonly number[]): Crowd {
    const key = `${room.id}|${counts.join()}`;
    let crowd = this.crowds.get(key);
    if (!crowd) this.crowds.set(key, (crowd = new Crowd(this.crowds.size, room, counts, this.ground.limits)));
    return crowd;
  }

  private room(kind: Kind, start: Own, children: readonly Crowd[]): Room {
    const key = `${kind.id}|${start}|${children.map(({ id }) => id).join()}`;
    let room = this.rooms.get(key);
    if (!room) this.rooms.set(key, (room = new Room(this.rooms.size, kind, start, children)));
    return room;
  }

  private startOf({ component, version }: Instance): Rank {
    return this.ground.alike.of(component.id, this.ground.table.rank(component.id, version));
  }

  private kind(node: FleetNode, children: ReadonlySet<Crowd>): Kind {
    const childKinds = new Set<Kind>();
    for (const { room } of children) childKinds.add(room.kind);
    const slots = this.slotsOf.get(node)!;
    let upper = this.uppers.get(node.parent);
    if (!upper) this.uppers.set(node.parent, (upper = { above: this.above(node), leaves: new Map() }));
    if (children.size > 0) return this.kindUnder(upper.above, node.scope, slots, childKinds);
    let kind = upper.leaves.get(slots);
    if (!kind) upper.leaves.set(slots, (kind = this.kindUnder(upper.above, node.scope, slots, childKinds)));
    return kind;
  }

  private kindUnder(upper: readonly UpperSlot[], scope: FleetNode['scope'], slots: Slots, childKinds: ReadonlySet<Kind>): Kind {
    const below = new Set([...childKinds].flatMap(({ within }) => [...within]));
    const within = [...new Set([...below, ...slots.map(({ component }) => component)])].sort();
    const above = upper.filter(({ component }) => this.matters(component, within));
    const look = above.map(({ component, restsAt }) => `${component}@${restsAt}`);
    const key = [scope, slots.map((slot) => slot.number).join(), look.join(), within.join()].join('|');
    let kind = this.kinds.get(key);
    if (!kind) {
      this.kinds.set(key, (kind = new Kind(this.kinds.size, this.rules, scope, slots, above, below)));
    }
    return kind;
  }

  /** Slots of all ancestors, root first. */
  private above(node: FleetNode): UpperSlot[] {
    const slots: (readonly UpperSlot[])[] = [];
    for (let upper = node.parent; upper; upper = upper.parent) slots.push(this.slotsOf.get(upper)!);
    return slots.reverse().flat();
  }

  /** Equal lists of slots are the very same list. */
  private slotsFor({ instances, asked, held, unsettled }: Stance): Slots {
    const slots = instances.map((instance, index) => {
      const mayRest = asked[index]!.length === 0 && unsettled[index] === true;
      return this.slot(instance, asked[index]!, held[index]!, mayRest);
    });
    const key = slots.map(({ number }) => number).join();
    const known = this.slotLists.get(key);
    if (!known) this.slotLists.set(key, slots);
    return known ?? slots;
  }

  private slot(
    { component: { id: component }, version }: Instance,
    asked: readonly number[],
    held: boolean,
    mayRest: boolean,
  ): NumberedSlot {
    const { constraints, table } = this.ground;
    const restsAt = mayRest ? table.rank(component, version) : -1;
    const key = `${component} ${held} ${restsAt} ${asked.join()}`;
    let slot = this.slots.get(key);
    if (!slot) {
      const accepted: boolean[] = [];
      for (const rank of this.ground.alike.versions(component))
        accepted[rank] = constraints.accepts(component, asked, table.version(component, rank));
      const alive = this.aliveRanks(component, accepted, held);
      const targets = held ? [] : this.ground.targets(component).filter((to) => alive[to] === true);
      slot = { number: this.slots.size, component, held, accepted, alive, targets, restsAt };
      this.slots.set(key, slot);
    }
    return slot;
  }

  /** Versions from which some chain of hops or some bundle may lead to an accepted one, conditions and pairings left aside. */
  private aliveRanks(component: string, accepted: readonly boolean[], held: boolean): boolean[] {
    const { alike, table, targets } = this.ground;
    const alive = [...accepted];
    if (held) return alive;
    const bundled = this.carried(component);
    const ends = targets(component);
    for (const rank of alike.versions(component).toReversed())
      alive[rank] ||=
        bundled.some((to) => to > rank && alive[to] === true) ||
        ends.some((to) => to > rank && alive[to] === true && table.rulingKey(component, rank, to) !== 0);
    return alive;
  }

  /** What stands for some version that a release of another component carries along. */
  private carried(component: string): readonly Rank[] {
    const { alike, table } = this.ground;
    return [...new Set(table.carried(component).map((rank) => alike.of(component, rank)))];
  }

  /** Whether an ancestor's component is paired with, or named in a hop condition of, anything in a subtree. */
  private matters(component: string, within: readonly string[]): boolean {
    const { table } = this.ground;
    return within.some(
      (other) =>
        table.isEnforced(component, other) ||
        table.matrix
          .hopRules(other)
          .some(({ requires, when }) => [...requires, ...when].some((condition) => condition.component === component)),
    );
  }
}
