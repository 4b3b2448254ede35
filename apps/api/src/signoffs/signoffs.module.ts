import {
  DecideSignoff,
  freezeDecider,
  ownersDecider,
  PostgresApprovalRecord,
  PostgresRegisterRecord,
  ReadApprovals,
  Register,
  ServingChangeSystems,
  SignoffPolicies,
} from '@lockstep/approvals';
import { DataSource } from '@lockstep/platform';
import { JudgeFreshness, PlansOfTheRecord, ReadPlans } from '@lockstep/plans';
import { Module } from '@nestjs/common';
import { FreezesController } from '../freezes/freezes.controller.js';
import { OwnersController } from '../owners/owners.controller.js';
import { PlansModule } from '../plans/plans.module.js';
import { WaiversController } from '../waivers/waivers.controller.js';
import { FREEZES, OWNERS } from '../registers/registers.js';
import { SignoffPolicyController } from './signoff-policy.controller.js';
import { SignoffsController } from './signoffs.controller.js';

const now = () => new Date().toISOString();

/** Sign-offs with all that they lean on: waivers, owners, the policy, and freezes. */
@Module({
  imports: [PlansModule],
  controllers: [SignoffsController, WaiversController, SignoffPolicyController, FreezesController, OwnersController],
  providers: [
    { provide: PostgresApprovalRecord, useFactory: (source: DataSource) => new PostgresApprovalRecord(source), inject: [DataSource] },
    {
      provide: PlansOfTheRecord,
      useFactory: (plans: ReadPlans, freshness: JudgeFreshness) => new PlansOfTheRecord(plans, freshness),
      inject: [ReadPlans, JudgeFreshness],
    },
    {
      provide: ReadApprovals,
      useFactory: (record: PostgresApprovalRecord, source: DataSource) =>
        new ReadApprovals(record, PostgresRegisterRecord.owners(source), now),
      inject: [PostgresApprovalRecord, DataSource],
    },
    {
      provide: DecideSignoff,
      useFactory: (record: PostgresApprovalRecord, plans: PlansOfTheRecord, approvals: ReadApprovals) =>
        new DecideSignoff(record, plans, approvals, now),
      inject: [PostgresApprovalRecord, PlansOfTheRecord, ReadApprovals],
    },
    {
      provide: SignoffPolicies,
      useFactory: (record: PostgresApprovalRecord) => new SignoffPolicies(record),
      inject: [PostgresApprovalRecord],
    },
    {
      provide: ServingChangeSystems,
      useFactory: (source: DataSource) => new ServingChangeSystems(PostgresRegisterRecord.changeSystems(source)),
      inject: [DataSource],
    },
    {
      provide: FREEZES,
      useFactory: (source: DataSource) => new Register(PostgresRegisterRecord.freezes(source), freezeDecider),
      inject: [DataSource],
    },
    {
      provide: OWNERS,
      useFactory: (source: DataSource) => new Register(PostgresRegisterRecord.owners(source), ownersDecider),
      inject: [DataSource],
    },
  ],
})
export class SignoffsModule {}
