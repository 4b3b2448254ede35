import type { HopRuling } from '@lockstep/matrix/domain';
import type { FleetNode } from '../model/fleet-tree.js';
import type { Rank, VersionTable } from '../search/version-table.js';

/** A change of the inputs, one object per change, so that sets of them compare by identity. */
export type Repairing =
  | {
      readonly kind: 'assume-statement';
      readonly key: string;
      readonly a: string;
      readonly rankA: Rank;
      readonly b: string;
      readonly rankB: Rank;
    }
  | { readonly kind: 'allow-hop'; readonly key: string; readonly component: string; readonly from: Rank; readonly to: Rank }
  | { readonly kind: 'loosen-target'; readonly key: string; readonly target: number }
  /** Leaves out every member of a class: as long as one of them stays, nothing has changed. */
  | { readonly kind: 'exclude-clusters'; readonly key: string; readonly node: string; readonly members: readonly string[] };

/** Bits of {@link Facts.flags}. */
export const INSIDE = 1;
export const SETTLED = 2;
export const REJECTED = 4;
const JUDGED = 8;

/** What the matrix itself says, whatever is assumed in the table now and then; and the changes that could be made to it. */
export class Facts {
  private readonly numbers = new Map<string, number>();
  private readonly pairs = new Map<number, Uint8Array>();
  private readonly rulings = new Map<string, (HopRuling | null | undefined)[]>();
  private readonly changes = new Map<string, Repairing>();
  private readonly bundles = new Map<string, (readonly (readonly [rider: string, rank: Rank])[] | undefined)[]>();
  private readonly enforced = new Map<string, Map<string, boolean>>();

  constructor(readonly table: VersionTable) {
    for (const component of table.matrix.components.keys()) this.numbers.set(component, this.numbers.size);
  }

  isInside = (a: string, rankA: Rank, b: string, rankB: Rank): boolean => (this.flags(a, rankA, b, rankB) & INSIDE) !== 0;
  isSettled = (a: string, rankA: Rank, b: string, rankB: Rank): boolean => (this.flags(a, rankA, b, rankB) & SETTLED) !== 0;
  isRejected = (a: string, rankA: Rank, b: string, rankB: Rank): boolean => (this.flags(a, rankA, b, rankB) & REJECTED) !== 0;

  isEnforced(a: string, b: string): boolean {
    let row = this.enforced.get(a);
    if (!row) this.enforced.set(a, (row = new Map()));
    let known = row.get(b);
    if (known === undefined) row.set(b, (known = this.table.isEnforced(a, b)));
    return known;
  }

  /** What a release carries along. */
  bundle(component: string, release: Rank): readonly (readonly [rider: string, rank: Rank])[] {
    let bundles = this.bundles.get(component);
    if (!bundles) this.bundles.set(component, (bundles = []));
    return (bundles[release] ??= this.table
      .bundle(component, release)
      .map(([rider, version]) => [rider, this.table.rank(rider, version)] as const));
  }

  ruling(component: string, from: Rank, to: Rank): HopRuling | null {
    let rulings = this.rulings.get(component);
    if (!rulings) this.rulings.set(component, (rulings = []));
    const index = from * this.table.count(component) + to;
    const known = rulings[index];
    return known === undefined ? (rulings[index] = this.table.ruling(component, from, to)) : known;
  }

  /** `null` where no statement would help: one side could not be observed, or the pair is rejected, which no other statement outweighs. */
  statement(x: string, rankX: Rank, y: string, rankY: Rank): Repairing | null {
    if (rankX === 0 || rankY === 0 || this.isRejected(x, rankX, y, rankY)) return null;
    const [a, rankA, b, rankB] = x < y ? [x, rankX, y, rankY] : [y, rankY, x, rankX];
    return this.change({ kind: 'assume-statement', key: `statement ${a} ${rankA} ${b} ${rankB}`, a, rankA, b, rankB });
  }

  hop(component: string, from: Rank, to: Rank): Repairing {
    return this.change({ kind: 'allow-hop', key: `hop ${component} ${from} ${to}`, component, from, to });
  }

  target(target: number): Repairing {
    return this.change({ kind: 'loosen-target', key: `target ${target}`, target });
  }

  clusters({ id, members }: FleetNode): Repairing {
    return this.change({ kind: 'exclude-clusters', key: `clusters ${id}`, node: id, members });
  }

  private change(change: Repairing): Repairing {
    const known = this.changes.get(change.key);
    if (known) return known;
    this.changes.set(change.key, change);
    return change;
  }

  /** The verdict as a number: equal numbers, equal verdicts. */
  flags(x: string, rankX: Rank, y: string, rankY: Rank): number {
    const swap = x > y;
    const [a, rankA, b, rankB] = swap ? [y, rankY, x, rankX] : [x, rankX, y, rankY];
    const key = this.numbers.get(a)! * this.numbers.size + this.numbers.get(b)!;
    let table = this.pairs.get(key);
    if (!table) this.pairs.set(key, (table = new Uint8Array(this.table.count(a) * this.table.count(b))));
    const index = rankA * this.table.count(b) + rankB;
    if (table[index] === 0)
      table[index] =
        JUDGED |
        (this.table.isInside(a, rankA, b, rankB) ? INSIDE : 0) |
        (this.table.isSettled(a, rankA, b, rankB) ? SETTLED : 0) |
        (this.table.isRejected(a, rankA, b, rankB) ? REJECTED : 0);
    return table[index]!;
  }
}
