import { isNewer } from '@lockstep/kernel';
import { type FleetNode, lineage } from '../model/fleet-tree.js';
import type { Rank } from '../search/version-table.js';
import { type Facts, INSIDE, type Repairing, SETTLED } from './facts.js';
import type { Seat } from './seats.js';
import { FREE, type VersionLooks } from './version-looks.js';

/** Where a bundle takes a rider. */
export interface Ride {
  readonly rider: number;
  readonly bundled: Rank;
}

/** A seat made ready to be asked often: its versions by position, oldest first, those that are alike as one. */
export interface Place {
  readonly seat: Seat;
  /** By position: the versions that it stands for. */
  readonly runs: readonly (readonly Rank[])[];
  /** By rank: its position; `undefined` for a version that leads past all that is accepted. */
  readonly positions: readonly (number | undefined)[];
  /** By `from * positions + to`, as in `VersionLooks.hops`. */
  readonly hops: Uint16Array;
  /** By position: what a hop to it carries along. */
  readonly riders: readonly (readonly Ride[])[];
  readonly depth: number;
}

/** The seats of an abstraction as places. What is assumed counts as what the matrix says. */
export function compilePlaces(facts: Facts, looks: VersionLooks, seats: readonly Seat[], assumed: readonly Repairing[]): Place[] {
  const apart = assumedRanks(assumed);
  const places: Place[] = [];
  const begun = new Set<number>();
  const compile = (index: number): Place => {
    const known = places[index];
    if (known) return known;
    begun.add(index);
    const seat = seats[index]!;
    const ridersAt = (rank: Rank): Ride[] =>
      facts.bundle(seat.component, rank).flatMap(([component, bundled]) => {
        const rider = seats.findIndex((other) => other.node === seat.node && other.component === component);
        return rider < 0 ? [] : [{ rider, bundled }];
      });
    const landings = (rank: Rank) =>
      ridersAt(rank)
        .map(({ rider, bundled }) => `${rider} ${begun.has(rider) && !places[rider] ? `=${bundled}` : compile(rider).positions[bundled]}`)
        .join();
    const others = seats.filter((other) => other !== seat && facts.isEnforced(seat.component, other.component) && meet(seat, other));
    const besides = others.map((other) => looks.beside(seat.component, other.component));
    const byHops = looks.byHops(seat.component);
    const version = (rank: Rank) => facts.table.version(seat.component, rank)!;
    const areAlike = (rank: Rank, next: Rank) =>
      rank !== seat.start &&
      !apart.get(seat.component)?.has(rank) &&
      !apart.get(seat.component)?.has(next) &&
      byHops[rank] === byHops[next] &&
      seat.accepted[rank] === seat.accepted[next] &&
      besides.every((look) => look[rank] === look[next]) &&
      isNewer(version(next), version(rank)) &&
      landings(rank) === landings(next);
    const runs: Rank[][] = [];
    for (const rank of ranksOf(facts, seat)) {
      const last = runs.at(-1);
      if (last && areAlike(last.at(-1)!, rank)) last.push(rank);
      else runs.push([rank]);
    }
    const positions: number[] = [];
    for (const [position, run] of runs.entries()) for (const rank of run) positions[rank] = position;
    const riders = runs.map(([rank]) => ridersAt(rank!));
    return (places[index] = { seat, runs, positions, hops: hopsOf(looks, facts, seat, runs, assumed), riders, depth: depthOf(seat.node) });
  };
  for (const index of seats.keys()) compile(index);
  return places;
}

