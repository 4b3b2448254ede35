export { type ApprovalCommand, approvalDecider, type ApprovalRefusal, type DecidedUpon, type Standing } from './approval.decider.js';
export {
  type ApprovalEvent,
  approvalStream,
  type FallenReason,
  type PersonalDecision,
  type RequiredClass,
  type SignoffRequest,
  type UnadaptedCluster,
  type VoidCause,
  type Waiver,
  type WaiverSubject,
  type Whence,
  type Withdrawn,
} from './approval.events.js';
export { type ApprovalState, type LiftedRefusal, type OpenApproval, requestersOf, type Voice } from './approval.state.js';
export * from './approval-file/index.js';
export * from './changes/index.js';
export { type Freeze, freezeDecider, type FreezeTimes } from './freeze.js';
export { type ApprovalVerdict, isSigned, judgeApproval, type JudgedApproval, type MissingSignatures } from './judge-approval.js';
export { type NamedOwner, type Owners, ownersDecider, unownedOf } from './owners.js';
export {
  type RegisterCommand,
  registerDecider,
  type RegisterEvent,
  type RegisterRefusal,
  type RegisterState,
  type RegisterWords,
} from './register.decider.js';
export { type Person, wordActor } from './person.js';
export { type ClassifiedRisk, RISK_CLASSES, type RiskClass, type RoleRequirement } from './risk-class.js';
export { inScope, type NodePlace, type Scope } from './scope.js';
export {
  DEFAULT_SIGNOFF_POLICY,
  requirementsFor,
  SIGNOFF_POLICY_STREAM,
  type SignoffPolicy,
  type SignoffPolicyChanged,
} from './signoff-policy.js';
