import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { PostgresFleetRecord, ReadFleet } from '@lockstep/fleet';
import { MatrixRevisions } from '@lockstep/matrix';
import { DataSource } from '@lockstep/platform';
import { PostgresPlanRecord, ReadPlans, RecomputePlan } from '@lockstep/plans';
import type { Provider } from '@nestjs/common';
import { ThreadPlanningEngine } from '../planning/thread-planning-engine.js';

export const recomputePlanProvider: Provider = {
  provide: RecomputePlan,
  useFactory: (
    record: PostgresPlanRecord,
    revisions: MatrixRevisions,
    engine: ThreadPlanningEngine,
    source: DataSource,
    projections: ProjectionRunner,
  ) => {
    const fleet = new ReadFleet(new PostgresFleetRecord(source, projections));
    return new RecomputePlan(record, new ReadPlans(record, revisions), revisions, engine, async (position) =>
      (await fleet.findMoment({ position })).outcome === 'found' ? fleet.at(position) : undefined,
    );
  },
  inject: [PostgresPlanRecord, MatrixRevisions, ThreadPlanningEngine, DataSource, ProjectionRunner],
};
