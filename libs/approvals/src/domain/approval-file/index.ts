export {
  actorsOf,
  APPROVAL_CONTENT_TYPE,
  APPROVAL_PAYLOADS,
  type ApprovalPayload,
  type ExpiryCause,
  NAMELESS_CONTENT_TYPE,
} from './approval-payload.js';
export {
  type ApprovalToIssue,
  type ChangeToIssue,
  composeApproval,
  type ComposedApproval,
  type IssueFacts,
  type NotIssued,
  type PlanToIssue,
} from './compose-approval.js';
export { judgeApprovalPayload, judgeGivenPlan, type PayloadRefusal } from './judge-approval-payload.js';
