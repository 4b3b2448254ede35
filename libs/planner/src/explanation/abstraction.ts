import { type Condition, holds, type HopRuling, mayMatch } from '@lockstep/matrix/domain';
import { isNewer } from '@lockstep/kernel';
import type { FleetNode } from '../model/fleet-tree.js';
import { lineage } from '../model/fleet-tree.js';
import type { Rank } from '../search/version-table.js';
import type { Facts, Repairing } from './facts.js';

/** An instance that an abstraction keeps, with what the goal asks of it. */
export interface Seat {
  readonly node: FleetNode;
  readonly component: string;
  readonly start: Rank;
  readonly held: boolean;
  readonly targets: readonly number[];
  /** By rank: whether it may end there. */
  readonly accepted: readonly boolean[];
  /** Seats with equal texts are interchangeable. */
  readonly text: string;
}

/** A move as the abstraction sees it: where it leads, and what would have to be assumed for it. `null` leads to the end. */
export interface Edge {
  readonly to: number | null;
  readonly missing: readonly Repairing[];
}

/** Riders that some carrier outside the abstraction may move at any time. */
interface Ride {
  readonly riders: readonly (readonly [seat: number, bundled: Rank])[];
}

/**
 * A problem over a few instances of a domain, all others taken away: whatever can be done in the domain can be done here, so what is impossible
 * here is impossible there. A carrier that was taken away lets its riders ride whenever they like.
 * See docs/explanation/planner.md#why-not
 */
export class Abstraction {
  private readonly strides: readonly number[];
  private readonly meets: readonly (readonly number[])[];
  private readonly rides: readonly Ride[];
  private readonly depths: readonly number[];
  /** No accepted version lies above. */
  private readonly tops: readonly Rank[];

  constructor(
    readonly facts: Facts,
    private readonly strict: boolean,
    readonly seats: readonly Seat[],
  ) {
    let stride = 1;
    this.strides = seats.map(({ component }) => {
      const own = stride;
      stride *= facts.table.count(component);
      return own;
    });
    this.isTooWide = stride > Number.MAX_SAFE_INTEGER;
    const lines = seats.map(({ node }) => new Set([...lineage(node)].map(({ id }) => id)));
    this.meets = seats.map(({ node }, x) =>
      seats.flatMap((other, y) => (x !== y && (lines[x]!.has(other.node.id) || lines[y]!.has(node.id)) ? [y] : [])),
    );
    this.depths = lines.map((line) => line.size);
    this.tops = seats.map(({ accepted }) => accepted.lastIndexOf(true));
    this.rides = this.ridesOfAbsent();
  }

  /** States can not be numbered. */
  readonly isTooWide: boolean;

  get start(): number {
    return this.seats.reduce((code, seat, index) => code + seat.start * this.strides[index]!, 0);
  }

  /** Every move out of a state, and the way to the end when the state may be the last one, save for what would have to be assumed. */
  edges(code: number): Edge[] {
    const own = this.decode(code);
    const edges: Edge[] = [];
    const end = this.missingToRest(own);
    if (end) edges.push({ to: null, missing: end });
    this.seats.forEach((seat, index) => {
      if (seat.held || own[index] === 0) return;
      for (const to of this.facts.table.releaseRanks(seat.component)) {
        if (to <= own[index]! || to > this.tops[index]!) continue;
        const ruling = this.facts.ruling(seat.component, own[index]!, to);
        const landed = ruling && this.land(own, index, to);
        if (!landed) continue;
        const missing = this.isAllowed(index, own, ruling) ? [] : [this.facts.hop(seat.component, own[index]!, to)];
        this.push(edges, own, landed, missing);
      }
    });
    for (const { riders } of this.rides) {
      const landed = [...own];
      for (const [seat, bundled] of riders) landed[seat] = this.ride(seat, own[seat]!, bundled);
      if (landed.some((rank, seat) => rank !== own[seat])) this.push(edges, own, landed, []);
    }
    return edges;
  }

  private push(edges: Edge[], own: readonly Rank[], next: readonly Rank[], missing: Repairing[]): void {
    if (next.some((rank, seat) => rank > this.tops[seat]! || (rank !== own[seat] && this.seats[seat]!.held))) return;
    if (!this.addMissingPairs(own, next, missing)) return;
    edges.push({ to: next.reduce((code, rank, seat) => code + rank * this.strides[seat]!, 0), missing });
  }

  private land(own: readonly Rank[], hopping: number, to: Rank): Rank[] | null {
    const next = [...own];
    next[hopping] = to;
    const { node, component } = this.seats[hopping]!;
    for (const [rider, bundled] of this.facts.bundle(component, to)) {
      const seat = this.seats.findIndex((other) => other.component === rider && other.node === node);
      if (seat >= 0) next[seat] = this.ride(seat, own[seat]!, bundled);
    }
    return next;
  }

