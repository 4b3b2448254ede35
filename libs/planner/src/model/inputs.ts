import { fleetDigest, type FleetSnapshot, type PlanSpec, type UpgradeGoal } from '@lockstep/documents';
import { digestOf } from '@lockstep/kernel';
import type { Judging, MatrixRevision } from '@lockstep/matrix/domain';

/** Part of every plan's inputs: another planner version may break ties in another way. */
const PLANNER_VERSION = '1.2.1';

/** Documents that passed `fleetProblems` and `goalProblems`. */
export interface PlanningInput {
  readonly matrix: MatrixRevision;
  readonly fleet: FleetSnapshot;
  readonly goal: UpgradeGoal;
}

/** What the planner was given, as digests; equal inputs have equal plans, byte for byte. */
export const inputsOf = ({ matrix, fleet, goal }: PlanningInput): PlanSpec['inputs'] => ({
  matrix: matrix.digest,
  fleet: fleetDigest(fleet),
  goal: digestOf(goal.spec),
  planner: PLANNER_VERSION,
});

/** The day on which `expires` is judged, `YYYY-MM-DD` in UTC. The planner has no clock: it is the day of the snapshot. */
export const judgingOf = (fleet: FleetSnapshot, goal: UpgradeGoal): Judging => ({ policy: goal.spec.policy, day: dayOf(fleet) });

export const dayOf = (fleet: FleetSnapshot): string | null =>
  fleet.metadata.takenAt === undefined ? null : new Date(fleet.metadata.takenAt).toISOString().slice(0, 10);
