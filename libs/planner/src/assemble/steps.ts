import type { Premise } from '@lockstep/documents';
import type { FleetNode } from '../model/fleet-tree.js';
import type { VersionTable } from '../search/version-table.js';
import type { Change, Unit } from '../search/walk-back.js';
import type { OpenExposures } from './open-exposures.js';
import type { Pairing } from './pairings.js';
import { premisesOf, standingBeside } from './premises.js';
import { UnitQueue } from './unit-queue.js';
import type { State } from './state.js';

/** Units that make the very same move at a time when all of them may. */
export interface Step {
  readonly component: string;
  /** Its subjects, by the units that take it: nodes that take every step of the plan together are one list, the same in each of them. */
  readonly parties: readonly (readonly FleetNode[])[];
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
  const queue = new UnitQueue(units);
  const ends = (unit: Unit) => open.wouldEnd(unit);
  for (let ready = queue.take(0, ends); ready; ready = queue.take(steps.length, ends)) {
    const { moves, after: direct } = ready;
    const indirect = new Set([...direct].flatMap((step) => [...implied[step]!]));
    const subjects = ready.units.flatMap(({ nodes }) => nodes);
    const before = state.move(subjects, moves);
    implied.push(new Set([...direct, ...indirect]));
    steps.push({
      component: moves[0]!.component,
      parties: ready.units.map(({ nodes }) => nodes),
      moves,
      after: [...direct].filter((step) => !indirect.has(step)).sort((a, b) => a - b),
      premises: premisesOf(table, moves, standingBeside(state, subjects, moves, before)),
      ends: open.close(subjects),
    });
  }
  return steps;
}
