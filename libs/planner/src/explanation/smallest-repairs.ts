import type { BlockedDomain } from './blocked-domain.js';
import type { Conflict, ConflictFinder } from './conflict-finder.js';
import type { Repairing } from './facts.js';
import { byPlausibility } from './plausibility.js';

const MAX_REPAIRS = 3;
const MAX_CHANGES = 4;
const MAX_CHANGES_BESIDE_OTHERS = 2;
const MAX_TRIED = 2000;

export interface Repair {
  readonly changes: readonly Repairing[];
  /** Every smaller set of changes was proven not to be enough, unless it is listed before. */
  readonly minimal: boolean;
}

export interface Repairs {
  /** Smallest first. */
  readonly repairs: readonly Repair[];
  /** False: a bound was hit, so further or smaller ones may exist. */
  readonly complete: boolean;
}

type Candidates = ReadonlySet<Repairing>;

/**
 * The smallest repairs of a domain by implicit hitting sets: every repair takes at least one change from what each conflict offers, so the smallest sets
 * that meet all known conflicts are tried, and each one that is not enough yields a new conflict. See docs/explanation/planner.md#why-not
 */
export class SmallestRepairs {
  private readonly offers: Candidates[] = [];
  private readonly repairs: Repair[] = [];
  private readonly tried = new Set<string>();
  private readonly compare: (a: Repairing, b: Repairing) => number;
  private complete = true;

  constructor(
    private readonly domain: BlockedDomain,
    private readonly finder: ConflictFinder,
  ) {
    this.compare = byPlausibility(domain.facts);
  }

  find(): Repairs {
    for (let size = 1; size <= MAX_CHANGES && this.repairs.length < MAX_REPAIRS; size++) {
      // Longer ones only where nothing shorter helps: few would act on them, and they cost most.
      if (size > MAX_CHANGES_BESIDE_OTHERS && this.repairs.length > 0) break;
      // First one of each kind, so that what is shown differs in more than a version.
      for (const anyKind of [false, true])
        for (;;) {
          if (this.repairs.length === MAX_REPAIRS) break;
          if (this.domain.isSpent || this.tried.size >= MAX_TRIED) return this.orByTargets();
          const candidate = this.next(size, anyKind);
          if (!candidate) break;
          this.tryOut(candidate);
        }
      if (this.offers.some((offer) => offer.size === 0)) break;
    }
    const noneLeft = this.repairs.length > 0 || this.offers.some((offer) => offer.size === 0);
    return noneLeft ? { repairs: this.repairs, complete: this.complete } : this.orByTargets();
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

  private tryOut(candidate: Repairing[]): void {
    this.tried.add(keyOf(candidate));
    const remainder = this.domain.remainder(candidate);
    const small = this.finder.findSmall(remainder);
    if (small) return this.learn(small);
    if (this.domain.hasPlan(remainder)) {
      this.repairs.push({ changes: candidate, minimal: candidate.length === 1 || this.complete });
      return;
    }
    const large = this.finder.findLarge(remainder);
    if (large) this.learn(large);
    else this.complete = false;
  }

  /** Where no conflict was small enough to be looked at: what is known to help may be tried, without a claim that nothing else would. */
  guess(targets: readonly number[], clusters: readonly string[]): void {
    const { facts } = this.domain;
    this.complete = false;
    this.offers.push(new Set([...targets.map((target) => facts.target(target)), ...clusters.map((id) => facts.cluster(id))]));
  }

  /** What a conflict offers: one of its obstacles out of the way, one of its targets loosened, or its cluster left out. */
  learn({ obstacles, targets, clusters }: Conflict): void {
    const { facts } = this.domain;
    const rest = [...obstacles, ...targets.map((target) => facts.target(target))];
    const [first = [], second = []] = clusters;
    if (clusters.length === 0) this.offers.push(new Set(rest));
    else if (clusters.length === 1) for (const id of first) this.offers.push(new Set([...rest, facts.cluster(id)]));
    else if (clusters.length === 2)
      for (const id of first)
        for (const other of second)
          if (id !== other) this.offers.push(new Set([...rest, facts.cluster(id), facts.cluster(other)]));
          else this.offers.push(new Set([...rest, ...clusters.map(([id]) => facts.cluster(id!))]));
  }

  /** The first untried set of a size that meets every conflict and contains no repair. */
  private next(size: number, anyKind: boolean): Repairing[] | null {
    const kinds = new Set(anyKind ? [] : this.repairs.map(({ changes }) => kindsOf(changes)));
    const orders = this.offers.map((offer) => [...offer].sort(this.compare));
    const seen = new Set<string>();
    const search = (chosen: readonly Repairing[]): Repairing[] | null => {
      const unmet = this.offers.findIndex((offer) => !chosen.some((change) => offer.has(change)));
      if (unmet < 0) return chosen.length === size && !this.tried.has(keyOf(chosen)) && !kinds.has(kindsOf(chosen)) ? [...chosen] : null;
      if (chosen.length === size) return null;
      for (const change of orders[unmet]!) {
        const longer = [...chosen, change];
        const key = keyOf(longer);
        if (seen.has(key) || this.repairs.some(({ changes }) => changes.every((part) => longer.includes(part)))) continue;
        seen.add(key);
        const found = search(longer);
        if (found) return found;
      }
      return null;
    };
    return search([]);
  }
}

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
