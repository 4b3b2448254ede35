import type { Constraints } from '../model/constraints.js';
import { type FleetNode, isShared } from '../model/fleet-tree.js';
import type { UsefulTargets } from './useful-targets.js';
import type { Rank, VersionTable } from './version-table.js';

/** A component of a shape, with all that decides how its instances may move. */
export interface Slot {
  readonly component: string;
  readonly start: Rank;
  readonly held: boolean;
  readonly targeted: boolean;
  /** By rank: whether the goal lets the instance end there. */
  readonly accepted: readonly boolean[];
  /** By rank: whether an accepted version can still lie ahead. */
  readonly alive: readonly boolean[];
  /** Releases that hops may lead to, oldest first. */
  readonly targets: readonly Rank[];
}

/**
 * A class of equal subtrees: nodes with the same versions, holds and targets, under the same kind of ancestors, with equal children. What is
 * optimal for one is optimal for all of them, so a search looks at each shape once, and its cost counts as often as the class has members.
 * See docs/explanation/planner.md#classes
 */
export interface Shape {
  readonly id: number;
  readonly scope: FleetNode['scope'];
  readonly shared: boolean;
  readonly slots: readonly Slot[];
  /** Slots of all ancestors, root first: the context that a frontier of this shape stands in. */
  readonly above: readonly Slot[];
  readonly children: readonly { readonly shape: Shape; readonly count: number }[];
  /** Components that occur in the subtree below (itself included). */
  readonly below: ReadonlySet<string>;
  /** Positions in `above` whose version can matter to anything in this subtree. */
  readonly relevant: readonly number[];
}

/** Interns the subtrees of one upgrade domain. Children classes are per parent shape, so equal Supervisors share one table of results. */
export class Shapes {
  private readonly byKey = new Map<string, Shape>();
  private readonly slots = new Map<string, Slot>();
  private readonly bundled = new Map<string, readonly Rank[]>();
  /** The class of each node seen so far. */
  readonly shapeOf = new Map<FleetNode, Shape>();

  constructor(
    private readonly table: VersionTable,
    private readonly constraints: Constraints,
    private readonly targetsOf: UsefulTargets,
  ) {}

  of(node: FleetNode, above: readonly Slot[] = []): Shape {
    const slots = node.instances.map(({ component, version }) => this.slot(node, component.id, this.table.rank(component.id, version)));
    const inner = [...above, ...slots];
    const counts = new Map<Shape, number>();
    for (const child of node.children) {
      const shape = this.of(child, inner);
      counts.set(shape, (counts.get(shape) ?? 0) + child.members.length);
    }
    const children = [...counts].map(([shape, count]) => ({ shape, count })).sort((a, b) => a.shape.id - b.shape.id);
    const key = [
      node.scope,
      inner.map(slotKey).join(),
      `${above.length}`,
      children.map(({ shape, count }) => `${shape.id}x${count}`).join(),
    ].join('|');
    let shape = this.byKey.get(key);
    if (!shape) {
      const below = new Set(slots.map((slot) => slot.component));
      for (const child of children) for (const component of child.shape.below) below.add(component);
      const relevant = above.flatMap((slot, position) => (this.matters(slot.component, below) ? [position] : []));
      shape = { id: this.byKey.size, scope: node.scope, shared: isShared(node.scope), slots, above, children, below, relevant };
      this.byKey.set(key, shape);
    }
    this.shapeOf.set(node, shape);
    return shape;
  }

  private slot(node: FleetNode, component: string, start: Rank): Slot {
    const asked = this.constraints.targetsOf(node, component);
    const held = this.constraints.isHeld(node, component);
    const key = `${component} ${start} ${held} ${asked.join()}`;
    let slot = this.slots.get(key);
    if (!slot) {
      const ranks = Array.from({ length: this.table.count(component) }, (_, rank) => rank);
      const accepted = ranks.map((rank) => this.constraints.accepts(component, asked, this.table.version(component, rank)));
      const alive = this.aliveRanks(component, accepted, held);
      const targets = held ? [] : this.targetsOf(component).filter((to) => to > start && alive[to]);
      slot = { component, start, held, targeted: asked.length > 0, accepted, alive, targets };
      this.slots.set(key, slot);
    }
    return slot;
  }

  /** Versions from which some chain of hops or some bundle may lead to an accepted one, conditions and pairings left aside. */
  private aliveRanks(component: string, accepted: readonly boolean[], held: boolean): boolean[] {
    const alive = [...accepted];
    if (held) return alive;
    const bundled = this.bundledRanks(component);
    const releases = this.table.releaseRanks(component);
    for (let rank = alive.length - 1; rank >= 0; rank--) {
      if (alive[rank]) continue;
      alive[rank] =
        bundled.some((to) => to > rank && alive[to]) ||
        releases.some((to) => to > rank && alive[to] === true && (this.table.ruling(component, rank, to)?.supported.length ?? 0) > 0);
    }
    return alive;
  }

  /** Every version of a component that some release of another one carries along. */
  private bundledRanks(rider: string): readonly Rank[] {
    let known = this.bundled.get(rider);
    if (!known) {
      const ranks = new Set<Rank>();
      for (const component of this.table.matrix.components.keys())
        for (const release of this.table.releaseRanks(component))
          for (const [bundled, version] of this.table.bundle(component, release))
            if (bundled === rider) ranks.add(this.table.rank(rider, version));
      known = [...ranks];
      this.bundled.set(rider, known);
    }
    return known;
  }

  /** Whether an ancestor's component is paired with, or named in a hop condition of, anything below. */
  private matters(component: string, below: ReadonlySet<string>): boolean {
    for (const other of below) {
      if (this.table.isEnforced(component, other)) return true;
      for (const rule of this.table.matrix.hopRules(other))
        if ([...rule.requires, ...rule.when].some((condition) => condition.component === component)) return true;
    }
    return false;
  }
}

const slotKey = (slot: Slot): string =>
  `${slot.component}@${slot.start}${slot.held ? 'h' : ''}${slot.targeted ? 't' : ''}${slot.accepted.map((ok) => (ok ? 1 : 0)).join('')}`;
