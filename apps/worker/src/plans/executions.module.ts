import { type BeforeApplicationShutdown, Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { DataSource, LOGGER, type Logger, type Settings, SETTINGS } from '@lockstep/platform';
import { assembleExecutions, assemblePlanFindings, assembleSoaks } from '@lockstep/plans';
import { ExecutionWatch } from './execution-watch.js';
import { PlanFindingsWatch } from './plan-findings-watch.js';
import { SoakWatch } from './soak-watch.js';

/** Compares executing plans with what is observed, and tells what is found about plans, in every worker. */
@Module({
  providers: [
    {
      provide: ExecutionWatch,
      useFactory: (source: DataSource, projections: ProjectionRunner, logger: Logger) =>
        new ExecutionWatch(assembleExecutions({ source, projections }).comparing, logger),
      inject: [DataSource, ProjectionRunner, LOGGER],
    },
    {
      provide: PlanFindingsWatch,
      useFactory: (source: DataSource, projections: ProjectionRunner, logger: Logger) =>
        new PlanFindingsWatch(assemblePlanFindings({ source, projections, now: () => new Date().toISOString() }), logger),
      inject: [DataSource, ProjectionRunner, LOGGER],
    },
    {
      provide: SoakWatch,
      useFactory: (source: DataSource, projections: ProjectionRunner, settings: Settings, logger: Logger) => {
        const { signalAge, soakMinutes, soakLooks, soakLoadMinutes, soakLoadFlows } = settings;
        const policy = { minutes: soakMinutes, looks: soakLooks, load: { minutes: soakLoadMinutes, flows: soakLoadFlows } };
        return new SoakWatch(assembleSoaks({ source, projections, policy, signalAge, now: () => new Date().toISOString() }), logger);
      },
      inject: [DataSource, ProjectionRunner, SETTINGS, LOGGER],
    },
  ],
})
export class ExecutionsModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(ExecutionWatch) private readonly watch: ExecutionWatch,
    @Inject(SoakWatch) private readonly soaks: SoakWatch,
    @Inject(PlanFindingsWatch) private readonly findings: PlanFindingsWatch,
  ) {}

  /** Not awaited: jobs need not wait for it. */
  onApplicationBootstrap(): void {
    void this.watch.start();
    void this.soaks.start();
    void this.findings.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.watch.stop(), this.soaks.stop(), this.findings.stop()]);
  }
}
