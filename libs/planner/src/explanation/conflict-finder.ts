import { compareTexts } from '@lockstep/kernel';
import { Abstraction, type Seat } from './abstraction.js';
import type { BlockedDomain, Remainder } from './blocked-domain.js';
import { obstaclesOf, reachOf } from './explore-abstraction.js';
import type { Facts, Repairing } from './facts.js';
import { type PathClass, pathClasses } from './seats.js';

/** A small part of a domain that is impossible by itself under some changes. */
export interface Conflict {
  readonly seats: readonly Seat[];
  /** Facts of which every repair that keeps the targets and clusters below assumes one more. */
  readonly obstacles: readonly Repairing[];
  readonly targets: readonly number[];
  /** The clusters it is about, each with those that are in the very same position. */
  readonly clusters: readonly (readonly string[])[];
}

const FEW_STATES = 1000;
const MANY_STATES = 8000;
const MANY_PAIRS_OF_CLASSES = 300;

/** Looks for a small impossible part of a domain: cheap to find and to repair, and as good a proof as the whole. */
export class ConflictFinder {
  private readonly known = new Map<string, boolean>();
  private readonly links = new Map<string, boolean>();

  constructor(private readonly domain: BlockedDomain) {}

  /** Two or three instances on one path: most conflicts are of this kind. `null` proves nothing. */
  findSmall(remainder: Remainder): Conflict | null {
    const classes = pathClasses(this.domain, remainder);
    for (const size of [1, 2, 3])
      for (const path of classes)
        for (const seats of this.connected(path.seats, size))
          if (this.isBlocked(seats, remainder, FEW_STATES)) return this.conflict(seats, remainder, classes);
    return null;
  }

  /** Where the small ones say nothing: two clusters below something shared, whole paths, the whole domain. `null` when that is too much to look at. */
  findLarge(remainder: Remainder): Conflict | null {
    const classes = pathClasses(this.domain, remainder);
    for (const seats of [...this.forks(classes), ...classes.map((path) => path.seats), [...new Set(classes.flatMap((path) => path.seats))]])
      if (this.isBlocked(seats, remainder, MANY_STATES)) return this.conflict(this.shrink(seats, remainder), remainder, classes);
    return null;
  }

  /** Other clusters that block as the one of a conflict does: put in its place, each of them makes the same thing impossible. */
  alike({ seats }: Conflict, cluster: string): string[] {
    const whole = this.domain.remainder([]);
    const others = new Set(seats.filter(({ node }) => node.scope === 'cluster').map(({ node }) => node.id));
    const isLike = (path: PathClass): boolean => {
      const replaced = seats.map((seat) =>
        seat.node.id === cluster ? path.seats.find((other) => other.node.scope === 'cluster' && other.component === seat.component) : seat,
      );
      if (!replaced.every((seat) => seat !== undefined)) return false;
      const shared = replaced.filter(({ node }) => node.scope !== 'cluster');
      return (
        shared.every(({ node, component }) => path.seats.some((own) => own.node === node && own.component === component)) &&
        this.isBlocked(replaced, whole, MANY_STATES)
      );
    };
    return pathClasses(this.domain, whole)
      .filter(({ clusters }) => clusters.length > 0)
      .filter(isLike)
      .flatMap(({ clusters }) => clusters)
      .filter((id) => id !== cluster && !others.has(id))
      .sort(compareTexts);
  }

  private *forks(classes: readonly PathClass[]): Generator<Seat[]> {
    let pairs = 0;
    for (const [index, first] of classes.entries())
      for (const second of classes.slice(index + 1)) {
        if (++pairs > MANY_PAIRS_OF_CLASSES) return;
        const shared = first.seats.filter((seat) => second.seats.includes(seat));
        for (const top of shared)
          for (const left of first.seats)
            for (const right of second.seats)
              if (!shared.includes(left) && !shared.includes(right) && this.isLinked(top, left) && this.isLinked(top, right))
                yield [top, left, right];
      }
  }

  /** Takes instances away as long as what is left stays impossible. */
  private shrink(seats: readonly Seat[], remainder: Remainder): readonly Seat[] {
    let left = seats;
    for (const seat of seats) {
      const fewer = left.filter((other) => other !== seat);
      if (this.isBlocked(fewer, remainder, MANY_STATES)) left = fewer;
    }
    return left;
  }

