import { type Condition, holds, mayMatch } from '@lockstep/matrix/domain';
import { type FleetNode, subtree } from '../model/fleet-tree.js';
import type { Alike } from './alike.js';
import type { StartFacts } from './starts-outside.js';
import type { Rank, VersionTable } from './version-table.js';

/**
 * Releases of each component that a cheapest plan needs to land on, one of each that are alike. Left out are those which a newer release replaces without loss:
 * docs/explanation/planner.md#releases-that-can-be-left-out
 */
export type UsefulTargets = (component: string) => readonly Rank[];

/** `interchangeable(component, a, b)`: whether the goal accepts `b` wherever it accepts `a`. */
export function usefulTargets(
  table: VersionTable,
  root: FleetNode,
  alike: Alike,
  start: StartFacts,
  interchangeable: (component: string, a: Rank, b: Rank) => boolean,
): UsefulTargets {
  const play = versionsInPlay(table, root);
  const useful = new Map<string, readonly Rank[]>();
  return (component) => {
    let targets = useful.get(component);
    if (!targets) {
      const releases = [...new Set(table.releaseRanks(component).map((rank) => alike(component, rank)))];
      // A pairing that starts outside its window and comes inside early may not leave again: there, better is not always harmless.
      const keepsAll = start.outside.has(component) || isRider(table, component);
      targets = keepsAll ? releases : undominated(table, play, releases, component, interchangeable);
      useful.set(component, targets);
    }
    return targets;
  };
}

/** By component: versions that some instance may run at some time. */
function versionsInPlay(table: VersionTable, root: FleetNode): ReadonlyMap<string, readonly Rank[]> {
  const starts = new Map<string, Set<Rank>>();
  for (const node of subtree(root))
    for (const { component, version } of node.instances) {
      const ranks = starts.get(component.id) ?? new Set();
      starts.set(component.id, ranks.add(table.rank(component.id, version)));
    }
  return new Map(
    [...starts].map(([component, ranks]) => {
      const lowest = Math.min(...ranks);
      for (let rank = lowest + 1; rank < table.count(component); rank++) ranks.add(rank);
      return [component, [...ranks].sort((a, b) => a - b)];
    }),
  );
}

const isRider = (table: VersionTable, component: string): boolean =>
  [...table.matrix.components.keys()].some((other) =>
    table.releaseRanks(other).some((rank) => table.bundle(other, rank).some(([rider]) => rider === component)),
  );

/** Newest first, so that what replaces the releases in between is known when an older one is looked at. */
function undominated(
  table: VersionTable,
  play: ReadonlyMap<string, readonly Rank[]>,
  releases: readonly Rank[],
  component: string,
  interchangeable: (component: string, a: Rank, b: Rank) => boolean,
): Rank[] {
  const others = [...play.keys()].filter((other) => other !== component && table.isEnforced(component, other));
  const sources = play.get(component) ?? [];
  const replacedBy = new Map<Rank, Rank>();
  const kept: Rank[] = [];
  for (const candidate of releases.toReversed()) {
    const better = kept.find(
      (newer) =>
        interchangeable(component, candidate, newer) &&
        sameBundle(table, component, candidate, newer) &&
        fitsWherever(table, play, others, component, candidate, newer) &&
        meetsWhatever(table, component, candidate, newer) &&
        sources.every((from) => from >= candidate || permits(table, component, [from, candidate], [from, newer])) &&
        releases.every((to) => {
          const landing = replacedBy.get(to) ?? to;
          return (
            to <= candidate ||
            landing === newer ||
            (landing > newer && permits(table, component, [candidate, to], [newer, landing])) ||
            table.rulingKey(component, candidate, to) === 0
          );
        }),
    );
    if (better === undefined) kept.push(candidate);
    else replacedBy.set(candidate, better);
  }
  return kept.reverse();
}

function sameBundle(table: VersionTable, component: string, a: Rank, b: Rank): boolean {
  const text = (rank: Rank) =>
    table
      .bundle(component, rank)
      .map(([rider, version]) => `${rider} ${version.text}`)
      .sort()
      .join();
  return text(a) === text(b);
}

/** Every version in play that goes with `a` goes with `b`, to rest in as well, and `b` is rejected by none that does not reject `a`. */
function fitsWherever(
  table: VersionTable,
  play: ReadonlyMap<string, readonly Rank[]>,
  others: readonly string[],
  component: string,
  a: Rank,
  b: Rank,
): boolean {
  return others.every((other) =>
    play
      .get(other)!
      .every(
        (rank) =>
          (!table.isInside(component, a, other, rank) || table.isInside(component, b, other, rank)) &&
          (!table.isSettled(component, a, other, rank) || table.isSettled(component, b, other, rank)) &&
          (!table.isRejected(component, b, other, rank) || table.isRejected(component, a, other, rank)),
      ),
  );
}

/** No hop of another component is refused because of `b` that would be allowed beside `a`. */
function meetsWhatever(table: VersionTable, component: string, a: Rank, b: Rank): boolean {
  const [versionA, versionB] = [table.version(component, a), table.version(component, b)];
  const about = (conditions: readonly Condition[]) => conditions.filter((condition) => condition.component === component);
  return table.matrix.hops.every(
    (rule) =>
      about(rule.requires).every((condition) => !holds(condition, versionA) || holds(condition, versionB)) &&
      about(rule.when).every((condition) => !mayMatch(condition, versionB) || mayMatch(condition, versionA)),
  );
}

/** Whether the second hop is allowed in every state in which the first one is. */
function permits(table: VersionTable, component: string, first: readonly [Rank, Rank], second: readonly [Rank, Rank]): boolean {
  const [key, other] = [table.rulingKey(component, ...first), table.rulingKey(component, ...second)];
  if (key === 0 || key === other) return true;
  if (other === 0) return false;
  const [one, two] = [table.ruling(component, ...first)!, table.ruling(component, ...second)!];
  return one.supported.every((rule) => two.supported.includes(rule)) && two.blocked.every((rule) => one.blocked.includes(rule));
}
