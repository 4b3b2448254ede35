import type { ApprovalEvent } from '@lockstep/approvals/domain';
import { z } from 'zod';
import { publicActor } from './public-actor.js';
import { actor, plan, planDigest, reason, time } from './fields.js';
import { ofPlanStreams, type PublicEventDefinition, type PublicEventType } from './public-event.js';

const about = z
  .object({ kind: z.string(), statement: z.string().optional(), evidence: z.string().optional() })
  .meta({ description: 'one statement of the matrix, or all evidence of a strength' });
const roles = z.array(z.string()).meta({ description: 'that the signature counts for' });

const define = (recorded: ApprovalEvent['type'], definition: Omit<PublicEventDefinition, 'recorded'>): PublicEventDefinition => ({
  ...definition,
  recorded,
  view: ({ data }) => {
    const { by } = data as { readonly by?: string };
    return by === undefined ? data : { ...(data as object), by: publicActor(by) };
  },
});

/** Decisions of people on plans. From where they were made stays in the record. */
export const signoffEvents: readonly PublicEventType[] = ofPlanStreams('approval-', [
  define('SignoffRequested', {
    type: 'dev.lockstep.signoff.requested.v1',
    description: 'Sign-off of a plan was asked for.',
    schema: z.object({
      plan,
      digest: planDigest,
      by: actor,
      classes: z
        .array(z.object({ class: z.string(), requirements: z.array(z.object({ role: z.string(), count: z.int() })) }))
        .meta({ description: 'classes of risk, with the signatures that each asks for' }),
    }),
  }),
  define('SignoffGiven', {
    type: 'dev.lockstep.signoff.given.v1',
    description: 'Somebody signed.',
    schema: z.object({ plan, digest: planDigest, by: actor, roles }),
  }),
  define('SignoffRefused', {
    type: 'dev.lockstep.signoff.refused.v1',
    description: 'Somebody refused to sign.',
    schema: z.object({ plan, digest: planDigest, by: actor, roles, reason }),
  }),
  define('SignoffWithdrawn', {
    type: 'dev.lockstep.signoff.withdrawn.v1',
    description: 'Somebody took back what he or she had said.',
    schema: z.object({
      plan,
      digest: planDigest,
      by: actor,
      what: z.array(z.string()).meta({ description: '`signature`, `refusal`, `break-glass`' }),
      reason: z.string().nullable(),
    }),
  }),
  define('RefusalLifted', {
    type: 'dev.lockstep.signoff.refusal-lifted.v1',
    description: 'An admin took back the refusal of somebody else.',
    schema: z.object({ plan, digest: planDigest, by: actor, of: actor, reason, severity: z.literal('critical') }),
  }),
  define('SignoffVoided', {
    type: 'dev.lockstep.signoff.voided.v1',
    description: 'What was signed counts no more: premises of the plan fell, or a waiver is over.',
    schema: z.object({
      plan,
      digest: planDigest,
      cause: z.object({
        kind: z.string().meta({ description: '`premises`, `waiver`' }),
        fallen: z.array(z.object({ premise: z.string() })).optional(),
        about: about.optional(),
        expired: time.optional(),
      }),
    }),
  }),
  define('WaiverGranted', {
    type: 'dev.lockstep.waiver.granted.v1',
    description: 'Somebody accepted weak evidence, for a time.',
    schema: z.object({ plan, digest: planDigest, by: actor, about, reason, owner: z.string(), expires: time }),
  }),
  define('WaiverExpired', {
    type: 'dev.lockstep.waiver.expired.v1',
    description: 'The time of a waiver is over.',
    schema: z.object({ plan, digest: planDigest, about, expires: time }),
  }),
  define('BreakGlassUsed', {
    type: 'dev.lockstep.break-glass.used.v1',
    description: 'Somebody passed over missing signatures.',
    schema: z.object({ plan, digest: planDigest, by: actor, reason, severity: z.string() }),
  }),
]);
