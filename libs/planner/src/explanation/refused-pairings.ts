import type { Obstacle } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import type { Rank } from '../search/version-table.js';
import { meet } from './compile-abstraction.js';
import { describePairing } from './describe-change.js';
import type { Facts } from './facts.js';
import type { Seat } from './seats.js';

/**
 * Pairings among the ends that a goal accepts of some instances which no assumption opens: they are rejected, or nobody could observe one of the
 * versions. Newest versions first. This is what is in the way where there is nothing to assume.
 */
export function refusedPairings(facts: Facts, seats: readonly Seat[]): Obstacle[] {
  const found = new Map<string, { obstacle: Obstacle; ranks: number }>();
  for (const [index, x] of seats.entries())
    for (const y of seats.slice(index + 1)) {
      if (!meet(x, y) || !facts.isEnforced(x.component, y.component)) continue;
      const [a, b] = x.component < y.component ? [x, y] : [y, x];
      for (const rankA of endsOf(facts, a))
        for (const rankB of endsOf(facts, b)) {
          const pair = [a.component, rankA, b.component, rankB] as const;
          if (facts.isInside(...pair) || (rankA !== 0 && rankB !== 0 && !facts.isRejected(...pair))) continue;
          const key = pair.join(' ');
          if (!found.has(key)) found.set(key, { obstacle: describePairing(facts, ...pair), ranks: rankA + rankB });
        }
    }
  return [...found].sort(([k, one], [l, other]) => other.ranks - one.ranks || compareTexts(k, l)).map(([, { obstacle }]) => obstacle);
}

/** Where an instance may end: it stays, or moves to a later release unless it is held. */
const endsOf = ({ table }: Facts, { component, start, held, accepted }: Seat): Rank[] =>
  [start, ...(held ? [] : table.releaseRanks(component).filter((rank) => start > 0 && rank > start))].filter((rank) => accepted[rank]);
