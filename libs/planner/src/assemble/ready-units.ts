import { SCOPES } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import type { Change, Unit } from '../search/walk-back.js';

/** A unit whose predecessors are all done. */
export interface ReadyUnit {
  readonly unit: Unit;
  /** The steps that its direct predecessors were done in; one may occur often. */
  readonly after: readonly number[];
}

interface WaitingUnit extends ReadyUnit {
  readonly after: number[];
  readonly followers: WaitingUnit[];
  waitingFor: number;
}

/** Hands out units in an order that respects what they wait for, all that are ready for the same move at once. */
export class ReadyUnits {
  private readonly byMove = new Map<string, WaitingUnit[]>();
  private left: number;

  constructor(units: readonly Unit[]) {
    this.left = units.length;
    const all = new Map<Unit, WaitingUnit>();
    for (const unit of units) all.set(unit, { unit, after: [], followers: [], waitingFor: 0 });
    for (const [unit, waiting] of all) {
      for (const earlier of unit.after) {
        all.get(earlier)!.followers.push(waiting);
        waiting.waitingFor++;
      }
      if (waiting.waitingFor === 0) this.add(waiting);
    }
  }

  /** Takes those of the most urgent move: one that `ends` something, then from the clusters upwards. Empty when none is left. */
  take(ends: (unit: Unit) => boolean): readonly ReadyUnit[] {
    let best: Candidate | null = null;
    for (const [key, units] of this.byMove) {
      const candidate = { key, units, ends: units.some(({ unit }) => ends(unit)) };
      if (best === null || compareCandidates(candidate, best) < 0) best = candidate;
    }
    if (best === null && this.left > 0) throw new Error('assemble; units; their order is acyclic; found a cycle');
    if (best === null) return [];
    this.byMove.delete(best.key);
    this.left -= best.units.length;
    return best.units;
  }

  /** Lets those go that waited for these, which were done in one step. */
  complete(units: readonly ReadyUnit[], step: number): void {
    for (const { followers } of units as readonly WaitingUnit[])
      for (const follower of followers) {
        follower.after.push(step);
        if (--follower.waitingFor === 0) this.add(follower);
      }
  }

  private add(unit: WaitingUnit): void {
    const key = movesOf(unit.unit)
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
  readonly units: readonly WaitingUnit[];
  readonly ends: boolean;
}

const compareCandidates = (a: Candidate, b: Candidate): number =>
  Number(b.ends) - Number(a.ends) || compareMoves(a.units[0]!.unit, b.units[0]!.unit) || compareTexts(a.key, b.key);

const compareMoves = (a: Unit, b: Unit): number =>
  SCOPES.indexOf(b.nodes[0]!.scope) - SCOPES.indexOf(a.nodes[0]!.scope) ||
  compareTexts(a.changes[0]!.component, b.changes[0]!.component) ||
  a.changes[0]!.from - b.changes[0]!.from ||
  a.changes[0]!.to - b.changes[0]!.to;
