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

const NOTHING: readonly Missing[] = [];

/** A place among the others. */
interface Standing extends Place {
  readonly start: number;
  readonly stride: number;
  /** Number of positions. */
  readonly width: number;
  /** By position: whether it is accepted as the last one. */
  readonly rests: readonly boolean[];
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
  private readonly widest: number;
  private readonly cells = new Map<number, Missing>();
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
      const rests = place.runs.map(([rank]) => place.seat.accepted[rank!]!);
      return { ...place, start: place.positions[place.seat.start]!, stride, width: place.runs.length, rests, meets };
    });
    this.size = size;
    this.widest = Math.max(...places.map(({ runs }) => runs.length));
    this.start = this.places.reduce((code, { start, stride }) => code + start * stride, 0);
    this.rides = ridesOfAbsent(facts, places, held);
  }

  /** Where one can go without a further assumption. */
  moves(code: Code): Code[] {
    const moves: Code[] = [];
    this.explore(code, false, (to) => moves.push(to));
    return moves;
  }

  /** Every move out of a state, and the way to the end when the state may be the last one, with what would have to be assumed for it. */
  edges(code: Code, visit: (to: Code, missing: readonly Missing[]) => void): void {
    this.explore(code, true, visit);
  }

  /** `withMissing` false: only what needs no assumption. */
  private explore(code: Code, withMissing: boolean, visit: (to: Code, missing: readonly Missing[]) => void): void {
    const { places } = this;
    const own = places.map(({ runs, stride }) => Math.floor(code / stride) % runs.length);
    let missing: Missing[] | null = withMissing ? [] : null;
    if (this.mayRest(own, missing)) visit(END, missing ?? NOTHING);
    const next = [...own];
    const take = () => {
      if (this.isSafe(own, next, missing)) visit(this.encode(next), missing ?? NOTHING);
    };
    for (let index = 0; index < places.length; index++) {
      const { seat, runs, hops, riders } = places[index]!;
      if (seat.held) continue;
      for (let to = own[index]! + 1; to < runs.length; to++) {
        const hop = hops[own[index]! * runs.length + to]!;
        if (hop === NO_HOP) continue;
        const isAllowed = hop === FREE || (hop !== FORBIDDEN && this.isAllowed(index, own, to));
        if (!isAllowed && !missing) continue;
        next[index] = to;
        if (missing) missing = isAllowed ? [] : [this.missingHop(index, own[index]!, to)];
        if (this.ride(next, riders[to]!)) take();
        for (let place = 0; place < next.length; place++) next[place] = own[place]!;
      }
    }
    for (const riders of this.rides) {
      if (missing) missing = [];
      if (this.ride(next, riders) && next.some((position, index) => position !== own[index])) take();
      for (let place = 0; place < next.length; place++) next[place] = own[place]!;
    }
  }

  private encode(positions: readonly number[]): Code {
    let code = 0;
    for (let index = 0; index < positions.length; index++) code += positions[index]! * this.places[index]!.stride;
    return code;
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
    const { places } = this;
    for (let x = 0; x < places.length; x++) {
      if (next[x] === own[x]) continue;
      const { depth, meets } = places[x]!;
      for (const { index: y, verdicts } of meets) {
        const together = next[y] !== own[y];
        if (!verdicts || (together && y < x)) continue;
        const { width, depth: other } = places[y]!;
        const after = verdicts[next[x]! * width + next[y]!]!;
        if ((after & INSIDE) === 0) {
          const mayLast = (together || depth >= other) && (verdicts[own[x]! * width + own[y]!]! & INSIDE) === 0;
          if (!mayLast && !this.need(x, next[x]!, y, next[y]!, missing)) return false;
        }
        if (together && !(this.isSafeAcross(x, own[x]!, y, next[y]!, missing) && this.isSafeAcross(x, next[x]!, y, own[y]!, missing)))
          return false;
      }
    }
    return true;
  }

  /** What is old on one side and new on the other while two move together. */
  private isSafeAcross(x: number, here: number, y: number, there: number, missing: Missing[] | null): boolean {
    const verdict = this.places[x]!.meets.find(({ index }) => index === y)!.verdicts![here * this.places[y]!.width + there]!;
    if (!this.strict) return (verdict & REJECTED) === 0;
    return (verdict & INSIDE) !== 0 || this.need(x, here, y, there, missing);
  }

  /** Whether all may stay where they are for good; what must be assumed for that is added. */
  private mayRest(own: readonly number[], missing: Missing[] | null): boolean {
    const { places } = this;
    const isUntouched = (place: number) => own[place] === places[place]!.start && places[place]!.seat.targets.length === 0;
    for (let x = 0; x < places.length; x++) if (!places[x]!.rests[own[x]!]) return false;
    for (let x = 0; x < places.length; x++)
      for (const { index: y, verdicts } of places[x]!.meets) {
        if (y < x || !verdicts || (verdicts[own[x]! * places[y]!.width + own[y]!]! & SETTLED) !== 0) continue;
        if (isUntouched(x) && isUntouched(y)) continue;
        if (!this.need(x, own[x]!, y, own[y]!, missing)) return false;
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
    if (x > y) return this.need(y, there, x, here, missing);
    const fact = this.fact(this.cell(x, here, y, there), () => {
      const [a, b] = [this.places[x]!, this.places[y]!];
      const pairs = a.runs[here]!.flatMap((rankA) => b.runs[there]!.map((rankB) => [rankA, rankB] as const));
      return pairs.flatMap(([rankA, rankB]) => this.facts.statement(a.seat.component, rankA, b.seat.component, rankB) ?? []);
    });
    if (fact.changes.length === 0) return false;
    if (!missing.includes(fact)) missing.push(fact);
    return true;
  }

  private missingHop(hopping: number, from: number, to: number): Missing {
    return this.fact(this.cell(hopping, from, hopping, to), () => {
      const { seat, runs } = this.places[hopping]!;
      const pairs = runs[from]!.flatMap((rank) => runs[to]!.map((landing) => [rank, landing] as const));
      return pairs.flatMap(([rank, landing]) =>
        this.facts.ruling(seat.component, rank, landing) ? [this.facts.hop(seat.component, rank, landing)] : [],
      );
    });
  }

  private cell(x: number, here: number, y: number, there: number): number {
    return ((x * this.places.length + y) * this.widest + here) * this.widest + there;
  }

  /** Equal changes are one fact, wherever they are missing. */
  private fact(cell: number, changes: () => Repairing[]): Missing {
    let fact = this.cells.get(cell);
    if (!fact) {
      const known = changes();
      const key = known.map((change) => change.key).join('|');
      fact = this.known.get(key) ?? { key, changes: known };
      this.known.set(key, fact);
      this.cells.set(cell, fact);
    }
    return fact;
  }
}
