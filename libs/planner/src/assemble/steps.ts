import type { FleetNode } from '../model/fleet-tree.js';
import type { Change, Unit } from '../search/walk-back.js';
import type { OpenExposures } from './open-exposures.js';
import type { Pairing } from './pairings.js';
import { movesOf, ReadyUnits } from './ready-units.js';
import type { State } from './state.js';

/** Units that make the very same move at a time when all of them may. */
export interface Step {
  readonly component: string;
  readonly subjects: readonly FleetNode[];
  readonly moves: readonly Change[];
  /** Indexes of earlier steps, only those that no other one implies. */
  readonly after: readonly number[];
  /** Exposures that it brings inside. */
  readonly ends: readonly Pairing[];
}

/** Walks through a plan of one domain from `state` on, with the exposures that are open there. */
export function groupIntoSteps(units: readonly Unit[], state: State, open: OpenExposures): Step[] {
  const steps: Step[] = [];
  const stepOf = new Map<Unit, number>();
  const implied: ReadonlySet<number>[] = [];
  const ready = new ReadyUnits(units);
  const ends = (unit: Unit) => open.wouldEnd(unit);
  for (let members = ready.take(ends); members.length > 0; members = ready.take(ends)) {
    const direct = new Set<number>();
    for (const unit of members) for (const earlier of unit.after) direct.add(stepOf.get(earlier)!);
    const indirect = new Set([...direct].flatMap((step) => [...implied[step]!]));
    for (const unit of members) stepOf.set(unit, steps.length);
    const subjects = members.flatMap(({ nodes }) => nodes);
    const moves = movesOf(members[0]!);
    state.move(subjects, moves);
    steps.push({
      component: moves[0]!.component,
      subjects,
      moves,
      after: [...direct].filter((step) => !indirect.has(step)).sort((a, b) => a - b),
      ends: open.close(subjects),
    });
    implied.push(new Set([...direct, ...indirect]));
    ready.complete(members);
  }
  return steps;
}