  private ride(seat: number, running: Rank, bundled: Rank): Rank {
    const { component } = this.seats[seat]!;
    const [version, carried] = [this.facts.table.version(component, running), this.facts.table.version(component, bundled)!];
    return version && !isNewer(carried, version) ? running : bundled;
  }

  /** Rules 1 and 2 of a safe step; an exposure of the matrix itself may last as long as only what is below moves. `false`: nothing would make it safe. */
  private addMissingPairs(own: readonly Rank[], next: readonly Rank[], missing: Repairing[]): boolean {
    const { facts } = this;
    const need = (x: string, rankX: Rank, y: string, rankY: Rank): boolean => {
      if (facts.isInside(x, rankX, y, rankY)) return true;
      const change = facts.statement(x, rankX, y, rankY);
      if (change && !missing.includes(change)) missing.push(change);
      return change !== null;
    };
    for (let x = 0; x < own.length; x++) {
      if (next[x] === own[x]) continue;
      const mover = this.seats[x]!.component;
      for (const y of this.meets[x]!) {
        const other = this.seats[y]!.component;
        const together = next[y] !== own[y];
        if ((together && y < x) || !facts.isEnforced(mover, other)) continue;
        const mayLast = (together || this.depths[x]! >= this.depths[y]!) && !facts.isInside(mover, own[x]!, other, own[y]!);
        if (!mayLast && !need(mover, next[x]!, other, next[y]!)) return false;
        if (!together) continue;
        for (const [rankX, rankY] of [
          [own[x]!, next[y]!],
          [next[x]!, own[y]!],
        ] as const)
          if (this.strict ? !need(mover, rankX, other, rankY) : facts.isRejected(mover, rankX, other, rankY)) return false;
      }
    }
    return true;
  }

  /** What must be assumed to rest here; `null` where the goal does not let it end, or nothing would help. */
  private missingToRest(own: readonly Rank[]): Repairing[] | null {
    const missing: Repairing[] = [];
    const isUntouched = (seat: number) => own[seat] === this.seats[seat]!.start && this.seats[seat]!.targets.length === 0;
    for (let x = 0; x < own.length; x++) {
      if (!this.seats[x]!.accepted[own[x]!]) return null;
      for (const y of this.meets[x]!) {
        const [a, b] = [this.seats[x]!.component, this.seats[y]!.component];
        if (y < x || !this.facts.isEnforced(a, b) || (isUntouched(x) && isUntouched(y))) continue;
        if (this.facts.isSettled(a, own[x]!, b, own[y]!)) continue;
        const change = this.facts.statement(a, own[x]!, b, own[y]!);
        if (!change) return null;
        missing.push(change);
      }
    }
    return missing;
  }

  /** Rule 3, as far as the kept instances can tell. */
  private isAllowed(hopping: number, own: readonly Rank[], ruling: HopRuling): boolean {
    if (ruling.backInTime) return false;
    const around = ({ component }: Condition) =>
      this.meets[hopping]!.filter((seat) => this.seats[seat]!.component === component).map((seat) =>
        this.facts.table.version(component, own[seat]!),
      );
    return (
      ruling.supported.some((rule) =>
        rule.requires.every((condition) => around(condition).every((version) => holds(condition, version))),
      ) && !ruling.blocked.some((rule) => rule.when.every((condition) => around(condition).some((version) => mayMatch(condition, version))))
    );
  }

  private ridesOfAbsent(): Ride[] {
    const rides = new Map<string, Ride>();
    const { table } = this.facts;
    for (const node of new Set(this.seats.map((seat) => seat.node)))
      for (const { component, version } of node.instances) {
        if (version === null || this.seats.some((seat) => seat.node === node && seat.component === component.id)) continue;
        const from = table.rank(component.id, version);
        for (const to of table.releaseRanks(component.id)) {
          if (to <= from) continue;
          const riders = this.facts.bundle(component.id, to).flatMap(([rider, bundled]) => {
            const seat = this.seats.findIndex((other) => other.node === node && other.component === rider);
            return seat < 0 ? [] : [[seat, bundled] as const];
          });
          if (riders.length > 0) rides.set(riders.map((rider) => rider.join()).join(' '), { riders });
        }
      }
    return [...rides.values()];
  }

  private decode(code: number): Rank[] {
    return this.seats.map(({ component }, index) => Math.floor(code / this.strides[index]!) % this.facts.table.count(component));
  }
}
