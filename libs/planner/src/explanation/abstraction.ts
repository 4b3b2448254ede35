import { type Condition, holds, mayMatch } from '@lockstep/matrix/domain';
import { isNewer } from '@lockstep/kernel';
import { compilePlaces, meet, type Place, type Ride, ridesOfAbsent, verdictsOf } from './compile-abstraction.js';
import type { FleetNode } from '../model/fleet-tree.js';
import { type Facts, INSIDE, REJECTED, type Repairing, SETTLED } from './facts.js';
import type { Seat } from './seats.js';
import { FORBIDDEN, FREE, NO_HOP, type VersionLooks } from './version-looks.js';

/** What would have to be assumed for a move: any one of these changes, which differ in versions that nothing else tells apart. */
export interface Missing {
  readonly key: string;
  readonly changes: readonly Repairing[];
}

/** Number of a state. */
export type Code = number;
/** Where a move leads that ends the plan. */
export const END: Code = -1;

/** A place among the others. */
interface Standing extends Place {
  readonly start: number;
  readonly stride: number;
  /** Places that meet this one, with the verdicts of both. */
  readonly meets: readonly { readonly index: number; readonly verdicts: Uint8Array | null }[];
}

/** What decides beside the seats themselves. */
export interface Around {
  readonly assumed: readonly Repairing[];
  /** Whether a carrier that is not kept may not move. */
  readonly held: (node: FleetNode, component: string) => boolean;
}

/**
 * A problem over a few instances of a domain, all others taken away: whatever can be done in the domain can be done here, so what is impossible
 * here is impossible there. A carrier that was taken away lets its riders ride whenever they like.
 * See docs/explanation/planner.md#why-not
 */
export class Abstraction {
  readonly start: Code;
  /** Number of states; they can not be numbered above 2^53. */
  readonly size: number;
  private readonly places: readonly Standing[];
  /** Riders that some carrier outside the abstraction may move at any time. */
  private readonly rides: readonly (readonly Ride[])[];
  private readonly known = new Map<string, Missing>();

  constructor(
    private readonly facts: Facts,
    looks: VersionLooks,
    private readonly strict: boolean,
    seats: readonly Seat[],
    { assumed, held }: Around,
  ) {
    const places = compilePlaces(facts, looks, seats, assumed);
    let size = 1;
    this.places = places.map((place, index) => {
      const stride = size;
      size *= place.runs.length;
      const meets = places.flatMap((other, y) =>
        y !== index && meet(place.seat, other.seat) ? [{ index: y, verdicts: verdictsOf(facts, place, other, assumed) }] : [],
      );
      return { ...place, start: place.positions[place.seat.start]!, stride, meets };
    });
    this.size = size;
    this.start = this.places.reduce((code, { start, stride }) => code + start * stride, 0);
    this.rides = ridesOfAbsent(facts, places, held);
  }

  /** Where one can go without a further assumption. */
  moves(code: Code): Code[] {
    const moves: Code[] = [];
    this.explore(code, null, (to) => moves.push(to));
    return moves;
  }

  /** Every move out of a state, and the way to the end when the state may be the last one, with what would have to be assumed for it. */
  edges(code: Code, visit: (to: Code, missing: readonly Missing[]) => void): void {
    this.explore(code, [], visit);
  }

  /** `missing` null: only what needs no assumption. */
  private explore(code: Code, missing: [] | null, visit: (to: Code, missing: readonly Missing[]) => void): void {
    const own = this.places.map(({ runs, stride }) => Math.floor(code / stride) % runs.length);
    const end = missing && ([] as Missing[]);
    if (this.mayRest(own, end)) visit(END, end ?? []);
    for (const [index, { seat, runs, hops, riders }] of this.places.entries()) {
      if (seat.held) continue;
      for (let to = own[index]! + 1; to < runs.length; to++) {
        const hop = hops[own[index]! * runs.length + to]!;
        if (hop === NO_HOP) continue;
        const isAllowed = hop === FREE || (hop !== FORBIDDEN && this.isAllowed(index, own, to));
        if (!isAllowed && !missing) continue;
        const next = [...own];
        next[index] = to;
        if (!this.ride(next, riders[to]!)) continue;
        const needed = missing && (isAllowed ? [] : [this.missingHop(index, own[index]!, to)]);
        if (this.isSafe(own, next, needed)) visit(this.encode(next), needed ?? []);
      }
    }
    for (const riders of this.rides) {
      const next = [...own];
      if (!this.ride(next, riders) || next.every((position, index) => position === own[index])) continue;
      const needed = missing && ([] as Missing[]);
      if (this.isSafe(own, next, needed)) visit(this.encode(next), needed ?? []);
    }
  }

  private encode(positions: readonly number[]): Code {
    return positions.reduce((code, position, index) => code + position * this.places[index]!.stride, 0);
  }

