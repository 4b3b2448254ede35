import { IssueApproval, PostgresApprovalRecord, PostgresRegisterRecord, ReadApprovals, RecordedChangesToIssue } from '@lockstep/approvals';
import { type ApprovalKeys, JoseApprovalSigner, readApprovalKeys } from '@lockstep/approvals/approval-file';
import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { ApiTokens, DataSource, type Settings, SETTINGS } from '@lockstep/platform';
import { assembleChangeRecords, JudgeFreshness, postgresTimetables, ReadExecution, ReadPlans } from '@lockstep/plans';
import { Module } from '@nestjs/common';
import { ExecutionModule } from '../execution/execution.module.js';
import { PlansModule } from '../plans/plans.module.js';
import { ApprovalFileController } from './approval-file.controller.js';
import { APPROVAL_KEYS, ApprovalKeysController } from './approval-keys.controller.js';
import { PlansOfTheRecordToIssue } from './plans-to-issue.js';

const now = () => new Date().toISOString();

/** Approvals as signed files, and the keys they are verified with. */
@Module({
  imports: [PlansModule, ExecutionModule],
  controllers: [ApprovalFileController, ApprovalKeysController],
  providers: [
    {
      // A service that was given a key it can not use does not start.
      provide: APPROVAL_KEYS,
      useFactory: ({ approvalKey }: Settings) => (approvalKey === undefined ? null : readApprovalKeys(approvalKey)),
      inject: [SETTINGS],
    },
    {
      provide: IssueApproval,
      useFactory: (
        source: DataSource,
        projections: ProjectionRunner,
        plans: ReadPlans,
        freshness: JudgeFreshness,
        executions: ReadExecution,
        keys: ApprovalKeys | null,
        people: ApiTokens,
        { sealName, approvalAge }: Settings,
      ) => {
        const owners = PostgresRegisterRecord.owners(source);
        return new IssueApproval(
          new PlansOfTheRecordToIssue(plans, freshness, executions, postgresTimetables(source)),
          new ReadApprovals(new PostgresApprovalRecord(source), owners, now),
          owners,
          new RecordedChangesToIssue(assembleChangeRecords({ source, projections, plans, freshness, now }).reading),
          people,
          keys === null ? undefined : new JoseApprovalSigner(keys.current),
          { record: sealName, maxAge: approvalAge },
          now,
        );
      },
      inject: [DataSource, ProjectionRunner, ReadPlans, JudgeFreshness, ReadExecution, APPROVAL_KEYS, ApiTokens, SETTINGS],
    },
  ],
})
export class ApprovalFileModule {}
