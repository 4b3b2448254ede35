import { compareTexts } from '@lockstep/kernel';
import type { FleetNode } from '../model/fleet-tree.js';
import { Abstraction } from './abstraction.js';
import { meet } from './compile-abstraction.js';
import type { BlockedDomain, Remainder } from './blocked-domain.js';
import { isChosen, type PathClass } from './domain-classes.js';
import { obstaclesOf, reachOf } from './explore-abstraction.js';
import type { Repairing } from './facts.js';
import type { Seat } from './seats.js';
import { lineOf, nameOf, type Suspect, Suspects } from './suspects.js';
import { VersionLooks } from './version-looks.js';

/** A small part of a domain that is impossible by itself under some changes. */
export interface Conflict {
  readonly seats: readonly Seat[];
  /** Facts of which every repair that keeps the targets and clusters below assumes one more. */
  readonly obstacles: () => readonly Repairing[];
  readonly targets: readonly number[];
  /** The classes of clusters it is about, each followed by those that could stand in its place. */
  readonly clusters: readonly (readonly FleetNode[])[];
}

const FEW_STATES = 4_000;
const MANY_STATES = 20_000;
const MANY_PAIRS_OF_PATHS = 300;

/** Looks for a small impossible part of a domain: cheap to find and to repair, and as good a proof as the whole. */
export class ConflictFinder {
  private readonly suspects: Suspects;
  private readonly looks: VersionLooks;
  private readonly known = new Map<string, boolean>();
  private readonly whole: Remainder;
  /** Suspects that were blocked under some changes. */
  private readonly met = new Map<string, Suspect>();

  constructor(private readonly domain: BlockedDomain) {
    this.whole = domain.remainder([]);
    this.suspects = new Suspects(domain.classes, domain.facts);
    this.looks = new VersionLooks(domain.facts);
  }

  /** One or two instances on one path, or more that were found before: most conflicts are of this kind. `null` proves nothing. */
  findSmall(remainder: Remainder): Conflict | null {
    return (
      this.findAmong(this.suspects.ofSize(1), remainder) ??
      this.findAmong(this.suspects.ofSize(2), remainder) ??
      this.findAmong(this.met.values(), remainder)
    );
  }

  /**
   * Where the small ones say nothing: three instances on one path, two clusters below something shared, whole paths, the whole domain. `null` when that
   * is too much to look at.
   */
  findLarge(remainder: Remainder): Conflict | null {
    const three = this.findAmong(this.suspects.ofSize(3), remainder);
    if (three) return three;
    const paths = leavesBelow(this.domain.classes.tree(remainder.clusters)).map((leaf) => this.seatsOn(lineOf(leaf), null, remainder));
    for (const seats of [...this.forks(paths), ...paths, [...new Set(paths.flat())]])
      if (this.isBlocked(seats, remainder, MANY_STATES)) {
        const shrunk = this.shrink(seats, remainder);
        const lowest = shrunk.at(-1)!.node;
        if (shrunk.every((seat) => meet(seat, shrunk.at(-1)!))) {
          const suspect = this.suspects.suspectOn(lineOf(lowest), new Set(shrunk.map(nameOf)));
          this.met.set(suspect.key, suspect);
        }
        return this.conflict(shrunk, remainder, this.positions(shrunk, remainder));
      }
    return null;
  }

  /** Changes only ever ask less, so what was possible before them is not looked at again. */
  private findAmong(suspects: Iterable<Suspect>, remainder: Remainder): Conflict | null {
    for (const suspect of suspects) {
      if (!this.isSuspectBlocked(suspect, this.whole)) continue;
      const { paths, kept, hasCluster } = suspect;
      const leaves = leavesOf(paths, remainder);
      if ((hasCluster && leaves.length === 0) || !this.isSuspectBlocked(suspect, remainder)) continue;
      this.met.set(suspect.key, suspect);
      const seats = this.seatsOn(hasCluster ? lineOf(leaves[0]!) : paths[0]!.line, kept, remainder);
      return this.conflict(seats, remainder, hasCluster ? [leaves] : []);
    }
    return null;
  }

  /** Other clusters that block as the one of a conflict does: put in its place, each of them makes the same thing impossible under what is left. */
  alike({ seats }: Conflict, cluster: FleetNode, remainder: Remainder): string[] {
    const shared = seats.filter(({ node }) => node.scope !== 'cluster');
    const kept = new Set([...shared, ...seats.filter(({ node }) => node.id === cluster.id)].map(nameOf));
    const others = seats.filter(({ node }) => node.scope === 'cluster' && node.id !== cluster.id);
    const taken = new Set([cluster.id, ...others.flatMap(({ node }) => [...node.members])]);
    // Beside other clusters its place is below the very same shared nodes.
    const isThere = (leaf: FleetNode): boolean =>
      others.length === 0 || shared.every(({ node }) => lineOf(leaf).some(({ id }) => id === node.id));
    const blocks = (suspect: Suspect): boolean =>
      others.length === 0
        ? this.isSuspectBlocked(suspect, this.whole) && this.isSuspectBlocked(suspect, remainder)
        : this.isBlocked([...this.seatsOn(suspect.paths[0]!.line, kept, remainder), ...others], remainder, MANY_STATES);
    return this.suspects
      .sharing(kept)
      .filter(blocks)
      .flatMap(({ paths }) => paths.flatMap(({ leaves }) => leaves.filter(isThere).flatMap(({ members }) => [...members])))
      .filter((id) => !taken.has(id))
      .sort(compareTexts);
  }

