import { compareTexts, compareVersions, type Version } from '@lockstep/kernel';
import { type HopRule, type HopRuling, judgePair, type Judging, type Matrix, type ObservedVersion, ruleHop } from '@lockstep/matrix/domain';
import type { FleetNode } from '../model/fleet-tree.js';

/** Rank of a version in its component's table: 0 is `unknown`, then oldest first. A number, because a search compares and hashes it often. */
export type Rank = number;

const INSIDE = 1;
const REJECTED = 2;
const TRANSITIONAL = 4;
const JUDGED = 8;

/** Every version that can occur in one search, ranked, with all verdicts and hop rulings looked up at most once. */
export class VersionTable {
  private readonly versions = new Map<string, readonly ObservedVersion[]>();
  private readonly ranks = new Map<string, ReadonlyMap<string, Rank>>();
  private readonly verdicts = new Map<string, Map<string, Uint8Array>>();
  private readonly rulings = new Map<string, HopRuling | null>();
  private readonly releases = new Map<string, readonly Rank[]>();
  private readonly bundles = new Map<string, readonly (readonly [string, Version])[]>();

  private readonly assumed: (() => unknown)[] = [];

  constructor(
    readonly matrix: Matrix,
    readonly judging: Judging,
    nodes: Iterable<FleetNode>,
  ) {
    const found = new Map<string, Map<string, Version>>([...matrix.components.keys()].map((id) => [id, new Map()]));
    const note = (component: string, version: Version) => found.get(component)!.set(version.text, version);
    for (const component of matrix.components.keys())
      for (const release of matrix.releases(component)) {
        note(component, release.version);
        for (const [rider, version] of release.bundle) note(rider, version);
      }
    for (const node of nodes) for (const { component, version } of node.instances) if (version) note(component.id, version);
    for (const [component, byText] of found) {
      const sorted = [...byText.values()].sort((a, b) => compareVersions(a, b) || compareTexts(a.text, b.text));
      this.versions.set(component, [null, ...sorted]);
      this.ranks.set(component, new Map(sorted.map((version, index) => [version.text, index + 1])));
    }
  }

  count(component: string): number {
    return this.versions.get(component)!.length;
  }

  version(component: string, rank: Rank): ObservedVersion {
    return this.versions.get(component)![rank] ?? null;
  }

  rank(component: string, version: ObservedVersion): Rank {
    if (version === null) return 0;
    const rank = this.ranks.get(component)!.get(version.text);
    if (rank === undefined) throw new Error(`search; ${component} ${version.text}; every version of a search is in its table; found none`);
    return rank;
  }

  /** Ranks of the listed releases of a component, oldest first: where hops may lead. */
  releaseRanks(component: string): readonly Rank[] {
    let ranks = this.releases.get(component);
    if (!ranks) {
      ranks = this.matrix.releases(component).map((release) => this.rank(component, release.version));
      this.releases.set(component, ranks);
    }
    return ranks;
  }

  /** What a release carries along. */
  bundle(component: string, rank: Rank): readonly (readonly [string, Version])[] {
    const key = `${component} ${rank}`;
    let bundle = this.bundles.get(key);
    if (!bundle) {
      const version = this.version(component, rank);
      const release = version && this.matrix.findRelease(component, version);
      bundle = [...(release?.bundle ?? [])];
      this.bundles.set(key, bundle);
    }
    return bundle;
  }

  /** Whether the relation between two components is enforced; if not, no pair of them is ever asked about. */
  isEnforced(a: string, b: string): boolean {
    return this.matrix.relation(a, b)?.enforce ?? false;
  }

  isInside(a: string, rankA: Rank, b: string, rankB: Rank): boolean {
    return (this.verdict(a, rankA, b, rankB) & INSIDE) !== 0;
  }

  isRejected(a: string, rankA: Rank, b: string, rankB: Rank): boolean {
    return (this.verdict(a, rankA, b, rankB) & REJECTED) !== 0;
  }

  /** Inside, and a state to rest in: not because of a `transitional` statement. */
  isSettled(a: string, rankA: Rank, b: string, rankB: Rank): boolean {
    return (this.verdict(a, rankA, b, rankB) & (INSIDE | TRANSITIONAL)) === INSIDE;
  }

  /** Takes a pair as inside and settled, for the question "what if the start were sound". */
  assumeInside(a: string, rankA: Rank, b: string, rankB: Rank): void {
    this.verdict(a, rankA, b, rankB);
    const { table, index } = this.cell(a, rankA, b, rankB);
    const judged = table[index]!;
    this.assumed.push(() => (table[index] = judged));
    table[index] = JUDGED | INSIDE;
  }

  /** Takes a hop as supported without condition, for the question "what if it were allowed". It must lead to a later listed release. */
  assumeHop(component: string, from: Rank, to: Rank): void {
    const ruling = this.ruling(component, from, to);
    if (!ruling) throw new Error(`search; ${component}; only a step to a later listed release can be allowed; found ranks ${from} → ${to}`);
    const key = `${component} ${from} ${to}`;
    this.assumed.push(() => this.rulings.set(key, ruling));
    this.rulings.set(key, { supported: [assumedRule(this.matrix, component)], blocked: [], backInTime: null, reversible: true });
  }

  /** Takes back all that was assumed. */
  withdrawAssumptions(): void {
    for (const undo of this.assumed.splice(0).reverse()) undo();
  }

  /** `null` when the move is no hop at all. */
  ruling(component: string, from: Rank, to: Rank): HopRuling | null {
    const key = `${component} ${from} ${to}`;
    let ruling = this.rulings.get(key);
    if (ruling === undefined) {
      const [source, target] = [this.version(component, from), this.version(component, to)];
      ruling = source && target ? ruleHop(this.matrix, component, source, target) : null;
      this.rulings.set(key, ruling);
    }
    return ruling;
  }

  private verdict(a: string, rankA: Rank, b: string, rankB: Rank): number {
    const { table, index } = this.cell(a, rankA, b, rankB);
    if (table[index] === 0) {
      const { inside, verdict } = judgePair(this.matrix, this.judging, a, this.version(a, rankA), b, this.version(b, rankB));
      table[index] =
        JUDGED | (inside ? INSIDE : 0) | (verdict === 'rejected' ? REJECTED : 0) | (verdict === 'transitional' ? TRANSITIONAL : 0);
    }
    return table[index]!;
  }

  private cell(a: string, rankA: Rank, b: string, rankB: Rank): { table: Uint8Array; index: number } {
    if (a > b) return this.cell(b, rankB, a, rankA);
    let row = this.verdicts.get(a);
    if (!row) this.verdicts.set(a, (row = new Map()));
    let table = row.get(b);
    if (!table) row.set(b, (table = new Uint8Array(this.count(a) * this.count(b))));
    return { table, index: rankA * this.count(b) + rankB };
  }
}

const assumedRule = (matrix: Matrix, component: string): HopRule => {
  const { scheme } = matrix.component(component);
  const any = { scheme, text: '*', alternatives: [[]] };
  return {
    id: 'assumed',
    component,
    from: any,
    to: any,
    status: 'supported',
    maxMinorStep: null,
    requires: [],
    when: [],
    reversible: true,
    note: null,
    sources: [],
  };
};