  private conflict(seats: readonly Seat[], remainder: Remainder, classes: readonly PathClass[]): Conflict {
    const abstraction = new Abstraction(this.domain.facts, this.isStrict, seats);
    const clusters = new Set(seats.filter(({ node }) => node.scope === 'cluster').map(({ node }) => node.id));
    return {
      seats,
      obstacles: obstaclesOf(abstraction, new Set(remainder.assumed)),
      targets: [...new Set(seats.flatMap(({ targets }) => targets))].sort((a, b) => a - b),
      clusters: [...clusters].map((id) => this.inTheSamePosition(id, seats, classes)),
    };
  }

  /** Clusters that take the place of one in a conflict: the same instances as far as it is about them, below the same shared ones. */
  private inTheSamePosition(cluster: string, seats: readonly Seat[], classes: readonly PathClass[]): string[] {
    const shared = seats.filter(({ node }) => node.scope !== 'cluster');
    const own = seats.filter(({ node }) => node.id === cluster);
    const others = new Set(seats.filter(({ node }) => node.scope === 'cluster' && node.id !== cluster).map(({ node }) => node.id));
    const carriers = (path: readonly Seat[]) => path.filter(({ node }) => node.scope === 'cluster').map(({ text }) => text);
    const mine = classes.find((path) => path.clusters.includes(cluster))!;
    const alike = classes.filter(
      (path) =>
        path === mine ||
        (shared.every((seat) => path.seats.includes(seat)) &&
          own.every((seat) => path.seats.some((other) => other.node.scope === 'cluster' && other.text === seat.text)) &&
          carriers(path.seats).join() === carriers(mine.seats).join()),
    );
    return [
      cluster,
      ...alike
        .flatMap((path) => path.clusters)
        .filter((id) => id !== cluster && !others.has(id))
        .sort(compareTexts),
    ];
  }

  private get isStrict(): boolean {
    return this.domain.goal.policy.mixedWindow === 'strict';
  }

  private isBlocked(seats: readonly Seat[], { assumed }: Remainder, maxStates: number): boolean {
    const facts = assumed.filter(
      (change) =>
        (change.kind === 'assume-statement' &&
          seats.some(({ component }) => component === change.a) &&
          seats.some(({ component }) => component === change.b)) ||
        (change.kind === 'allow-hop' && seats.some(({ component }) => component === change.component)),
    );
    const nodes = [...new Set(seats.map(({ node }) => node))];
    const key = [
      maxStates,
      ...nodes.map((node) => (node.scope === 'cluster' ? this.carriersOf(node) : node.id)),
      ...seats.map(({ node, text }) => `${nodes.indexOf(node)} ${text}`),
      ...facts.map((change) => change.key),
    ].join('|');
    let blocked = this.known.get(key);
    if (blocked === undefined) {
      blocked =
        reachOf(new Abstraction(this.domain.facts, this.isStrict, seats), new Set(facts), maxStates, this.domain.spend) === 'blocked';
      this.known.set(key, blocked);
    }
    return blocked;
  }

  /** What a cluster may carry its riders with, beside what an abstraction keeps of it: it decides as well. */
  private carriersOf(node: Seat['node']): string {
    return `${node.parent?.id}/${node.instances.map(({ component, version }) => `${component.id}@${this.domain.table.rank(component.id, version)}`).join('+')}`;
  }

  /** Sets of a size in which everything hangs together by relations, conditions or bundles. */
  private *connected(path: readonly Seat[], size: number): Generator<Seat[]> {
    const choose = function* (from: number, left: number): Generator<Seat[]> {
      if (left === 0) yield [];
      else
        for (let index = from; index <= path.length - left; index++)
          for (const rest of choose(index + 1, left - 1)) yield [path[index]!, ...rest];
    };
    for (const seats of choose(0, size)) if (this.hangsTogether(seats)) yield seats;
  }

  private hangsTogether(seats: readonly Seat[]): boolean {
    const reached = new Set([seats[0]!]);
    for (const seat of reached) for (const other of seats) if (this.isLinked(seat, other)) reached.add(other);
    return reached.size === seats.length;
  }

  private isLinked({ component: a }: Seat, { component: b }: Seat): boolean {
    const key = `${a} ${b}`;
    let linked = this.links.get(key);
    if (linked === undefined) this.links.set(key, (linked = a !== b && areLinked(this.domain.facts, a, b)));
    return linked;
  }
}

/** Whether one of two components can matter to the other: by a relation, a condition or a bundle. */
function areLinked({ table }: Facts, a: string, b: string): boolean {
  const names = (x: string, y: string) =>
    table.matrix.hopRules(x).some((rule) => [...rule.requires, ...rule.when].some((condition) => condition.component === y)) ||
    table.releaseRanks(x).some((rank) => table.bundle(x, rank).some(([rider]) => rider === y));
  return table.isEnforced(a, b) || names(a, b) || names(b, a);
}
