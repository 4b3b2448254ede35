import { compareTexts, compareVersions, satisfies, type Version } from '@lockstep/kernel';
import { type HopRule, type HopRuling, judgePair, type Judging, type Matrix, type ObservedVersion, ruleHop } from '@lockstep/matrix/domain';
import type { FleetNode } from '../model/fleet-tree.js';

/** Rank of a version in its component's table: 0 is `unknown`, then oldest first. A number, because a search compares and hashes it often. */
export type Rank = number;

const INSIDE = 1;
const REJECTED = 2;
const TRANSITIONAL = 4;
const JUDGED = 8;

/** What is known of two components that meet: their enforced relation's statements, and the verdict of each pair of ranks once it was asked for. */
interface Grid {
  readonly a: string;
  readonly b: string;
  readonly enforced: boolean;
  /** Verdicts by `rankA * width + rankB`. */
  readonly cells: Uint8Array;
  readonly width: number;
  /** By rank, for either side: indexes of the statements whose range covers the version. */
  readonly coverage: readonly [(readonly number[])[], (readonly number[])[]];
  /** Verdicts by the statements that cover both sides: nothing else decides. */
  readonly judged: Map<string, number>;
}

/** The verdicts of two components under an enforced relation, seen from one of them. */
export interface Pairing {
  isInside(own: Rank, other: Rank): boolean;
  isRejected(own: Rank, other: Rank): boolean;
  /** Inside, and a state to rest in: not because of a `transitional` statement. */
  isSettled(own: Rank, other: Rank): boolean;
}

/** All that is looked up of one component. */
interface Row {
  readonly versions: readonly ObservedVersion[];
  readonly ranks: ReadonlyMap<string, Rank>;
  readonly releases: readonly Rank[];
  readonly bundles: (readonly (readonly [string, Version])[] | undefined)[];
  /** By `from * count + to`. */
  readonly rulings: Map<number, HopRuling | null>;
  readonly rulingKeys: Map<number, number>;
  /** By rank: hop rules whose range covers the version. */
  readonly rules: Readonly<Record<'from' | 'to', (readonly HopRule[])[]>>;
  readonly grids: Map<string, Grid>;
}

