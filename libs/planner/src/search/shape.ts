import type { Constraints } from '../model/constraints.js';
import type { FleetNode, Instance } from '../model/fleet-tree.js';
import type { Alike } from './alike.js';
import { ZERO } from './cost.js';
import { type Context, Kind, type Own, type Slot, type UpperSlot } from './kind.js';
import { type Frontier, Room, type StateId } from './room.js';
import type { StartFacts } from './starts-outside.js';
import type { Rank, VersionTable } from './version-table.js';

/** What all classes of one domain share. */
export interface Ground {
  readonly table: VersionTable;
  readonly mixedWindow: 'comoved' | 'strict';
  readonly constraints: Constraints;
  readonly start: StartFacts;
  readonly alike: Alike;
  /** Releases of a component that hops need to lead to, oldest first. */
  readonly targets: (component: string) => readonly Rank[];
}

/**
 * A class of equal subtrees: nodes of one kind with the same versions and equal children. What is cheapest for one is cheapest for all of them, so a
 * search looks at each class once, and its cost counts as often as the class has members. See docs/explanation/planner.md#classes
 */
export class Shape {
  private readonly initials: (Frontier | null | undefined)[] = [];

  constructor(
    readonly id: number,
    readonly room: Room,
    readonly start: Own,
    /** In the order of the room's classes of children. */
    readonly children: readonly Shape[],
  ) {}

  /** What is open from the start while nothing above has moved; `null` when no accepted version can be reached. */
  initial(context: Context): Frontier | null {
    let frontier = this.initials[context];
    if (frontier === undefined) {
      const state = this.startState(context);
      frontier = state === null ? null : (this.room.close([{ state, cost: ZERO }], context)?.frontier ?? null);
      this.initials[context] = frontier;
    }
    return frontier;
  }

  startState(context: Context): StateId | null {
    const { kind } = this.room;
    if (!kind.isAlive(this.start)) return null;
    const children: Frontier[] = [];
    for (const child of this.children) {
      const frontier = child.initial(kind.contextBelow(child.room.kind, this.start, context));
      if (!frontier) return null;
      children.push(frontier);
    }
    return this.room.state(this.start, children);
  }
}

interface NumberedSlot extends Slot {
  readonly number: number;
}

/** Finds the classes of one upgrade domain. */
export class Shapes {
  /** The class of each node seen so far. */
  readonly shapeOf = new Map<FleetNode, Shape>();
  private readonly shapes = new Map<string, Shape>();
  private readonly rooms = new Map<string, Room>();
  private readonly kinds = new Map<string, Kind>();
  private readonly slots = new Map<string, NumberedSlot>();
  private readonly bundled: ReadonlyMap<string, ReadonlySet<Rank>>;

  constructor(private readonly ground: Ground) {
    this.bundled = bundledRanks(ground);
  }

  of(node: FleetNode, above: readonly UpperSlot[] = []): Shape {
    const slots = node.instances.map((instance) => this.slot(node, instance));
    const inner = [...above, ...slots];
    const counts = new Map<Shape, number>();
    for (const child of node.children) {
      const shape = this.of(child, inner);
      counts.set(shape, (counts.get(shape) ?? 0) + child.members.length);
    }
    const children = [...counts].sort(([a], [b]) => a.id - b.id);
    const room = this.room(this.kind(node.scope, slots, above, children), children);
    const start = room.kind.own(node.instances.map((instance) => this.startOf(instance)));
    const key = `${room.id}|${start}|${children.map(([{ id }]) => id).join()}`;
    let shape = this.shapes.get(key);
    if (!shape) {
      shape = new Shape(
        this.shapes.size,
        room,
        start,
        children.map(([child]) => child),
      );
      this.shapes.set(key, shape);
    }
    this.shapeOf.set(node, shape);
    return shape;
  }

  private startOf({ component, version }: Instance): Rank {
    return this.ground.alike(component.id, this.ground.table.rank(component.id, version));
  }

  private room(kind: Kind, children: readonly (readonly [Shape, number])[]): Room {
    const key = `${kind.id}|${children.map(([{ room }, count]) => `${room.id}x${count}`).join()}`;
    let room = this.rooms.get(key);
    if (!room) {
      const classes = children.map(([shape, count]) => ({ room: shape.room, count }));
      this.rooms.set(key, (room = new Room(kind, classes, this.rooms.size)));
    }
    return room;
  }

  private kind(
    scope: FleetNode['scope'],
    slots: readonly NumberedSlot[],
    above: readonly UpperSlot[],
    children: readonly (readonly [Shape, number])[],
  ): Kind {
    const below = new Set<string>();
    for (const [{ room }] of children) for (const component of room.kind.within) below.add(component);
    const within = [...new Set([...below, ...slots.map(({ component }) => component)])].sort();
    const seen = above.filter(({ component }) => this.matters(component, within));
    const upper = seen.map(({ component, restsAt }) => `${component}@${restsAt}`);
    const key = [scope, slots.map((slot) => slot.number).join(), upper.join(), within.join()].join('|');
    let kind = this.kinds.get(key);
    if (!kind) {
      const { table, mixedWindow, alike } = this.ground;
      this.kinds.set(key, (kind = new Kind(this.kinds.size, table, mixedWindow, alike, scope, slots, seen, below)));
    }
    return kind;
  }

  private slot(node: FleetNode, { component: { id: component }, version }: Instance): NumberedSlot {
    const { constraints, start, table } = this.ground;
    const asked = constraints.targetsOf(node, component);
    const held = constraints.isHeld(node, component);
    const mayRest = asked.length === 0 && start.unsettled.get(node)?.has(component) === true;
    const restsAt = mayRest ? table.rank(component, version) : -1;
    const key = `${component} ${held} ${restsAt} ${asked.join()}`;
    let slot = this.slots.get(key);
    if (!slot) {
      const accepted = Array.from({ length: table.count(component) }, (_, rank) =>
        constraints.accepts(component, asked, table.version(component, rank)),
      );
      const alive = this.aliveRanks(component, accepted, held);
      const targets = held ? [] : this.ground.targets(component).filter((to) => alive[to]);
      slot = { number: this.slots.size, component, held, accepted, alive, targets, restsAt };
      this.slots.set(key, slot);
    }
    return slot;
  }

  /** Versions from which some chain of hops or some bundle may lead to an accepted one, conditions and pairings left aside. */
  private aliveRanks(component: string, accepted: readonly boolean[], held: boolean): boolean[] {
    const { table, targets } = this.ground;
    const alive = [...accepted];
    if (held) return alive;
    const bundled = [...(this.bundled.get(component) ?? [])];
    const ends = targets(component);
    for (let rank = alive.length - 1; rank >= 0; rank--)
      alive[rank] ||=
        bundled.some((to) => to > rank && alive[to]) ||
        ends.some((to) => to > rank && alive[to] === true && table.rulingKey(component, rank, to) !== 0);
    return alive;
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

/** By rider: every version that some release of another component carries along. */
function bundledRanks({ table, alike }: Ground): ReadonlyMap<string, ReadonlySet<Rank>> {
  const bundled = new Map<string, Set<Rank>>();
  for (const component of table.matrix.components.keys())
    for (const release of table.releaseRanks(component))
      for (const [rider, version] of table.bundle(component, release)) {
        const ranks = bundled.get(rider) ?? new Set();
        bundled.set(rider, ranks.add(alike(rider, table.rank(rider, version))));
      }
  return bundled;
}
