export {
  actorsOf,
  APPROVAL_CONTENT_TYPE,
  APPROVAL_PAYLOADS,
  type ApprovalPayload,
  approvalPayload,
  type ExpiryCause,
  NAMELESS_CONTENT_TYPE,
} from './approval-payload.js';
export {
  type ApprovalToIssue,
  type ChangeToIssue,
  composeApproval,
  type ComposedApproval,
  type IssueFacts,
  NOT_ISSUED,
  type NotIssued,
  type PlanToIssue,
} from './compose-approval.js';
export { CLOCK_GRACE, judgeApprovalPayload, judgeGivenPlan, type PayloadRefusal } from './judge-approval-payload.js';
