import type { FleetNode } from '../model/fleet-tree.js';
import type { BlockedDomain } from './blocked-domain.js';
import type { Conflict, ConflictFinder } from './conflict-finder.js';
import type { Repairing } from './facts.js';
import { byPlausibility } from './plausibility.js';

const MAX_REPAIRS = 3;
const MAX_CHANGES = 4;
const MAX_TRIED = 2000;

export interface Repair {
  readonly changes: readonly Repairing[];
  /** Every smaller set of changes was proven not to be enough. */
  readonly minimal: boolean;
}

interface Repairs {
  /** Those of the smallest size that helps, then one that only leaves out clusters. */
  readonly repairs: readonly Repair[];
  /** False: a bound was hit, so further or smaller ones may exist. */
  readonly complete: boolean;
}

/**
 * The smallest repairs of a domain by implicit hitting sets: every repair takes at least one change from what each conflict offers, so the smallest sets
 * that meet all known conflicts are tried, and each one that is not enough yields a new conflict. See docs/explanation/planner.md#why-not
 */
export class SmallestRepairs {
  /** Per conflict, the most plausible change first. */
  private readonly offers: (readonly Repairing[])[] = [];
  private readonly repairs: Repair[] = [];
  private readonly tried = new Set<string>();
  private readonly compare: (a: Repairing, b: Repairing) => number;
  /** The size of the smallest set that was refuted by the planner alone: what contains it is not looked at, as no conflict says what it lacks. */
  private unexplained = Infinity;

  constructor(
    private readonly domain: BlockedDomain,
    private readonly finder: ConflictFinder,
  ) {
    this.compare = byPlausibility(domain.facts);
  }

  find(): Repairs {
    for (let size = 1; size <= MAX_CHANGES && !this.isHopeless; size++) {
      // First one of each kind, so that what is shown differs in more than a version.
      for (const accepts of [isOfNewKind, () => true]) if (!this.tryAll(size, accepts)) return this.orByTargets();
      if (this.repairs.length === 0) continue;
      const complete = size <= this.unexplained;
      this.addExclusion(size + 1);
      return { repairs: this.repairs, complete };
    }
    return this.isHopeless ? { repairs: [], complete: true } : this.orByTargets();
  }

  /** Fewer changes help, but not everybody can wait for a statement: how many clusters would have to go is worth knowing as well. */
  private addExclusion(from: number): void {
    const isExclusion = (changes: readonly Repairing[]) => changes.every(({ kind }) => kind === 'exclude-clusters');
    if (this.repairs.some(({ changes }) => isExclusion(changes))) return;
    for (let size = from; size <= MAX_CHANGES; size++) if (!this.tryAll(size, isOfNewKind, isExclusion)) return;
  }

  /** Tries candidates of a size until there are enough repairs; `false`: out of questions. */
  private tryAll(
    size: number,
    accepts: (changes: readonly Repairing[], repairs: readonly Repair[]) => boolean,
    mayBegin: (changes: readonly Repairing[]) => boolean = () => true,
  ): boolean {
    for (const candidate of this.candidates(size, mayBegin)) {
      if (this.repairs.length === MAX_REPAIRS) return true;
      if (!accepts(candidate, this.repairs) || this.tried.has(keyOf(candidate))) continue;
      if (this.domain.isSpent || this.tried.size >= MAX_TRIED) return false;
      this.tryOut(candidate, size);
    }
    return true;
  }

  /** Some conflict can not be met by any change. */
  private get isHopeless(): boolean {
    return this.offers.some((offer) => offer.length === 0);
  }

  /** A bound was hit. When nothing was found, as few targets as can be loosened one by one, without a claim that nothing smaller helps. */
  private orByTargets(): Repairs {
    if (this.repairs.length > 0) return { repairs: this.repairs, complete: false };
    const helps = (changes: readonly Repairing[]) => this.domain.hasPlan(this.domain.remainder(changes));
    const all = this.domain.goal.targets.map((_, index) => this.domain.facts.target(index));
    if (!helps(all)) return { repairs: [], complete: false };
    const changes = all.reduce<readonly Repairing[]>((left, change) => {
      const fewer = left.filter((other) => other !== change);
      return fewer.length > 0 && helps(fewer) ? fewer : left;
    }, all);
    return { repairs: [{ changes, minimal: changes.length === 1 }], complete: false };
  }

