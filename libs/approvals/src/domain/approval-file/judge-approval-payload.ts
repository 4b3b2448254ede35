import { digestOf } from '@lockstep/kernel';
import { missingOf } from '../judge-approval.js';
import type { ApprovalPayload } from './approval-payload.js';

/** Milliseconds that the clock of a reader may be behind the one that signed. There is no such grace at the other end: what is over is over. */
const CLOCK_GRACE = 60_000;

const PAYLOAD_REFUSALS = [
  'not-yet-valid',
  'expired',
  'plan-digest',
  'inputs',
  'not-planned',
  'other-plan',
  'requester-signed',
  'missing-signoff',
  'owners-missing',
] as const;

export interface PayloadRefusal {
  readonly reason: (typeof PAYLOAD_REFUSALS)[number];
  readonly detail: string;
}

/**
 * What speaks against an approval whose signature is good: that it is of another time, that it contradicts itself, that it does not have what it says was asked
 * for. Nothing of it is taken from the one who signed that can be worked out again.
 * @param at milliseconds since 1970
 */
export function judgeApprovalPayload(payload: ApprovalPayload, at: number): PayloadRefusal[] {
  return [...judgeTime(payload, at), ...judgeDocuments(payload), ...judgeSignoff(payload)];
}

function judgeTime({ issuedAt, expiresAt, waivers }: ApprovalPayload, at: number): PayloadRefusal[] {
  const when = new Date(at).toISOString();
  const refusals: PayloadRefusal[] = [];
  if (Date.parse(issuedAt) - CLOCK_GRACE > at)
    refusals.push({ reason: 'not-yet-valid', detail: `it counts from ${issuedAt} on; found ${when}` });
  if (Date.parse(expiresAt) <= at) refusals.push({ reason: 'expired', detail: `it counts until ${expiresAt}; found ${when}` });
  for (const { expires, owner } of waivers)
    if (Date.parse(expires) <= at) refusals.push({ reason: 'expired', detail: `the waiver that ${owner} answers for ended at ${expires}` });
  return refusals;
}

function judgeDocuments({ plan, goal, matrix, fleet }: ApprovalPayload): PayloadRefusal[] {
  const { spec, metadata } = plan.document;
  const refusals: PayloadRefusal[] = [];
  const refuse = (reason: PayloadRefusal['reason'], what: string, found: string, expected: string) => {
    if (found !== expected) refusals.push({ reason, detail: `${what}; must be ${expected}; found ${found}` });
  };
  const digest = digestOf(spec);
  refuse('plan-digest', 'digest of the plan inside', digest, plan.digest);
  refuse('plan-digest', 'digest that the plan inside names', metadata.digest ?? digest, plan.digest);
  refuse('inputs', 'digest of the goal inside', digestOf(goal.document.spec), goal.digest);
  refuse('inputs', 'goal of the plan', spec.inputs.goal, goal.digest);
  refuse('inputs', 'matrix of the plan', spec.inputs.matrix, matrix);
  refuse('inputs', 'fleet of the plan', spec.inputs.fleet, fleet.digest);
  refuse('not-planned', 'outcome of the plan', spec.outcome, 'planned');
  return refusals;
}

function judgeSignoff({ requestedBy, signoff, waivers, owners }: ApprovalPayload): PayloadRefusal[] {
  const { classes, weak, signatures, breakGlass } = signoff;
  const refusals: PayloadRefusal[] = [];
  for (const { by } of [...signatures, ...waivers, ...(breakGlass ? [breakGlass] : [])])
    if (by === requestedBy) refusals.push({ reason: 'requester-signed', detail: `${by} asked for the plan, and has no voice` });
  const voices = [...new Map(signatures.map((signature) => [signature.by, { ...signature, kind: 'signature' as const }])).values()];
  if (breakGlass === null)
    for (const { class: risk, role, count } of missingOf({ request: { classes, weak, planRequestedBy: requestedBy }, voices, waivers }))
      refusals.push({ reason: 'missing-signoff', detail: `class ${risk} lacks ${count} of role ${role}` });
  const owned = new Set(owners.named.flatMap(({ clusters }) => clusters));
  for (const cluster of owners.neededFor)
    if (!owned.has(cluster)) refusals.push({ reason: 'owners-missing', detail: `cluster ${cluster} lacks its two owners` });
  return refusals;
}

/** Whether this plan is the one that was approved. */
export function judgeGivenPlan({ plan }: ApprovalPayload, given: ApprovalPayload['plan']['document']): PayloadRefusal[] {
  const digest = digestOf(given.spec);
  const named = given.metadata.digest ?? digest;
  if (digest === plan.digest && named === plan.digest) return [];
  const found = digest === named ? digest : `${digest}, which calls itself ${named}`;
  return [{ reason: 'other-plan', detail: `the plan given; must be the approved one, ${plan.digest}; found ${found}` }];
}
