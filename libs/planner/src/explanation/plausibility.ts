import { ignoredStatements, judgePair } from '@lockstep/matrix/domain';
import { compareTexts } from '@lockstep/kernel';
import type { Facts, Repairing } from './facts.js';

/** Excluding a cluster needs no fact; giving up a target needs none either, but is what nobody wants. */
const KINDS: readonly Repairing['kind'][] = ['exclude-clusters', 'assume-statement', 'allow-hop', 'loosen-target'];

/**
 * Orders changes of the same number by how much they ask one to believe: a statement that is on record with a weaker status or evidence before one
 * nobody made, close to what is known before far from it, a hop that no rule covers before one that a rule forbids under a condition, at all, or for a date.
 */
export function byPlausibility(facts: Facts): (a: Repairing, b: Repairing) => number {
  const doubts = new Map<Repairing, readonly number[]>();
  const doubtOf = (change: Repairing) => {
    let doubt = doubts.get(change);
    if (!doubt) doubts.set(change, (doubt = [KINDS.indexOf(change.kind), ...doubtIn(facts, change)]));
    return doubt;
  };
  return (a, b) => {
    const [first, second] = [doubtOf(a), doubtOf(b)];
    for (const [index, doubt] of first.entries()) if (doubt !== second[index]) return doubt - (second[index] ?? 0);
    return compareTexts(a.key, b.key);
  };
}

function doubtIn(facts: Facts, change: Repairing): number[] {
  const { table } = facts;
  switch (change.kind) {
    case 'assume-statement': {
      const { a, rankA, b, rankB } = change;
      const pair = [a, table.version(a, rankA), b, table.version(b, rankB)] as const;
      const isOnRecord =
        judgePair(table.matrix, table.judging, ...pair).verdict !== 'unknown' ||
        ignoredStatements(table.matrix, table.judging, ...pair).some(({ waivable }) => waivable);
      return [isOnRecord ? 0 : 1, distance(facts, change), -rankA - rankB];
    }
    case 'allow-hop': {
      const ruling = facts.ruling(change.component, change.from, change.to);
      // Conditions can be ended, by people if not by hops: whoever uses an API can be moved to another one.
      const blocked = !ruling || ruling.blocked.length === 0 ? 0 : ruling.blocked.every(({ when }) => when.length > 0) ? 1 : 2;
      return [ruling?.backInTime ? 3 : blocked, change.to - change.from, change.from];
    }
    case 'loosen-target':
      // The last target of the list is the first to go.
      return [-change.target];
    case 'exclude-clusters':
      return [];
  }
}

/** Releases between a pair and the nearest one inside its window on either side. */
function distance(facts: Facts, { a, rankA, b, rankB }: Repairing & { kind: 'assume-statement' }): number {
  let nearest = facts.table.count(a) + facts.table.count(b);
  for (let rank = 1; rank < facts.table.count(b); rank++)
    if (facts.isInside(a, rankA, b, rank)) nearest = Math.min(nearest, Math.abs(rank - rankB));
  for (let rank = 1; rank < facts.table.count(a); rank++)
    if (facts.isInside(a, rank, b, rankB)) nearest = Math.min(nearest, Math.abs(rank - rankA));
  return nearest;
}
