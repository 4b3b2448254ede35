import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { FindRunningPairs, PostgresFleetRecord, PostgresScanRecord, ReadScans, type SourceConnector } from '@lockstep/fleet';
import { MatrixRevisions, PostgresMatrixRecord, PostgresProposalRecord, ProposeAdditions } from '@lockstep/matrix';
import { versionRuleOf } from '@lockstep/plans';
import {
  ConnectorSecrets,
  DataSource,
  JOB_QUEUES,
  type JobQueues,
  LOGGER,
  type Logger,
  readSecretKeys,
  type Settings,
  SETTINGS,
} from '@lockstep/platform';
import type { Job } from '../jobs/job.js';
import { assembleScans, type Scans } from './assemble-scans.js';
import { ProposeWhatWasLearned } from './propose-what-was-learned.js';

const now = () => new Date().toISOString();

const SCANS = Symbol('Scans');
/** The handlers of all jobs of scans. */
export const SCAN_JOBS = Symbol('ScanJobs');

export interface ScansOptions {
  readonly connectors: readonly SourceConnector[];
}

/** Runs scans, and keeps them and their schedules as they are recorded. */
@Module({})
export class ScansModule implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    @Inject(SCANS) private readonly scans: Scans,
    @Inject(ConnectorSecrets) private readonly secrets: ConnectorSecrets,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  static forRoot({ connectors }: ScansOptions): DynamicModule {
    return {
      module: ScansModule,
      providers: [
        {
          provide: ConnectorSecrets,
          useFactory: async (source: DataSource, { secretKey }: Settings) =>
            new ConnectorSecrets(source, secretKey === undefined ? undefined : await readSecretKeys(secretKey)),
          inject: [DataSource, SETTINGS],
        },
        {
          provide: SCANS,
          useFactory: (
            source: DataSource,
            projections: ProjectionRunner,
            queues: JobQueues,
            secrets: ConnectorSecrets,
            { scanConcurrency: concurrency, signalAge }: Settings,
            logger: Logger,
          ) => {
            const revisions = new MatrixRevisions(new PostgresMatrixRecord(source));
            const reads = new ReadScans(new PostgresScanRecord(source, projections));
            const learn = new ProposeWhatWasLearned(
              new ProposeAdditions(new PostgresProposalRecord(source), revisions),
              new FindRunningPairs(new PostgresFleetRecord(source, projections), (names) => reads.confirmations(names), signalAge, now),
              now,
              logger,
            );
            return assembleScans({
              source,
              projections,
              queues,
              secrets,
              connectors,
              versionRule: versionRuleOf(revisions),
              learn,
              afterwards: () => learn.fromFleet(),
              concurrency,
              logger,
            });
          },
          inject: [DataSource, ProjectionRunner, JOB_QUEUES, ConnectorSecrets, SETTINGS, LOGGER],
        },
        { provide: SCAN_JOBS, useFactory: ({ jobs }: Scans): readonly Job[] => jobs, inject: [SCANS] },
      ],
      exports: [SCAN_JOBS],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.renewSecrets();
    await this.scans.sweep.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.scans.sweep.stop();
  }

  /** Looks that run have ended by now. */
  async onApplicationShutdown(): Promise<void> {
    await this.scans.sources.closeAll();
  }

  /** So that an old key can be taken away after one start with the new one before it. */
  private async renewSecrets(): Promise<void> {
    if (!this.secrets.canKeep) return;
    try {
      const { renewed, unreadable } = await this.secrets.renew();
      if (renewed > 0) this.logger.info({ renewed }, 'secrets of sources are encrypted with the first key now');
      if (unreadable.length > 0)
        this.logger.error({ sources: unreadable }, 'secrets of sources can not be read with any key of LOCKSTEP_SECRET_KEY');
    } catch (error) {
      this.logger.error({ err: error }, 'secrets of sources could not be encrypted with the first key');
    }
  }
}
