import { type Condition, holds, mayMatch } from '@lockstep/matrix/domain';
import type { Alike } from './alike.js';
import type { StartFacts } from './start-facts.js';
import type { Rank, VersionTable } from './version-table.js';

/**
 * Releases of each component that a cheapest plan needs to land on, one of each that are alike. Left out are those which a newer release replaces without loss:
 * docs/explanation/planner.md#releases-that-can-be-left-out
 */
type UsefulTargets = (component: string) => readonly Rank[];

/** `interchangeable(component, a, b)`: whether the goal accepts `b` wherever it accepts `a`. */
export function usefulTargets(
  table: VersionTable,
  alike: Alike,
  start: StartFacts,
  interchangeable: (component: string, a: Rank, b: Rank) => boolean,
): UsefulTargets {
  const useful = new Map<string, readonly Rank[]>();
  return (component) => {
    let targets = useful.get(component);
    if (!targets) {
      const listed = new Set(table.releaseRanks(component));
      const releases = alike.versions(component).filter((rank) => listed.has(rank));
      // A pairing that starts outside its window and comes inside early may not leave again: there, better is not always harmless.
      const keepsAll = start.outside.has(component) || table.carried(component).length > 0;
      targets = keepsAll ? releases : undominated(table, alike, releases, component, interchangeable);
      useful.set(component, targets);
    }
    return targets;
  };
}

/** Newest first, so that what replaces the releases in between is known when an older one is looked at. */
function undominated(
  table: VersionTable,
  alike: Alike,
  releases: readonly Rank[],
  component: string,
  interchangeable: (component: string, a: Rank, b: Rank) => boolean,
): Rank[] {
  const others = [...table.matrix.components.keys()].filter((other) => other !== component && table.isEnforced(component, other));
  const sources = alike.versions(component);
  const replacedBy = new Map<Rank, Rank>();
  const kept: Rank[] = [];
  for (const candidate of releases.toReversed()) {
    const better = kept.find(
      (newer) =>
        interchangeable(component, candidate, newer) &&
        sameBundle(table, alike, component, candidate, newer) &&
        fitsWherever(table, alike, others, component, candidate, newer) &&
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

function sameBundle(table: VersionTable, alike: Alike, component: string, a: Rank, b: Rank): boolean {
  const text = (rank: Rank) =>
    table
      .bundle(component, rank)
      .map(([rider, version]) => `${rider} ${alike.of(rider, table.rank(rider, version))}`)
      .sort()
      .join();
  return text(a) === text(b);
}

/** Every version in play that goes with `a` goes with `b`, to rest in as well, and `b` is rejected by none that does not reject `a`. */
function fitsWherever(table: VersionTable, alike: Alike, others: readonly string[], component: string, a: Rank, b: Rank): boolean {
  return others.every((other) =>
    alike
      .versions(other)
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
