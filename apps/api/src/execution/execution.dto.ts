import { digest, name } from '@lockstep/documents';
import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.js';

const time = z.string().meta({ format: 'date-time' });
const reason = z
  .string()
  .min(1)
  .max(2_000)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u, 'visible characters only');

const evidence = z
  .object({ kind: name.meta({ description: 'what was measured; `load`: real traffic over the soak, with `flows` and `dropped`' }) })
  .catchall(z.union([z.string().max(2_000), z.number(), z.boolean()]))
  .refine((value) => Object.keys(value).length <= 32, 'at most 32 members')
  .meta({ id: 'StepEvidence' });

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
    z.strictObject({ phase: z.literal('evidence'), step, evidence }),
  ])
  .meta({ id: 'AttemptReport' });

export const reasoned = z.strictObject({ reason }).meta({ id: 'ExecutionReason' });
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
  awaiting: z.array(z.string()).meta({ description: 'reported done and not seen at the target yet' }),
  failures: count.meta({ description: 'failed attempts since the last resume' }),
  startedAt: time.nullable(),
  confirmedAt: time.nullable(),
  soak: z
    .object({ startedAt: time, endedAt: time.nullable().meta({ description: 'when all that it asks for was first there' }) })
    .nullable()
    .meta({ description: 'of a step whose faults show under load only and that others come after; null: it has not begun' }),
  evidence: z.array(z.object({ at: time, by: z.string(), evidence })),
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
    pause: z
      .object({ cause: z.enum(['person', 'failures']), step: z.string().nullable(), reason: z.string(), at: time, by: z.string() })
      .nullable(),
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
