import type { Premise } from '@lockstep/documents';
import type { FleetNode } from '../model/fleet-tree.js';
import type { VersionTable } from '../search/version-table.js';
import type { Change, Unit } from '../search/walk-back.js';
import type { OpenExposures } from './open-exposures.js';
import type { Pairing } from './pairings.js';
import { premisesOf } from './premises.js';
import { movesOf, ReadyUnits } from './ready-units.js';
import type { State } from './state.js';

/** Units that make the very same move at a time when all of them may. */
export interface Step {
  readonly component: string;
  readonly subjects: readonly FleetNode[];
  readonly moves: readonly Change[];
  /** Indexes of earlier steps, only those that no other one implies. */
  readonly after: readonly number[];
  readonly premises: readonly Premise[];
  /** Exposures that it brings inside. */
  readonly ends: readonly Pairing[];
}

/** Walks through a plan of one domain from `state` on, with the exposures that are open there. */
export function groupIntoSteps(table: VersionTable, units: readonly Unit[], state: State, open: OpenExposures): Step[] {
  const steps: Step[] = [];
  const implied: ReadonlySet<number>[] = [];
  const queue = new ReadyUnits(units);
  const ends = (unit: Unit) => open.wouldEnd(unit);
  for (let ready = queue.take(ends); ready.length > 0; ready = queue.take(ends)) {
    const direct = new Set<number>();
    for (const { after } of ready) for (const step of after) direct.add(step);
    const indirect = new Set([...direct].flatMap((step) => [...implied[step]!]));
    const subjects = ready.flatMap(({ unit }) => unit.nodes);
    const moves = movesOf(ready[0]!.unit);
    const premises = premisesOf(table, state, subjects, moves);
    state.move(subjects, moves);
    queue.complete(ready, steps.length);
    implied.push(new Set([...direct, ...indirect]));
    steps.push({
      component: moves[0]!.component,
      subjects,
      moves,
      after: [...direct].filter((step) => !indirect.has(step)).sort((a, b) => a - b),
      premises,
      ends: open.close(subjects),
    });
  }
  return steps;
}