/** Every version that can occur in one search, ranked, with all verdicts and hop rulings looked up at most once. */
export class VersionTable {
  private readonly rows = new Map<string, Row>();
  private readonly knownRulings = new Map<string, number>();
  private readonly assumed: (() => unknown)[] = [];
  private carriedRanks: ReadonlyMap<string, readonly Rank[]> | undefined;

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
      const ranks = new Map(sorted.map((version, index) => [version.text, index + 1]));
      this.rows.set(component, {
        versions: [null, ...sorted],
        ranks,
        releases: matrix.releases(component).map(({ version }) => ranks.get(version.text)!),
        bundles: [],
        rulings: new Map(),
        rulingKeys: new Map(),
        rules: { from: [], to: [] },
        grids: new Map(),
      });
    }
  }

  private row(component: string): Row {
    const row = this.rows.get(component);
    if (!row) throw new Error(`search; component ${component}; must be one of the matrix; found none`);
    return row;
  }

  count(component: string): number {
    return this.row(component).versions.length;
  }

  version(component: string, rank: Rank): ObservedVersion {
    return this.row(component).versions[rank] ?? null;
  }

  rank(component: string, version: ObservedVersion): Rank {
    if (version === null) return 0;
    const rank = this.row(component).ranks.get(version.text);
    if (rank === undefined) throw new Error(`search; ${component} ${version.text}; every version of a search is in its table; found none`);
    return rank;
  }

  /** Ranks of the listed releases of a component, oldest first: where hops may lead. */
  releaseRanks(component: string): readonly Rank[] {
    return this.row(component).releases;
  }

  /** What a release carries along. */
  bundle(component: string, rank: Rank): readonly (readonly [string, Version])[] {
    const { bundles, versions } = this.row(component);
    let bundle = bundles[rank];
    if (!bundle) {
      const version = versions[rank];
      const release = version && this.matrix.findRelease(component, version);
      bundles[rank] = bundle = [...(release?.bundle ?? [])];
    }
    return bundle;
  }

  /** Every version of a component that some release of another one carries along, oldest first. */
  carried(component: string): readonly Rank[] {
    return (this.carriedRanks ??= this.ranksCarried()).get(component) ?? [];
  }

  /** Whether the relation between two components is enforced; if not, no pair of them is ever asked about. */
  isEnforced(a: string, b: string): boolean {
    return this.grid(a, b).enforced;
  }

  /** `null` when the relation of two components is not enforced. */
  pairing(a: string, b: string): Pairing | null {
    const grid = this.grid(a, b);
    if (!grid.enforced) return null;
    const verdict = (own: Rank, other: Rank) => (grid.a === a ? this.verdictIn(grid, own, other) : this.verdictIn(grid, other, own));
    return {
      isInside: (own, other) => (verdict(own, other) & INSIDE) !== 0,
      isRejected: (own, other) => (verdict(own, other) & REJECTED) !== 0,
      isSettled: (own, other) => (verdict(own, other) & (INSIDE | TRANSITIONAL)) === INSIDE,
    };
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

  /** Equal numbers: a search can not tell the pairs apart. */
  verdict(a: string, rankA: Rank, b: string, rankB: Rank): number {
    const grid = this.grid(a, b);
    return grid.a === a ? this.verdictIn(grid, rankA, rankB) : this.verdictIn(grid, rankB, rankA);
  }

  /** Takes a pair as inside and settled, for the question "what if the start were sound". */
  assumeInside(a: string, rankA: Rank, b: string, rankB: Rank): void {
    const judged = this.verdict(a, rankA, b, rankB);
    const grid = this.grid(a, b);
    const cell = grid.a === a ? rankA * grid.width + rankB : rankB * grid.width + rankA;
    this.assumed.push(() => (grid.cells[cell] = judged));
    grid.cells[cell] = JUDGED | INSIDE;
  }

  /** Takes a hop as supported without condition, for the question "what if it were allowed". It must lead to a later listed release. */
  assumeHop(component: string, from: Rank, to: Rank): void {
    const ruling = this.ruling(component, from, to);
    if (!ruling) throw new Error(`search; ${component}; only a step to a later listed release can be allowed; found ranks ${from} → ${to}`);
    const { rulings, rulingKeys } = this.row(component);
    const cell = from * this.count(component) + to;
    this.assumed.push(() => {
      rulings.set(cell, ruling);
      rulingKeys.delete(cell);
    });
    rulings.set(cell, { supported: [assumedRule(this.matrix, component)], blocked: [], backInTime: null, reversible: true });
    rulingKeys.delete(cell);
  }

  /** Takes back all that was assumed. */
  withdrawAssumptions(): void {
    for (const undo of this.assumed.splice(0).reverse()) undo();
  }

  /** `null` when the move is no hop at all. */
  ruling(component: string, from: Rank, to: Rank): HopRuling | null {
    const { rulings, versions } = this.row(component);
    const cell = from * versions.length + to;
    let ruling = rulings.get(cell);
    if (ruling === undefined) {
      const [source, target] = [versions[from], versions[to]];
      if (source && target) {
        const leadThere = this.rulesOn('to', component, to);
        const candidates = this.rulesOn('from', component, from).filter((rule) => leadThere.includes(rule));
        ruling = ruleHop(this.matrix, component, source, target, candidates);
      } else ruling = null;
      rulings.set(cell, ruling);
    }
    return ruling;
  }

  /** Hop rules that a version may be on one side of. */
  private rulesOn(side: 'from' | 'to', component: string, rank: Rank): readonly HopRule[] {
    const { versions, rules } = this.row(component);
    const version = versions[rank]!;
    return (rules[side][rank] ??= this.matrix.hopRules(component).filter((rule) => satisfies(version, rule[side])));
  }

  /** Equal numbers: hops under the very same rules. 0: no hop that could ever be allowed. */
  rulingKey(component: string, from: Rank, to: Rank): number {
    const { rulingKeys, versions } = this.row(component);
    const cell = from * versions.length + to;
    let key = rulingKeys.get(cell);
    if (key === undefined) {
      const ruling = this.ruling(component, from, to);
      if (!ruling || ruling.backInTime || ruling.supported.length === 0) key = 0;
      else {
        const text = `${ruling.supported.map(({ id }) => id).join()}|${ruling.blocked.map(({ id }) => id).join()}`;
        key = this.knownRulings.get(text) ?? this.knownRulings.size + 1;
        this.knownRulings.set(text, key);
      }
      rulingKeys.set(cell, key);
    }
    return key;
  }

  private ranksCarried(): ReadonlyMap<string, readonly Rank[]> {
    const carried = new Map<string, Set<Rank>>();
    for (const carrier of this.matrix.components.keys())
      for (const release of this.releaseRanks(carrier))
        for (const [rider, version] of this.bundle(carrier, release)) {
          const ranks = carried.get(rider) ?? new Set();
          carried.set(rider, ranks.add(this.rank(rider, version)));
        }
    return new Map([...carried].map(([rider, ranks]) => [rider, [...ranks].sort((a, b) => a - b)]));
  }

  private grid(a: string, b: string): Grid {
    const { grids } = this.row(a);
    let grid = grids.get(b);
    if (!grid) {
      if (a > b) grid = this.grid(b, a);
      else {
        const [height, width] = [this.count(a), this.count(b)];
        const enforced = this.matrix.relation(a, b)?.enforce ?? false;
        grid = { a, b, enforced, cells: new Uint8Array(height * width), width, coverage: [[], []], judged: new Map() };
      }
      grids.set(b, grid);
    }
    return grid;
  }

  private verdictIn(grid: Grid, rankA: Rank, rankB: Rank): number {
    const cell = rankA * grid.width + rankB;
    return grid.cells[cell] || (grid.cells[cell] = this.judge(grid, rankA, rankB));
  }

  private judge(grid: Grid, rankA: Rank, rankB: Rank): number {
    const { a, b, judged } = grid;
    const other = this.coverage(grid, 1, rankB);
    const isUnknown = rankA === 0 || rankB === 0;
    const key = isUnknown
      ? 'unknown'
      : this.coverage(grid, 0, rankA)
          .filter((statement) => other.includes(statement))
          .join();
    let verdict = judged.get(key);
    if (verdict === undefined) {
      const pair = judgePair(this.matrix, this.judging, a, this.version(a, rankA), b, this.version(b, rankB));
      verdict =
        JUDGED |
        (pair.inside ? INSIDE : 0) |
        (pair.verdict === 'rejected' ? REJECTED : 0) |
        (pair.verdict === 'transitional' ? TRANSITIONAL : 0);
      judged.set(key, verdict);
    }
    return verdict;
  }

  /** Indexes of the statements whose range covers a version, on one side of a grid. */
  private coverage({ a, b, coverage }: Grid, side: 0 | 1, rank: Rank): readonly number[] {
    let covering = coverage[side][rank];
    if (!covering) {
      const component = side === 0 ? a : b;
      const version = this.version(component, rank);
      covering = this.matrix.statementsOf(a, b).flatMap(({ ranges }, index) => {
        const { range } = ranges[0].component === component ? ranges[0] : ranges[1];
        return version && satisfies(version, range) ? [index] : [];
      });
      coverage[side][rank] = covering;
    }
    return covering;
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