  private seatsOn(line: readonly FleetNode[], kept: ReadonlySet<string> | null, { goal }: Remainder): Seat[] {
    return line.flatMap((node) => this.domain.seatsOf(node, goal).filter((seat) => kept === null || kept.has(nameOf(seat))));
  }

  private *forks(paths: readonly (readonly Seat[])[]): Generator<Seat[]> {
    let pairs = 0;
    for (const [index, first] of paths.entries())
      for (const second of paths.slice(index + 1)) {
        if (++pairs > MANY_PAIRS_OF_PATHS) return;
        const shared = first.filter((seat) => second.includes(seat));
        for (const top of shared)
          for (const left of first)
            for (const right of second)
              if (
                !shared.includes(left) &&
                !shared.includes(right) &&
                this.suspects.areLinked(top.component, left.component) &&
                this.suspects.areLinked(top.component, right.component)
              )
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

  private conflict(seats: readonly Seat[], remainder: Remainder, clusters: Conflict['clusters']): Conflict {
    let obstacles: readonly Repairing[] | undefined;
    return {
      seats,
      obstacles: () => (obstacles ??= obstaclesOf(this.abstraction(seats, remainder))),
      targets: [...new Set(seats.flatMap(({ targets }) => targets))].sort((a, b) => a - b),
      clusters,
    };
  }

  /** The classes of clusters of some seats, each followed by those that could stand in its place below the very same shared nodes. */
  private positions(seats: readonly Seat[], remainder: Remainder): FleetNode[][] {
    const shared = seats.filter(({ node }) => node.scope !== 'cluster');
    const clusters = [...new Set(seats.filter(({ node }) => node.scope === 'cluster').map(({ node }) => node))];
    // For three and more their combinations would be many: those that can be put in their place are found later, where it matters.
    if (clusters.length > 2) return clusters.map((cluster) => [cluster]);
    return clusters.map((cluster) => {
      const kept = new Set([...shared, ...seats.filter(({ node }) => node === cluster)].map(nameOf));
      const leaves = leavesOf(this.suspects.pathsLike(lineOf(cluster), kept), remainder).filter((leaf) => {
        const ids = new Set(lineOf(leaf).map(({ id }) => id));
        return shared.every(({ node }) => ids.has(node.id));
      });
      return [cluster, ...leaves.filter(({ id }) => id !== cluster.id)];
    });
  }

  private isSuspectBlocked({ key, kept, paths }: Suspect, remainder: Remainder): boolean {
    const line = paths[0]!.line;
    const assumed = concerning(remainder.assumed, (component) => line.some((node) => kept.has(nameOf({ node, component }))));
    return this.remember([this.domain.goalNumber(remainder.goal), key, ...assumed.map((change) => change.key)].join('|'), () =>
      this.explore(this.seatsOn(line, kept, remainder), remainder, FEW_STATES),
    );
  }

  private isBlocked(seats: readonly Seat[], remainder: Remainder, maxStates: number): boolean {
    const nodes = [...new Set(seats.map(({ node }) => node))];
    const assumed = concerning(remainder.assumed, (component) => seats.some((seat) => seat.component === component));
    const key = [
      this.domain.goalNumber(remainder.goal),
      maxStates,
      // Which of them meet, and all that runs beside what is kept.
      ...nodes.map((node) => `${nodes.map((other) => Number(lineOf(node).includes(other))).join('')} ${this.domain.classes.sortOf(node)}`),
      ...seats.map(({ node, component }) => `${nodes.indexOf(node)} ${component}`),
      ...assumed.map((change) => change.key),
    ];
    return this.remember(key.join('|'), () => this.explore(seats, remainder, maxStates));
  }

  private remember(key: string, explore: () => boolean): boolean {
    let blocked = this.known.get(key);
    if (blocked === undefined) this.known.set(key, (blocked = explore()));
    return blocked;
  }

  private explore(seats: readonly Seat[], remainder: Remainder, maxStates: number): boolean {
    // Nothing is asked of them: they stay where they are.
    if (seats.every(({ targets, accepted, start }) => targets.length === 0 && accepted[start])) return false;
    const abstraction = this.abstraction(seats, remainder);
    return abstraction.size <= Number.MAX_SAFE_INTEGER && reachOf(abstraction, maxStates, this.domain.spend) === 'blocked';
  }

  private abstraction(seats: readonly Seat[], { goal, assumed }: Remainder): Abstraction {
    const held = (node: FleetNode, component: string) =>
      this.domain.seatsOf(node, goal).some((seat) => seat.component === component && seat.held);
    return new Abstraction(this.domain.facts, this.looks, goal.policy.mixedWindow === 'strict', seats, { assumed, held });
  }
}

const leavesOf = (paths: readonly PathClass[], { clusters }: Remainder): FleetNode[] =>
  paths.flatMap(({ leaves }) => leaves.filter((leaf) => isChosen(clusters, leaf)));

const leavesBelow = (node: FleetNode): FleetNode[] => (node.children.length === 0 ? [node] : node.children.flatMap(leavesBelow));

/** Assumptions that can matter to some components. */
const concerning = (assumed: readonly Repairing[], includes: (component: string) => boolean): Repairing[] =>
  assumed.filter(
    (change) =>
      (change.kind === 'assume-statement' && includes(change.a) && includes(change.b)) ||
      (change.kind === 'allow-hop' && includes(change.component)),
  );