/** Verdicts of two places by `position of a * positions of b + position of b`; null where they never constrain each other. */
export function verdictsOf(facts: Facts, a: Place, b: Place, assumed: readonly Repairing[]): Uint8Array | null {
  const [x, y] = [a.seat.component, b.seat.component];
  if (!facts.isEnforced(x, y)) return null;
  const verdicts = new Uint8Array(a.runs.length * b.runs.length);
  for (const [here, [rankA]] of a.runs.entries())
    for (const [there, [rankB]] of b.runs.entries()) verdicts[here * b.runs.length + there] = facts.flags(x, rankA!, y, rankB!);
  for (const change of assumed) {
    if (change.kind !== 'assume-statement') continue;
    const [rankA, rankB] = change.a === x ? [change.rankA, change.rankB] : [change.rankB, change.rankA];
    const isAboutThem = (change.a === x && change.b === y) || (change.a === y && change.b === x);
    const [here, there] = [a.positions[rankA], b.positions[rankB]];
    if (isAboutThem && here !== undefined && there !== undefined) verdicts[here * b.runs.length + there] = INSIDE | SETTLED;
  }
  return verdicts;
}

/** What carriers outside the abstraction may take along, whenever they like. */
export function ridesOfAbsent(facts: Facts, places: readonly Place[], held: (node: FleetNode, component: string) => boolean): Ride[][] {
  const rides = new Map<string, Ride[]>();
  const { table } = facts;
  for (const node of new Set(places.map(({ seat }) => seat.node)))
    for (const { component, version } of node.instances) {
      if (version === null || places.some(({ seat }) => seat.node === node && seat.component === component.id)) continue;
      if (held(node, component.id)) continue;
      const from = table.rank(component.id, version);
      for (const to of table.releaseRanks(component.id)) {
        if (to <= from) continue;
        const riders = facts.bundle(component.id, to).flatMap(([name, bundled]) => {
          const rider = places.findIndex(({ seat }) => seat.node === node && seat.component === name);
          return rider < 0 ? [] : [{ rider, bundled }];
        });
        if (riders.length > 0)
          rides.set(riders.map(({ rider, bundled }) => `${rider} ${places[rider]!.positions[bundled]}`).join(), riders);
      }
    }
  return [...rides.values()];
}

/** Where an instance may be at some time, oldest first, up to the newest version that it may end at. */
function ranksOf({ table }: Facts, { component, start, held, accepted }: Seat): Rank[] {
  if (held) return [start];
  const top = accepted.lastIndexOf(true);
  const ahead = [...table.releaseRanks(component), ...table.carried(component)].filter((rank) => rank > start && rank <= top);
  return [start, ...[...new Set(ahead)].sort((a, b) => a - b)];
}

function hopsOf(
  looks: VersionLooks,
  { table }: Facts,
  { component }: Seat,
  runs: readonly (readonly Rank[])[],
  assumed: readonly Repairing[],
): Uint16Array {
  const [all, count] = [looks.hops(component), table.count(component)];
  const hops = new Uint16Array(runs.length * runs.length);
  const allowed = new Set(
    assumed.flatMap((change) => (change.kind === 'allow-hop' && change.component === component ? [change.from * count + change.to] : [])),
  );
  for (let from = 0; from < runs.length; from++)
    for (let to = from + 1; to < runs.length; to++) {
      const hop = runs[from]![0]! * count + runs[to]![0]!;
      hops[from * runs.length + to] = allowed.has(hop) ? FREE : all[hop]!;
    }
  return hops;
}

/** Versions that an assumption is about: it tells them apart from all others. */
function assumedRanks(assumed: readonly Repairing[]): ReadonlyMap<string, ReadonlySet<Rank>> {
  const ranks = new Map<string, Set<Rank>>();
  const add = (component: string, ...some: Rank[]) => {
    const known = ranks.get(component) ?? new Set();
    ranks.set(component, known);
    for (const rank of some) known.add(rank);
  };
  for (const change of assumed) {
    if (change.kind === 'assume-statement') {
      add(change.a, change.rankA);
      add(change.b, change.rankB);
    }
    if (change.kind === 'allow-hop') add(change.component, change.from, change.to);
  }
  return ranks;
}

export const meet = (a: Seat, b: Seat): boolean => isAbove(a.node, b.node) || isAbove(b.node, a.node);

/** A node is above itself, too. */
function isAbove(node: FleetNode, other: FleetNode): boolean {
  for (const on of lineage(other)) if (on === node) return true;
  return false;
}

const depthOf = (node: FleetNode): number => [...lineage(node)].length;