  /** Takes riders along; a rider that runs something newer stays. `false`: one of them is held, or would be led past all that is accepted. */
  private ride(next: number[], riders: readonly Ride[]): boolean {
    for (const { rider, bundled } of riders) {
      const { seat, runs, positions } = this.places[rider]!;
      const running = this.facts.table.version(seat.component, runs[next[rider]!]!.at(-1)!);
      if (running && !isNewer(this.facts.table.version(seat.component, bundled)!, running)) continue;
      const position = positions[bundled];
      if (position === next[rider]) continue;
      if (position === undefined || seat.held) return false;
      next[rider] = position;
    }
    return true;
  }

  /** Rules 1 and 2 of a safe step; an exposure of the matrix itself may last as long as only what is below moves. `false`: nothing would make it safe. */
  private isSafe(own: readonly number[], next: readonly number[], missing: Missing[] | null): boolean {
    for (const [x, { depth, meets }] of this.places.entries()) {
      if (next[x] === own[x]) continue;
      for (const { index: y, verdicts } of meets) {
        const together = next[y] !== own[y];
        if (!verdicts || (together && y < x)) continue;
        const { runs, depth: other } = this.places[y]!;
        const verdict = (here: number, there: number) => verdicts[here * runs.length + there]!;
        const mayLast = (together || depth >= other) && (verdict(own[x]!, own[y]!) & INSIDE) === 0;
        if (!mayLast && !(verdict(next[x]!, next[y]!) & INSIDE) && !this.need(x, next[x]!, y, next[y]!, missing)) return false;
        if (!together) continue;
        for (const [here, there] of [
          [own[x]!, next[y]!],
          [next[x]!, own[y]!],
        ] as const)
          if (this.strict) {
            if (!(verdict(here, there) & INSIDE) && !this.need(x, here, y, there, missing)) return false;
          } else if (verdict(here, there) & REJECTED) return false;
      }
    }
    return true;
  }

  /** Whether all may stay where they are for good; what must be assumed for that is added. */
  private mayRest(own: readonly number[], missing: Missing[] | null): boolean {
    const isUntouched = (place: number) => own[place] === this.places[place]!.start && this.places[place]!.seat.targets.length === 0;
    for (const [x, { seat, runs, meets }] of this.places.entries()) {
      if (!seat.accepted[runs[own[x]!]![0]!]) return false;
      for (const { index: y, verdicts } of meets) {
        if (y < x || !verdicts || (verdicts[own[x]! * this.places[y]!.runs.length + own[y]!]! & SETTLED) !== 0) continue;
        if (isUntouched(x) && isUntouched(y)) continue;
        if (!this.need(x, own[x]!, y, own[y]!, missing)) return false;
      }
    }
    return true;
  }

  /** Rule 3, as far as the kept instances can tell. */
  private isAllowed(hopping: number, own: readonly number[], to: number): boolean {
    const { seat, runs, meets } = this.places[hopping]!;
    const ruling = this.facts.ruling(seat.component, runs[own[hopping]!]![0]!, runs[to]![0]!)!;
    const around = ({ component }: Condition) =>
      meets.flatMap(({ index }) => {
        const other = this.places[index]!;
        return other.seat.component === component ? [this.facts.table.version(component, other.runs[own[index]!]![0]!)] : [];
      });
    return (
      ruling.supported.some((rule) =>
        rule.requires.every((condition) => around(condition).every((version) => holds(condition, version))),
      ) && !ruling.blocked.some((rule) => rule.when.every((condition) => around(condition).some((version) => mayMatch(condition, version))))
    );
  }

  private need(x: number, here: number, y: number, there: number, missing: Missing[] | null): boolean {
    if (!missing) return false;
    const [a, b] = [this.places[x]!, this.places[y]!];
    const [runA, runB] = [a.runs[here]!, b.runs[there]!];
    const [nameA, nameB] = [`${a.seat.component} ${runA[0]}-${runA.at(-1)}`, `${b.seat.component} ${runB[0]}-${runB.at(-1)}`];
    const fact = this.fact(nameA < nameB ? `${nameA} ${nameB}` : `${nameB} ${nameA}`, () =>
      runA.flatMap((rankA) => runB.flatMap((rankB) => this.facts.statement(a.seat.component, rankA, b.seat.component, rankB) ?? [])),
    );
    if (fact.changes.length === 0) return false;
    if (!missing.includes(fact)) missing.push(fact);
    return true;
  }

  private missingHop(hopping: number, from: number, to: number): Missing {
    const { seat, runs } = this.places[hopping]!;
    const [source, target] = [runs[from]!, runs[to]!];
    return this.fact(`${seat.component} ${source[0]}-${source.at(-1)} → ${target[0]}-${target.at(-1)}`, () =>
      source.flatMap((rank) =>
        target.flatMap((landing) =>
          this.facts.ruling(seat.component, rank, landing) ? [this.facts.hop(seat.component, rank, landing)] : [],
        ),
      ),
    );
  }

  private fact(key: string, changes: () => Repairing[]): Missing {
    let fact = this.known.get(key);
    if (!fact) this.known.set(key, (fact = { key, changes: changes() }));
    return fact;
  }
}
