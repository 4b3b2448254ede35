import { ProjectionsModule } from '@lockstep/platform';
import { recordProjections } from '@lockstep/plans';
import { Module } from '@nestjs/common';
import { AccessController } from './access/access.controller.js';
import { ApprovalFileModule } from './approval-file/approval-file.module.js';
import { AuditModule } from './audit/audit.module.js';
import { CapacityController } from './capacity/capacity.controller.js';
import { ChangesModule } from './changes/changes.module.js';
import { CompatibilityController } from './compatibility/compatibility.controller.js';
import { ExecutionModule } from './execution/execution.module.js';
import { FindingsModule } from './findings/findings.module.js';
import { FleetController } from './fleet/fleet.controller.js';
import { HealthController } from './fleet/health.controller.js';
import { HistoryController } from './fleet/history.controller.js';
import { InventoryController } from './fleet/inventory.controller.js';
import { GateModule } from './gate/gate.module.js';
import { StreamsModule } from './http/streams.module.js';
import { InventoryEventsModule } from './inventory-events/inventory-events.module.js';
import { ImpactController } from './matrix/impact.controller.js';
import { MatrixController } from './matrix/matrix.controller.js';
import { ProposalsModule } from './matrix/proposals.module.js';
import { RevisionsController } from './matrix/revisions.controller.js';
import { StatementsController } from './matrix/statements.controller.js';
import { OperationsModule } from './operations/operations.module.js';
import { PlansModule } from './plans/plans.module.js';
import { ScheduleModule } from './schedule/schedule.module.js';
import { ScansModule } from './scans/scans.module.js';
import { SignoffsModule } from './signoffs/signoffs.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';
import { ServicesModule } from './wiring/services.module.js';

@Module({
  imports: [
    ProjectionsModule.forRoot({
      projections: recordProjections(),
      // Workers come first: a request should not wait for the rows of another one.
      headStart: 25,
    }),
    ServicesModule,
    StreamsModule,
    InventoryEventsModule,
    FindingsModule,
    ProposalsModule,
    PlansModule,
    SignoffsModule,
    ApprovalFileModule,
    ChangesModule,
    ExecutionModule,
    GateModule,
    ScheduleModule,
    ScansModule,
    WebhooksModule,
    AuditModule,
    OperationsModule,
  ],
  controllers: [
    AccessController,
    MatrixController,
    RevisionsController,
    StatementsController,
    ImpactController,
    InventoryController,
    FleetController,
    HistoryController,
    HealthController,
    CompatibilityController,
    CapacityController,
  ],
})
export class ApiModule {}
