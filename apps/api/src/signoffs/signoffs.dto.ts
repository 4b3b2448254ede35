import { RISK_CLASSES } from '@lockstep/approvals';
import { digest, EVIDENCE, evidence, name } from '@lockstep/documents';
import { roles } from '@lockstep/platform';
import { z } from 'zod';

const time = z.string().meta({ format: 'date-time' });
const riskClass = z.enum(RISK_CLASSES);
const requirement = z.object({ role: z.string(), count: z.int() });

/** For people, kept for ever: visible characters only. */
export const sentence = z
  .string()
  .min(1)
  .max(2_000)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u, 'visible characters only')
  .regex(/\S/, 'says something');

export const newSignoff = z
  .discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('sign') }),
    z.strictObject({ decision: z.literal('refuse'), reason: sentence }),
  ])
  .meta({ id: 'NewSignoff' });
export const withdrawal = z.strictObject({ reason: sentence.optional() }).meta({ id: 'SignoffWithdrawal' });
export const liftedRefusal = z
  .strictObject({ of: name.meta({ description: 'actor who has refused, as `refusals` names it' }), reason: sentence })
  .meta({ id: 'RefusalLift' });
export const breakGlass = z.strictObject({ reason: sentence }).meta({ id: 'BreakGlass' });

const subject = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('statement'), statement: name }),
  z.strictObject({ kind: z.literal('evidence'), evidence: evidence.meta({ description: 'the weakest that the plan leans on' }) }),
]);

export const newWaiver = z
  .strictObject({
    about: subject.meta({ description: 'one weak statement of the plan, or all its evidence down to the weakest' }),
    reason: sentence,
    owner: name.meta({ description: 'who answers for the risk' }),
    expires: z.iso.datetime({ offset: true }).meta({ description: 'from this instant on it counts no more, and voids what was signed' }),
  })
  .meta({ id: 'NewWaiver' });

export const waiver = z
  .object({ about: z.looseObject({ kind: z.string() }), reason: z.string(), owner: z.string(), expires: time, by: z.string(), at: time })
  .meta({ id: 'Waiver' });

/** Beside the ids, which decide: the record holds no names. */
const people = z.array(z.object({ id: z.string(), name: z.string() })).meta({
  description: 'the names that the actors above have now, as far as they have one',
});

export const waivers = z
  .object({
    plan: z.string(),
    weak: z.object({ evidence: z.string().nullable(), statements: z.array(z.string()) }),
    items: z.array(waiver),
    people,
  })
  .meta({ id: 'Waivers' });

const voice = z.object({ by: z.string(), at: time, roles: z.array(z.string()) });
const signature = voice.extend({
  standsFor: z.array(z.string()).meta({
    description:
      'actors whose approval in a change system this is, of the record that `by` names; each of them has one voice. Empty: it is of nobody known here but `by`',
  }),
});

export const approval = z
  .object({
    plan: z.string(),
    digest: digest.nullable().meta({ description: 'of the plan; decisions name it in `If-Match`' }),
    state: z
      .enum(['none', 'pending', 'approved', 'refused', 'void'])
      .meta({ description: 'none: not requested; void: a premise fell or a waiver is over' }),
    standing: z.object({
      standing: z.enum(['stands', 'void', 'stale', 'undecidable']),
      because: z.array(z.string()),
    }),
    requested: z
      .object({
        by: z.string(),
        at: time,
        planRequestedBy: z.string(),
        requestedBefore: z.array(z.string()).meta({
          description: 'who asked for the plans in whose place this one came; they have no voice either',
        }),
        policyVersion: z.int(),
      })
      .nullable(),
    classes: z.array(z.object({ class: riskClass, reasons: z.array(z.string()), requirements: z.array(requirement) })),
    missing: z
      .array(z.object({ class: riskClass, role: z.string(), count: z.int() }))
      .meta({ description: 'signatures still to come; one person counts once per class' }),
    unowned: z.array(z.string()).meta({ description: 'clusters with a CNI of their own whose two owners are not on record' }),
    signatures: z.array(signature),
    refusals: z.array(voice.extend({ reason: z.string() })),
    lifted: z
      .array(z.object({ of: z.string(), by: z.string(), at: time, reason: z.string(), severity: z.literal('critical') }))
      .meta({ description: 'refusals that an admin has taken back' }),
    waivers: z.array(waiver),
    breakGlass: z.object({ by: z.string(), at: time, reason: z.string(), severity: z.literal('critical') }).nullable(),
    voided: z.looseObject({ kind: z.enum(['premises', 'waiver']) }).nullable(),
    people,
  })
  .meta({ id: 'Approval' });

/** Of a token, or what an approval in a change system counts as. One that nobody has can not be met, so that a slip lets nothing pass. */
export const signingRole = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,62}$/, '1 to 63 of a-z, 0-9 and hyphen, beginning with a letter')
  .meta({ description: `of tokens: ${roles.join(', ')}; others are what change systems count as, such as change-board` });

const requirements = z
  .array(z.strictObject({ role: signingRole, count: z.int().min(1).max(20) }))
  .min(1)
  .max(20)
  .refine((all) => new Set(all.map(({ role }) => role)).size === all.length, 'each role once');

const policyShape = {
  classes: z.strictObject({
    routine: requirements,
    'shared-hop': requirements,
    'point-of-no-return': requirements,
    'weak-evidence': requirements,
    'outside-window': requirements,
  }),
  weakFrom: z.enum(EVIDENCE).meta({ description: 'evidence of this strength and all weaker is weak' }),
};

export const newPolicy = z.strictObject({ ...policyShape, reason: sentence }).meta({ id: 'NewSignoffPolicy' });
export const signoffPolicy = z
  .object({
    ...policyShape,
    version: z.int().meta({ description: '0: the one that Lockstep comes with' }),
    changedAt: time.nullable(),
    changedBy: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'SignoffPolicy' });
