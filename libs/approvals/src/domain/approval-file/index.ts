export { APPROVAL_CONTENT_TYPE, type ApprovalPayload, approvalPayload, type ExpiryCause } from './approval-payload.js';
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
