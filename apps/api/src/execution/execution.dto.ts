import { digest, name } from '@lockstep/documents';
import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.js';

const time = z.string().meta({ format: 'date-time' });
const reason = z
  .string()
  .min(1)
  .max(2_000)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u, 'visible characters only');

const instant = z.iso.datetime({ offset: true });
const load = z
  .strictObject({
    kind: z.literal('load'),
    flows: z.int().min(0),
    dropped: z.int().min(0),
    from: instant.optional(),
    to: instant.optional(),
    corrects: z
      .string()
      .regex(/^\d{1,15}$/, '`id` of an earlier report')
      .optional(),
    why: reason.optional(),
  })
  .refine(({ flows, dropped }) => dropped <= flows, { path: ['dropped'], error: 'no more than `flows`' })
  .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(from) < Date.parse(to), {
    path: ['to'],
    error: 'must be after `from`',
  })
  .refine(({ corrects, why }) => (corrects === undefined) === (why === undefined), { path: ['why'], error: 'goes with `corrects`' });
const evidence = z
  .object({ kind: name })
  .catchall(z.union([z.string().max(2_000), z.number(), z.boolean()]))
  .refine((value) => Object.keys(value).length <= 32, 'at most 32 members')
  .superRefine((value, context) => {
    if (value.kind !== 'load') return;
    // With `found`, so that who sends text for a number sees it.
    for (const { message, path } of load.safeParse(value).error?.issues ?? []) {
      const found = path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)[key], value);
      context.addIssue({ code: 'custom', path, message: `${message}; found ${JSON.stringify(found) ?? 'nothing'}` });
    }
  })
  .meta({
    id: 'StepEvidence',
    description:
      'What was measured, by `kind`. `load` is real traffic over the soak and has `flows` that were watched, how many of them were `dropped`, the times between which they were watched: `from` (absent: when the step was seen done) and `to` (absent: now). `corrects`, the id of an earlier report whose dropped flows count no more, goes with `why`. It has no other members',
  });

const failures = z.union([z.strictObject({ count: z.int().min(1) }), z.strictObject({ percentage: z.number().gt(0).max(100) })]);
const policy = z
  .strictObject({
    failures: failures.meta({
      description:
        'how many failed attempts pause the execution: among the subjects that one report has started together (a wave), and among all of a step; counted anew after a resume',
    }),
  })
  .meta({ id: 'ExecutionPolicy' });

const step = name.meta({ description: 'id of a step of the plan' });
const subjects = z.array(name).min(1).optional().meta({ description: 'absent: all of the step that this can be said of' });

export const attemptReport = z
  .discriminatedUnion('phase', [
    z.strictObject({
      phase: z.literal('start'),
      step,
      subjects,
      acknowledgeNoReturn: z.boolean().default(false).meta({ description: 'must be true for a step that can not be taken back' }),
      policy: policy.optional().meta({ description: 'of the whole execution, with its first start; absent: the first failure pauses' }),
    }),
    z.strictObject({ phase: z.literal('succeed'), step, subjects, evidence: evidence.optional() }),
    z.strictObject({ phase: z.literal('fail'), step, subjects, reason }),
    z.strictObject({
      phase: z.literal('correct'),
      step,
      subjects: z.array(name).min(1).meta({ description: 'that were reported done and are not' }),
      reason,
    }),
    z.strictObject({ phase: z.literal('evidence'), step, evidence }),
  ])
  .meta({ id: 'AttemptReport' });

export const reasoned = z.strictObject({ reason }).meta({ id: 'ExecutionReason' });
export const resumption = z
  .strictObject({
    reason,
    lifts: z
      .array(z.string().regex(/^p\d{1,9}$/))
      .min(1)
      .meta({ description: 'ids of pauses, as `GET …/execution` tells them' }),
  })
  .meta({ id: 'ExecutionResumption' });
export const skipOrder = z.strictObject({ subject: name, reason }).meta({ id: 'SubjectSkip' });
export const attemptsQuery = z.strictObject(pageQuery);

export const attemptPage = pageOf(
  z
    .object({
      step: z.string(),
      subject: z.string(),
      attempt: z.int(),
      component: z.string(),
      machines: z.int().nullable().meta({ description: 'when it began; null: not known' }),
      startedAt: time,
      startedBy: z.string(),
      endedAt: time.nullable(),
      outcome: z.enum(['running', 'succeeded', 'failed', 'skipped']).meta({
        description: 'skipped: its cluster was gone before anybody said how it ended',
      }),
      reason: z.string().nullable(),
    })
    .meta({ id: 'StepAttempt' }),
  'StepAttemptPage',
);

/** As it was told, before this shape or after. */
const told = z.looseObject({ kind: z.string() });
const count = z.int().min(0);
const stepProgress = z.object({
  step: z.string(),
  component: z.string(),
  moved: z.array(z.string()),
  after: z.array(z.string()),
  reversible: z.boolean(),
  state: z.enum(['waiting', 'running', 'failed', 'succeeded', 'confirmed']).meta({
    description: 'succeeded: reported, and not seen everywhere yet; confirmed: the inventory shows it',
  }),
  counts: z.object({
    subjects: count,
    waiting: count,
    running: count,
    failed: count,
    succeeded: count,
    confirmed: count,
    skipped: count,
  }),
  running: z.array(z.string()),
  failed: z.array(z.string()),
  starts: z
    .array(z.object({ subject: z.string(), by: z.string(), at: time }))
    .meta({ description: 'of what runs: who has started it, and when' }),
  awaiting: z.array(z.string()).meta({ description: 'reported done and not seen at the target yet' }),
  failures: count.meta({ description: 'failed attempts since a pause of the step was last lifted, or the execution went on' }),
  startedAt: time.nullable(),
  confirmedAt: time.nullable(),
  soak: z
    .object({ startedAt: time, endedAt: time.nullable().meta({ description: 'when all that it asks for was first there' }) })
    .nullable()
    .meta({ description: 'of a step whose faults show under load only and that others come after; null: it has not begun' }),
  evidence: z.array(
    z.object({
      id: z.string().meta({ description: 'what a later report names that corrects this one' }),
      at: time,
      by: z.string(),
      evidence: told,
    }),
  ),
});

const pause = z.object({
  id: z.string().meta({ description: 'what a resume names' }),
  cause: z.enum(['person', 'failures']),
  step: z.string().nullable(),
  reason: z.string(),
  at: time,
  by: z.string(),
});

export const execution = z
  .object({
    plan: z.string(),
    digest,
    status: z.enum(['executing', 'paused', 'finished', 'abandoned', 'replaced']).meta({
      description: 'replaced: another plan goes on from where it stood',
    }),
    domains: z.array(z.string()).meta({ description: 'NSX managers: no other plan is executed there meanwhile' }),
    policy,
    pause: pause.nullable().meta({ description: 'the oldest that stands' }),
    pauses: z.array(pause).meta({ description: 'all that stand, each until it is lifted; the oldest first' }),
    steps: z.array(stepProgress),
    skipped: z.array(z.string()),
    drift: z.array(
      z.object({
        node: z.object({ kind: z.string(), id: z.string() }),
        component: z.string(),
        observed: z.array(z.string()).meta({ description: 'none: the component is gone' }),
        predicted: z.array(z.string()).meta({ description: 'what the plan lets it run at this moment; none: it has no such component' }),
        since: time,
        position: z.int(),
      }),
    ),
    startedAt: time,
    endedAt: time.nullable(),
  })
  .meta({ id: 'PlanExecution' });