  private tryOut(candidate: readonly Repairing[], size: number): void {
    this.tried.add(keyOf(candidate));
    const remainder = this.domain.remainder(candidate);
    const small = this.finder.findSmall(remainder);
    if (small) return this.learn(small);
    if (this.domain.hasPlan(remainder)) {
      const isSmallest = this.repairs.every(({ changes }) => sumOf(changes) === size);
      this.repairs.push({ changes: candidate, minimal: isSmallest && size <= this.unexplained });
      return;
    }
    const large = this.finder.findLarge(remainder);
    if (large) this.learn(large);
    // Left open by the planner, it may be a repair by itself.
    else if (!this.domain.hasNone(remainder)) this.unexplained = 0;
    else this.unexplained = Math.min(this.unexplained, size);
  }

  /** Where no conflict was small enough to be looked at: what is known to help may be tried, without a claim that nothing else would. */
  guess(targets: readonly number[], clusters: readonly FleetNode[]): void {
    this.unexplained = 0;
    this.offer([...targets.map((target) => this.domain.facts.target(target)), ...this.exclusions(clusters)]);
  }

  /**
   * What a conflict offers: one of its obstacles out of the way, one of its targets loosened, or the cluster of one of its positions left out, with
   * all that could stand there instead.
   */
  learn({ obstacles, targets, clusters }: Conflict): void {
    const { facts } = this.domain;
    this.domain.suspect(clusters.map(([one]) => one!));
    const rest = [...obstacles(), ...targets.map((target) => facts.target(target))];
    if (clusters.length > 2) return this.offer([...rest, ...clusters.flatMap(([one]) => this.exclusions([one!]))]);
    let ways: (readonly Repairing[])[] = [rest];
    for (const position of clusters) {
      // Too many to be left out together: no repair that is looked for does it.
      if (position.reduce((sum, { members }) => sum + members.length, 0) > MAX_CHANGES) continue;
      ways = ways.flatMap((way) => this.exclusions(position).map((one) => [...way, one]));
    }
    for (const way of ways) this.offer(way);
  }

  private exclusions(classes: readonly FleetNode[]): Repairing[] {
    return classes.map((one) => this.domain.facts.clusters(one));
  }

  private offer(changes: readonly Repairing[]): void {
    const possible = [...new Set(changes)].filter((change) => sizeOf(change) <= MAX_CHANGES);
    this.offers.push(possible.sort(this.compare));
  }

  /** Sets of a size that meet every conflict, also those that are learned meanwhile, and contain no repair. Each is given once. */
  private *candidates(size: number, mayBegin: (changes: readonly Repairing[]) => boolean): Generator<readonly Repairing[]> {
    const seen = new Set<string>();
    const hasRepair = (chosen: readonly Repairing[]) => this.repairs.some(({ changes }) => changes.every((part) => chosen.includes(part)));
    const search = function* (this: SmallestRepairs, chosen: readonly Repairing[], left: number): Generator<readonly Repairing[]> {
      const key = keyOf(chosen);
      if (seen.has(key) || !mayBegin(chosen) || hasRepair(chosen)) return;
      seen.add(key);
      const unmet = this.offers.find((offer) => !chosen.some((change) => offer.includes(change)));
      if (!unmet) {
        if (left === 0) yield chosen;
      } else for (const change of unmet) if (sizeOf(change) <= left) yield* search.call(this, [...chosen, change], left - sizeOf(change));
    };
    yield* search.call(this, [], size);
  }
}

const isOfNewKind = (changes: readonly Repairing[], repairs: readonly Repair[]): boolean =>
  !repairs.some((repair) => kindsOf(repair.changes) === kindsOf(changes));

/** Leaving out a class leaves out each of its members. */
const sizeOf = (change: Repairing): number => (change.kind === 'exclude-clusters' ? change.members.length : 1);

const sumOf = (changes: readonly Repairing[]): number => changes.reduce((sum, change) => sum + sizeOf(change), 0);

const keyOf = (changes: readonly Repairing[]): string =>
  changes
    .map(({ key }) => key)
    .sort()
    .join('|');
const kindsOf = (changes: readonly Repairing[]): string =>
  changes
    .map(({ kind }) => kind)
    .sort()
    .join();
