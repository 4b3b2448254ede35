import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { findSealState } from '@lockstep/event-store/postgres/audit';
import { DataSource, Readiness } from '@lockstep/platform';
import { ActorsController } from './actors.controller.js';
import { AuditController } from './audit.controller.js';
import { judgeSeals } from './judge-seals.js';

@Module({ controllers: [AuditController, ActorsController] })
export class AuditModule implements OnApplicationBootstrap {
  constructor(
    @Inject(DataSource) private readonly source: DataSource,
    @Inject(Readiness) private readonly readiness: Readiness,
  ) {}

  onApplicationBootstrap(): void {
    this.readiness.watch('seals', async () => judgeSeals(await findSealState(this.source), Date.now()));
  }
}
