export * from './domain/index.js';
export {
  approvalEventTypes,
  freezeEventTypes,
  ownerEventTypes,
  signoffEventTypes,
  signoffPolicyEventTypes,
} from './application/approval-event-types.js';
export type { ApprovalRecord } from './application/approval-record.port.js';
export { type SignoffDecider, DecideSignoff, type DecisionOutcome, type NewWaiver } from './application/decide-signoff.use-case.js';
export { ExpireWaivers } from './application/expire-waivers.use-case.js';
export type { AssessedPlan, JudgedPlan, PlansToApprove } from './application/plans-to-approve.port.js';
export { type ApprovalView, ReadApprovals } from './application/read-approvals.use-case.js';
export type { Registered, RegisterRecord } from './application/register-record.port.js';
export { Register, type RegisterOutcome } from './application/register.use-case.js';
export { type RecordedPolicy, SignoffPolicies } from './application/signoff-policies.use-case.js';
export { VoidSignoffs } from './application/void-signoffs.use-case.js';
export { PostgresApprovalRecord } from './infrastructure/postgres-approval-record.js';
export { PostgresRegisterRecord } from './infrastructure/postgres-register-record.js';
