import { SCOPES } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import type { Change, Unit } from '../search/walk-back.js';

/** Units that are ready for the same move at the same time. */
interface ReadyUnits {
  readonly units: readonly Unit[];
  /** The hop, then its riders in text order. */
  readonly moves: readonly Change[];
  /** The steps that they directly come after. */
  readonly after: ReadonlySet<number>;
}

/** Hands out units in an order that respects what they wait for. They are numbered, because there are tens of thousands and each is looked at often. */
export class UnitQueue {
  private readonly numbers = new Map<Unit, number>();
  private readonly waitingFor: Uint32Array;
  private readonly followers: (number[] | undefined)[];
  private readonly stepOf: Uint32Array;
  private readonly batches = new Batches();
  private left: number;

  constructor(private readonly units: readonly Unit[]) {
    this.left = units.length;
    this.waitingFor = new Uint32Array(units.length);
    this.stepOf = new Uint32Array(units.length);
    this.followers = Array.from({ length: units.length });
    for (const [number, unit] of units.entries()) this.numbers.set(unit, number);
    for (const [number, unit] of units.entries()) {
      for (const earlier of unit.after) {
        const before = this.numbers.get(earlier)!;
        const known = this.followers[before];
        if (known) known.push(number);
        else this.followers[before] = [number];
        this.waitingFor[number]!++;
      }
      if (this.waitingFor[number] === 0) this.batches.add(unit);
    }
  }

  /** All that are ready for the most urgent move: one that `ends` something, then from the clusters upwards. They are done in `step`. `null` when none is left. */
  take(step: number, ends: (unit: Unit) => boolean): ReadyUnits | null {
    const batch = this.batches.take(ends);
    if (batch === null && this.left > 0) throw new Error('assemble; units; their order is acyclic; found a cycle');
    if (batch === null) return null;
    this.left -= batch.units.length;
    const after = new Set<number>();
    for (const unit of batch.units) {
      const number = this.numbers.get(unit)!;
      this.stepOf[number] = step;
      for (const earlier of unit.after) after.add(this.stepOf[this.numbers.get(earlier)!]!);
      for (const follower of this.followers[number] ?? []) if (--this.waitingFor[follower]! === 0) this.batches.add(this.units[follower]!);
    }
    return { ...batch, after };
  }
}

interface Batch {
  readonly key: string;
  readonly units: Unit[];
  readonly moves: readonly Change[];
}

/** Ready units by the move they make. */
class Batches {
  private readonly byKey = new Map<string, Batch>();
  /** Most units share their list of changes with others. */
  private readonly keys = new Map<Unit['changes'], string>();

  add(unit: Unit): void {
    let key = this.keys.get(unit.changes);
    if (key === undefined) this.keys.set(unit.changes, (key = keyOf(unit.changes)));
    const batch = this.byKey.get(key);
    if (batch) batch.units.push(unit);
    else this.byKey.set(key, { key, units: [unit], moves: inTextOrder(unit.changes) });
  }

  take(ends: (unit: Unit) => boolean): Batch | null {
    let best: { readonly batch: Batch; readonly ends: boolean } | null = null;
    for (const batch of this.byKey.values()) {
      const candidate = { batch, ends: batch.units.some(ends) };
      const order = best === null ? -1 : Number(best.ends) - Number(candidate.ends) || compareBatches(batch, best.batch);
      if (order < 0) best = candidate;
    }
    if (best) this.byKey.delete(best.batch.key);
    return best && best.batch;
  }
}

const inTextOrder = ([hop, ...riders]: readonly Change[]): Change[] => [
  hop!,
  ...riders.sort((a, b) => compareTexts(a.component, b.component)),
];

const keyOf = (changes: readonly Change[]): string =>
  inTextOrder(changes)
    .map(({ component, from, to }) => `${component}:${from}:${to}`)
    .join(' ');

const compareBatches = (a: Batch, b: Batch): number =>
  SCOPES.indexOf(b.units[0]!.nodes[0]!.scope) - SCOPES.indexOf(a.units[0]!.nodes[0]!.scope) ||
  compareTexts(a.moves[0]!.component, b.moves[0]!.component) ||
  a.moves[0]!.from - b.moves[0]!.from ||
  a.moves[0]!.to - b.moves[0]!.to ||
  compareTexts(a.key, b.key);
