import { compareTexts, compareVersions } from '@lockstep/kernel';
import type { Constraints } from '../model/constraints.js';
import { conditionsLook, haveSameHops } from './hop-looks.js';
import type { Stance, Stances } from './stances.js';
import type { Rank, VersionTable } from './version-table.js';

/** What stands for a version in a search: the newest of a run of neighbours that nothing in play can tell apart. */
type Stand = (component: string, rank: Rank) => Rank;

export interface Alike {
  readonly of: Stand;
  /** All that stand for some version that some instance may run at some time, oldest first. */
  versions(component: string): readonly Rank[];
}

/** What a domain holds of one component. */
interface Play {
  /** Versions that some instance may run at some time, oldest first. */
  readonly ranks: readonly Rank[];
  /** The sets of targets under which its instances stand. */
  readonly asked: readonly (readonly number[])[];
  /** Versions that must stay apart from all others. */
  readonly apart: ReadonlySet<Rank>;
}

/** By component. */
export type Plays = ReadonlyMap<string, Play>;

/**
 * Merges versions that nothing in play can tell apart: equal verdicts with all that they may meet, equal hop rules from and to every other version,
 * equal bundles, equal acceptance by the goal. See docs/explanation/planner.md#releases-that-are-alike
 */
export function alikeVersions(table: VersionTable, plays: Plays, constraints: Constraints): Alike {
  const newest = new Map<string, readonly Rank[]>();
  const merge = (component: string, path: readonly string[]) => {
    const play = plays.get(component);
    if (!play || newest.has(component) || path.includes(component)) return;
    for (const rider of ridersOf(table, component)) merge(rider, [...path, component]);
    newest.set(
      component,
      mergeRuns(table, plays, constraints, component, (rider, rank) => newest.get(rider)?.[rank] ?? rank),
    );
  };
  for (const component of plays.keys()) merge(component, []);
  return {
    of: (component, rank) => newest.get(component)?.[rank] ?? rank,
    versions: (component) => [...new Set(plays.get(component)?.ranks.map((rank) => newest.get(component)![rank]!))],
  };
}

/** What a domain holds of each component, in text order. */
export function playsOf(table: VersionTable, stances: Stances): Plays {
  const found = new Map<string, { lowest: Rank; asked: Set<readonly number[]>; apart: Set<Rank> }>();
  for (const stance of new Set(stances.values()))
    stance.instances.forEach(({ component, version }, index) => {
      const rank = table.rank(component.id, version);
      let play = found.get(component.id);
      if (!play) found.set(component.id, (play = { lowest: rank, asked: new Set(), apart: new Set() }));
      play.lowest = Math.min(play.lowest, rank);
      play.asked.add(stance.asked[index]!);
      // Who may not be touched must be seen to be touched; and a hop between releases with alike bundles still brings riders up to them.
      const mustBeSeen = stance.held[index] || stance.unsettled[index];
      if (mustBeSeen || lagsBehindBundle(table, stance, component.id, rank)) play.apart.add(rank);
    });
  return new Map(
    [...found].sort(byComponent).map(([component, { lowest, asked, apart }]) => {
      const ranks = Array.from({ length: table.count(component) - lowest }, (_, index) => lowest + index);
      for (const rank of ranks) {
        if (rank === 0) apart.add(rank);
        // Equal in precedence, different in text: neither is newer than the other, so a bundle moves neither to the other.
        else if (rank > lowest && rank > 1 && compareVersions(table.version(component, rank)!, table.version(component, rank - 1)!) === 0)
          apart.add(rank).add(rank - 1);
      }
      return [component, { ranks, asked: [...asked], apart }];
    }),
  );
}

const byComponent = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => compareTexts(a, b);

/** Whether a rider at the node is older than the release that carries it. Only at a start: a hop leaves no rider behind. */
const lagsBehindBundle = (table: VersionTable, { instances }: Stance, carrier: string, rank: Rank): boolean =>
  table.bundle(carrier, rank).some(([rider, bundled]) => {
    const running = instances.find(({ component }) => component.id === rider);
    return running !== undefined && table.rank(rider, running.version) < table.rank(rider, bundled);
  });

function ridersOf(table: VersionTable, component: string): Set<string> {
  return new Set(table.releaseRanks(component).flatMap((rank) => table.bundle(component, rank).map(([rider]) => rider)));
}

/** By rank: the newest version of its run. */
function mergeRuns(table: VersionTable, plays: Plays, constraints: Constraints, component: string, standsFor: Stand): readonly Rank[] {
  const { ranks, apart } = plays.get(component)!;
  const listed = new Set(table.releaseRanks(component));
  const conditions = conditionsLook(table, component);
  const looks = ranks.map((rank) =>
    [listed.has(rank), conditions(rank), lookOf(table, plays, constraints, component, rank, standsFor)].join(),
  );
  const hop = (from: Rank, to: Rank) => (listed.has(to) ? table.rulingKey(component, from, to) : 0);
  const newest: Rank[] = [];
  for (let index = ranks.length - 1; index >= 0; index--) {
    const [rank, next] = [ranks[index]!, ranks[index + 1]];
    const isMerged =
      next !== undefined &&
      looks[index] === looks[index + 1] &&
      !apart.has(rank) &&
      !apart.has(next) &&
      haveSameHops(ranks, rank, next, hop);
    newest[rank] = isMerged ? newest[next]! : rank;
  }
  return newest;
}

/** What can be seen of a version beside its hops, as a text. */
function lookOf(table: VersionTable, plays: Plays, constraints: Constraints, component: string, rank: Rank, standsFor: Stand): string {
  const version = table.version(component, rank);
  const seen: (string | number)[] = [];
  for (const [other, { ranks }] of plays)
    if (other !== component && table.isEnforced(component, other))
      for (const met of ranks) seen.push(table.verdict(component, rank, other, met));
  for (const asked of plays.get(component)!.asked) seen.push(constraints.accepts(component, asked, version) ? 1 : 0);
  for (const [rider, bundled] of table.bundle(component, rank)) seen.push(rider, standsFor(rider, table.rank(rider, bundled)));
  return seen.join();
}
