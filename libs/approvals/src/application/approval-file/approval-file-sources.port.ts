import type { ApprovalPayload, ChangeToIssue, PlanToIssue } from '../../domain/approval-file/index.js';
import type { AskedPlan } from '../changes/read-change-records.use-case.js';

export interface PlansToIssue {
  /** Judged anew each time. Undefined: no such plan. What it throws is no yes. */
  look(plan: string): Promise<PlanToIssue | undefined>;
}

export interface ChangesToIssue {
  /** From the record, without asking the system. */
  find(plan: AskedPlan): Promise<ChangeToIssue>;
}

/** JWS (RFC 7515) in its general JSON form. */
export interface SignedApproval {
  readonly payload: string;
  readonly signatures: readonly { readonly protected: string; readonly signature: string }[];
}

export interface ApprovalSigner {
  sign(payload: ApprovalPayload): Promise<SignedApproval>;
}
