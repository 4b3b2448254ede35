import { type ChangeConnector, FollowChangeRecord } from '@lockstep/approvals';
import type { ProjectionRunner } from '@lockstep/event-store/postgres';
import type { ConnectorSecrets, DataSource, JobQueues, Logger, Settings } from '@lockstep/platform';
import { assembleChangeDocuments, assembleChangeRecords, assemblePremises } from '@lockstep/plans';
import { FollowChangeRecordJob } from '../jobs/follow-change-record.job.js';
import type { Job } from '../jobs/job.js';
import type { WorkerMetrics } from '../metrics/worker-metrics.js';
import { PlanFindingsWatch } from '../plans/plan-findings-watch.js';
import { ChangeSweep } from './change-sweep.js';
import { OpenRegisteredSystems } from './open-registered-systems.js';

export interface ChangeParts {
  readonly source: DataSource;
  readonly projections: ProjectionRunner;
  readonly queues: JobQueues;
  readonly secrets: ConnectorSecrets;
  readonly connectors: readonly ChangeConnector[];
  readonly settings: Pick<Settings, 'evidenceAge' | 'signalAge' | 'publicUrl'>;
  readonly metrics: Pick<WorkerMetrics, 'observeLook'>;
  readonly logger: Logger;
}

export interface Changes {
  readonly jobs: readonly Job[];
  readonly sweep: ChangeSweep;
  readonly findings: PlanFindingsWatch;
  readonly open: OpenRegisteredSystems;
}

/** Seconds that a look at a record may take: several requests, each with the limits of whom Lockstep calls. */
const PATIENCE = 60;
const now = () => new Date().toISOString();

/** All that keeps change records in one process. */
export function assembleChanges({ source, projections, queues, secrets, connectors, settings, metrics, logger }: ChangeParts): Changes {
  const { evidenceAge, signalAge, publicUrl } = settings;
  const { plans, judge: freshness } = assemblePremises({ source, projections, evidenceAge, now });
  const { records, systems, underChange, awaited, count, findings } = assembleChangeRecords({ source, projections, plans, freshness, now });
  const texts = { source, projections, plans, publicUrl: publicUrl ?? null, signalAge, freshness: null, now };
  const { drafts } = assembleChangeDocuments(texts);
  const open = new OpenRegisteredSystems(secrets, connectors);
  const observe = metrics.observeLook.bind(metrics);
  const parts = { records, systems, plans: underChange, drafts, open, count, now, chance: Math.random, patience: PATIENCE, observe };
  const follow = new FollowChangeRecord(parts);
  return {
    jobs: [new FollowChangeRecordJob(follow, logger)],
    sweep: new ChangeSweep(awaited, records, queues, logger),
    findings: new PlanFindingsWatch(findings, logger),
    open,
  };
}
