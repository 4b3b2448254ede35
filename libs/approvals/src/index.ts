export * from './domain/index.js';
export { approvalEventTypes } from './application/approval-event-types.js';
export type { ApprovalRecord } from './application/approval-record.port.js';
export {
  type ChangeConnector,
  type ChangeDraft,
  type ChangeDrafts,
  type ChangeSystem,
  ChangeSystemFailure,
  type Making,
} from './application/changes/change-system.port.js';
export type {
  ChangeRecordQuery,
  ChangeRecords,
  DueRecord,
  FollowedChange,
  MakingStanding,
  UnrecordedPlan,
} from './application/changes/change-records.port.js';
export { type OpenChangeSystems, ServingChangeSystems } from './application/changes/change-systems.js';
export { CountChangeDecision } from './application/changes/count-change-decision.use-case.js';
export { FollowChangeRecord, type FollowOutcome } from './application/changes/follow-change-record.use-case.js';
export type { PlanCourse, PlanExecutionCourse, PlansUnderChange, PlanUnderChange } from './application/changes/plans-under-change.port.js';
export {
  type AskedPlan,
  type ChangeAnswer,
  type ChangeRecordView,
  ReadChangeRecords,
} from './application/changes/read-change-records.use-case.js';
export { RequestAwaitedChanges } from './application/changes/request-awaited-changes.use-case.js';
export { type ChangeRequestOutcome, RequestChangeRecord } from './application/changes/request-change-record.use-case.js';
export { WithdrawChangeRecord } from './application/changes/withdraw-change-record.use-case.js';
export { type SignoffDecider, DecideSignoff, type DecisionOutcome, type NewWaiver } from './application/decide-signoff.use-case.js';
export { ExpireWaivers } from './application/expire-waivers.use-case.js';
export type { People } from './application/people.port.js';
export type { AssessedPlan, JudgedPlan, PlansToApprove } from './application/plans-to-approve.port.js';
export { actorsOfView, type ApprovalView, ReadApprovals } from './application/read-approvals.use-case.js';
export type { Registered, RegisterRecord } from './application/register-record.port.js';
export { Register, type RegisterOutcome } from './application/register.use-case.js';
export { type RecordedPolicy, SignoffPolicies } from './application/signoff-policies.use-case.js';
export { VoidSignoffs } from './application/void-signoffs.use-case.js';
export {
  type ApprovalSigner,
  type ChangesToIssue,
  type PlansToIssue,
  type SignedApproval,
} from './application/approval-file/approval-file-sources.port.js';
export { RecordedChangesToIssue } from './application/approval-file/recorded-changes-to-issue.js';
export { IssueApproval, type IssueOutcome, type IssueTerms } from './application/approval-file/issue-approval.use-case.js';
export { followChangeRecordJob } from './infrastructure/changes/follow-change-record.job-definition.js';
export { PostgresChangeRecords } from './infrastructure/changes/postgres-change-records.js';
export { PostgresApprovalRecord } from './infrastructure/postgres-approval-record.js';
export { PostgresRegisterRecord } from './infrastructure/postgres-register-record.js';
