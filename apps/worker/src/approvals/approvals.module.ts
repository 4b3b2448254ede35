import { type BeforeApplicationShutdown, Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { ExpireWaivers, PostgresApprovalRecord } from '@lockstep/approvals';
import { DataSource, LOGGER, type Logger } from '@lockstep/platform';
import { WaiverWatch } from './waiver-watch.js';

/** Watches over waivers, in every worker. */
@Module({
  providers: [
    {
      provide: WaiverWatch,
      useFactory: (source: DataSource, logger: Logger) =>
        new WaiverWatch(new ExpireWaivers(new PostgresApprovalRecord(source), () => new Date().toISOString()), logger),
      inject: [DataSource, LOGGER],
    },
  ],
})
export class ApprovalsModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(@Inject(WaiverWatch) private readonly watch: WaiverWatch) {}

  onApplicationBootstrap(): Promise<void> {
    return this.watch.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.watch.stop();
  }
}
