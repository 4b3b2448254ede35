import type { ClassifiedRisk, RoleRequirement } from './risk-class.js';
import type { NodePlace } from './scope.js';

/** From where a decision came, as far as the service was told. Proxies may hide the address; the user agent is the caller's own word. */
export interface Whence {
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly trace: string | null;
}

/** Part of every decision of a person. When it was made is the event's time of observation. */
export interface PersonalDecision {
  /** Of the plan that was looked at. Nothing carries over to another one. */
  readonly digest: string;
  /** Actor: id of a token, which is one voice. */
  readonly by: string;
  /** RFC 3339 in UTC. */
  readonly at: string;
  readonly from: Whence;
}

/** A class with what it asks for, frozen when sign-off was requested. */
export interface RequiredClass extends ClassifiedRisk {
  readonly requirements: readonly RoleRequirement[];
}

/** A cluster whose CNI brings no adapter: two owners must be on record for it. */
export interface UnadaptedCluster extends NodePlace {
  readonly id: string;
  readonly cni: string;
}

export interface SignoffRequest extends PersonalDecision {
  /** Who asked for the plan, and so never signs it. */
  readonly planRequestedBy: string;
  /** Who asked for the plans in whose place this one came: the goal is theirs, too. Absent: for none, or nobody has told. */
  readonly requestedBefore?: readonly string[];
  readonly classes: readonly RequiredClass[];
  /** What is weak about the plan, for waivers to name: statements of the matrix, and the evidence they have. */
  readonly weak: { readonly evidence: string | null; readonly statements: readonly string[] };
  readonly ownersFor: readonly UnadaptedCluster[];
  /** Version of the policy that the requirements come from; 0: the one that Lockstep comes with. */
  readonly policyVersion: number;
}

/** What is accepted: one statement, or all evidence of this strength that the plan leans on. */
export type WaiverSubject =
  { readonly kind: 'statement'; readonly statement: string } | { readonly kind: 'evidence'; readonly evidence: string };

export interface Waiver extends PersonalDecision {
  readonly about: WaiverSubject;
  readonly reason: string;
  /** Who answers for the risk; a name, for people. */
  readonly owner: string;
  /** RFC 3339: from this instant on it counts no more. */
  readonly expires: string;
}

/** A premise that fell, worded, with the event that made it fall where there is one. */
export interface FallenReason {
  readonly premise: string;
  readonly event: { readonly stream: string; readonly position: number; readonly id: string; readonly type: string } | null;
}

/** Premises: final for the plan. A waiver: sign-off may be requested anew, and begins anew. */
export type VoidCause =
  | { readonly kind: 'premises'; readonly fallen: readonly FallenReason[] }
  | { readonly kind: 'waiver'; readonly about: WaiverSubject; readonly expired: string };

export type Withdrawn = 'signature' | 'refusal' | 'break-glass';

/** Events of the stream `approval-<planId>`. */
export type ApprovalEvent =
  | Recorded<'SignoffRequested', SignoffRequest>
  | SignoffGiven
  | Recorded<'SignoffRefused', PersonalDecision & { readonly roles: readonly string[]; readonly reason: string }>
  /** A person takes back what he or she had said. */
  | Recorded<'SignoffWithdrawn', PersonalDecision & { readonly what: readonly Withdrawn[]; readonly reason: string | null }>
  /** An admin takes a refusal back whose author can or will not: loudly, with a reason. */
  | Recorded<'RefusalLifted', PersonalDecision & { readonly of: string; readonly reason: string; readonly severity: 'critical' }>
  | Recorded<'SignoffVoided', { readonly digest: string; readonly cause: VoidCause }>
  | Recorded<'WaiverGranted', Waiver>
  | Recorded<'WaiverExpired', { readonly digest: string; readonly about: WaiverSubject; readonly expires: string }>
  /** Signatures are passed over. The severity is in the record, so that nobody who lists it can show it quietly. */
  | Recorded<'BreakGlassUsed', PersonalDecision & { readonly reason: string; readonly severity: 'critical' }>;

/** `standsFor`: actors whose approval in another system this is; empty: it is of nobody known here but who gave it. */
type SignoffGiven = Recorded<
  'SignoffGiven',
  PersonalDecision & { readonly roles: readonly string[]; readonly standsFor: readonly string[] }
> & {
  readonly schemaVersion: 2;
};

interface Recorded<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
  readonly observedAt?: string;
}

const PREFIX = 'approval-';
export const approvalStream = (plan: string): string => PREFIX + plan;
