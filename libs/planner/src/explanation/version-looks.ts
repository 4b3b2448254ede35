import { conditionsLook, haveSameHops } from '../search/hop-looks.js';
import type { Rank } from '../search/version-table.js';
import type { Facts } from './facts.js';

/** What the matrix lets a hop be, whatever stands around it; above these: it depends, and equal numbers depend on the same rules. */
export const NO_HOP = 0;
export const FREE = 1;
export const FORBIDDEN = 2;

/**
 * What can be seen of the versions of a component, as numbers by rank: neighbours with equal numbers behave alike, so that an abstraction
 * needs only one of them.
 */
export class VersionLooks {
  private readonly hopsOf = new Map<string, Uint16Array>();
  private readonly hopLooks = new Map<string, readonly number[]>();
  private readonly pairLooks = new Map<string, readonly number[]>();
  private readonly rules = new Map<string, number>();

  constructor(private readonly facts: Facts) {}

  /** By `from * count + to`: one of the constants above, or a number of its own for each set of rules with conditions. */
  hops(component: string): Uint16Array {
    let hops = this.hopsOf.get(component);
    if (!hops) {
      const count = this.facts.table.count(component);
      hops = new Uint16Array(count * count);
      for (const to of this.facts.table.releaseRanks(component))
        for (let from = 1; from < to; from++) hops[from * count + to] = this.hop(component, from, to);
      this.hopsOf.set(component, hops);
    }
    return hops;
  }

  /** Of releases that follow each other: equal when the same hops lead to both and from both, and no condition tells them apart. */
  byHops(component: string): readonly number[] {
    let looks = this.hopLooks.get(component);
    if (!looks) {
      looks = this.compareNeighbours(component);
      this.hopLooks.set(component, looks);
    }
    return looks;
  }

  /** Equal when the verdicts with every version of the other component are equal. */
  beside(component: string, other: string): readonly number[] {
    const key = `${component} ${other}`;
    let looks = this.pairLooks.get(key);
    if (!looks) {
      const { facts } = this;
      const [count, others] = [facts.table.count(component), facts.table.count(other)];
      const numbers = new Map<string, number>();
      looks = Array.from({ length: count }, (_, rank) => {
        let text = '';
        for (let met = 0; met < others; met++) text += String.fromCharCode(facts.flags(component, rank, other, met));
        const known = numbers.get(text) ?? numbers.size;
        numbers.set(text, known);
        return known;
      });
      this.pairLooks.set(key, looks);
    }
    return looks;
  }

  private hop(component: string, from: Rank, to: Rank): number {
    const ruling = this.facts.ruling(component, from, to);
    if (!ruling) return NO_HOP;
    const { supported, blocked, backInTime } = ruling;
    if (backInTime || supported.length === 0 || blocked.some(({ when }) => when.length === 0)) return FORBIDDEN;
    if (blocked.length === 0 && supported.some(({ requires }) => requires.length === 0)) return FREE;
    const text = [supported, blocked].map((rules) => rules.map(({ id }) => id).join()).join('|');
    const number = this.rules.get(text) ?? FORBIDDEN + 1 + this.rules.size;
    this.rules.set(text, number);
    return number;
  }

  private compareNeighbours(component: string): number[] {
    const { table } = this.facts;
    const [hops, count, releases] = [this.hops(component), table.count(component), table.releaseRanks(component)];
    const conditions = conditionsLook(table, component);
    const looks = Array.from({ length: count }, (_, rank) => rank);
    const all = [...looks];
    for (const [index, release] of releases.entries()) {
      const before = releases[index - 1];
      if (before === undefined || conditions(before) !== conditions(release)) continue;
      if (haveSameHops(all, before, release, (from, to) => hops[from * count + to]!)) looks[release] = looks[before]!;
    }
    return looks;
  }
}
