import type { Projection } from '@lockstep/event-store/postgres';
import { FindingsFollower, fleetProjection, scansProjection } from '@lockstep/fleet';
import { PlannerFleetJudge } from '../application/planner-fleet-judge.js';
import { executionsProjection } from './execution/executions-projection.js';
import { premisesProjection } from './premises-projection.js';

/**
 * Every projection of the record that is followed. Each process runs all of them: one with another list would move the checkpoint past events that it
 * did not apply.
 */
export const recordProjections = (): Projection[] => [
  fleetProjection([new FindingsFollower(new PlannerFleetJudge())]),
  premisesProjection(),
  executionsProjection(),
  scansProjection(),
];
