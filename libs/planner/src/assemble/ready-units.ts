import { SCOPES } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import type { Change, Unit } from '../search/walk-back.js';

/** Units whose predecessors are all done, by the move they make. */
export class ReadyUnits {
  private readonly waitingFor = new Map<Unit, number>();
  private readonly followers = new Map<Unit, Unit[]>();
  private readonly byMove = new Map<string, Unit[]>();
  private left: number;

  constructor(units: readonly Unit[]) {
    this.left = units.length;
    for (const unit of units) {
      this.waitingFor.set(unit, unit.after.size);
      if (unit.after.size === 0) this.add(unit);
      for (const earlier of unit.after) {
        const known = this.followers.get(earlier);
        if (known) known.push(unit);
        else this.followers.set(earlier, [unit]);
      }
    }
  }

  /** Takes all units that are ready for the most urgent move: one that `ends` something, then from the clusters upwards. Empty when none is left. */
  take(ends: (unit: Unit) => boolean): readonly Unit[] {
    let best: { key: string; units: readonly Unit[]; ends: boolean } | null = null;
    for (const [key, units] of this.byMove) {
      const candidate = { key, units, ends: units.some(ends) };
      if (best === null || compareCandidates(candidate, best) < 0) best = candidate;
    }
    if (best === null && this.left > 0) throw new Error('assemble; units; their order is acyclic; found a cycle');
    if (best === null) return [];
    this.byMove.delete(best.key);
    this.left -= best.units.length;
    return best.units;
  }

  /** Lets those go that waited for these. */
  complete(units: readonly Unit[]): void {
    for (const unit of units)
      for (const follower of this.followers.get(unit) ?? []) {
        const waiting = this.waitingFor.get(follower)! - 1;
        this.waitingFor.set(follower, waiting);
        if (waiting === 0) this.add(follower);
      }
  }

  private add(unit: Unit): void {
    const key = movesOf(unit)
      .map(({ component, from, to }) => `${component}:${from}:${to}`)
      .join(' ');
    const known = this.byMove.get(key);
    if (known) known.push(unit);
    else this.byMove.set(key, [unit]);
  }
}

/** The hop, then its riders in text order. */
export function movesOf({ changes }: Unit): readonly Change[] {
  if (changes.length <= 2) return changes;
  const [hop, ...riders] = changes;
  return [hop!, ...riders.sort((a, b) => compareTexts(a.component, b.component))];
}

interface Candidate {
  readonly key: string;
  readonly units: readonly Unit[];
  readonly ends: boolean;
}

const compareCandidates = (a: Candidate, b: Candidate): number =>
  Number(b.ends) - Number(a.ends) || compareUnits(a.units[0]!, b.units[0]!) || compareTexts(a.key, b.key);

const compareUnits = (a: Unit, b: Unit): number =>
  SCOPES.indexOf(b.nodes[0]!.scope) - SCOPES.indexOf(a.nodes[0]!.scope) ||
  compareTexts(a.changes[0]!.component, b.changes[0]!.component) ||
  a.changes[0]!.from - b.changes[0]!.from ||
  a.changes[0]!.to - b.changes[0]!.to;
