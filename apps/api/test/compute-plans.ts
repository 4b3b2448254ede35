import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { MatrixRevisions, PostgresMatrixRecord } from '@lockstep/matrix';
import { DataSource, JOB_QUEUES, type JobQueues } from '@lockstep/platform';
import { ComputePlan, computePlanJob, PostgresPlanRecord } from '@lockstep/plans';
import { WarmPlanner } from '@lockstep/plans/domain';

function computing(app: NestFastifyApplication): ComputePlan {
  const source = app.get(DataSource);
  const planner = new WarmPlanner();
  const revisions = new MatrixRevisions(new PostgresMatrixRecord(source));
  return new ComputePlan(new PostgresPlanRecord(source), revisions, { compute: async (texts) => planner.plan(texts) });
}

/** Computes one requested plan here and now, with no worker and no job. */
export const computePlan = (app: NestFastifyApplication, plan: string) =>
  computing(app).execute(plan, { isLast: true, signal: new AbortController().signal });

/** Does the jobs of plans from now on, as a worker would, in this process. */
export function workOnPlans(app: NestFastifyApplication): Promise<void> {
  const plans = computing(app);
  return app.get<JobQueues>(JOB_QUEUES).work(computePlanJob, async ({ data, signal }) => {
    await plans.execute(data.plan, { isLast: true, signal });
    return { status: 'computed', digest: null };
  });
}
