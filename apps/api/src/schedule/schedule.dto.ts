import { digest, name } from '@lockstep/documents';
import { recurrence, schedulePolicy, scheduleScope } from '@lockstep/plans/domain';
import { z } from 'zod';

const time = z.string().meta({ format: 'date-time' });

const runs = z
  .array(
    z.object({
      start: time,
      end: time,
      subjects: z.array(z.string()),
      stretches: z
        .array(z.object({ start: time, end: time }))
        .optional()
        .meta({
          description: 'when they are at work, where they pause between windows and stand half done meanwhile; absent: from start to end',
        }),
    }),
  )
  .meta({ description: 'subjects that begin and end together' });

const wave = z.object({
  wave: z.int().meta({ description: 'from 1: canaries first' }),
  start: time,
  end: time,
  soakedAt: time.meta({ description: 'when the next wave, or what comes after the step, may begin' }),
  runs,
});

const step = z
  .object({
    step: z.string(),
    component: z.string(),
    start: time,
    end: time.meta({ description: 'of its last subject' }),
    soakedAt: time,
    waves: z.array(wave),
  })
  .meta({ id: 'ScheduledStep' });

const unplaced = z.object({
  step: z.string(),
  wave: z.int(),
  subject: z.string(),
  minutes: z.int().meta({ description: 'how long it takes, without a break unless its component is resumable' }),
  earliest: time.meta({ description: 'when it could have begun' }),
  longestRoom: z.int().meta({ description: 'the most minutes in a row that its windows and freezes leave from then on' }),
});

export const waiveQuery = z.strictObject({ reason: z.string().trim().min(1).max(2_000).meta({ description: 'for the record' }) });

const begun = z.object({
  step: z.string(),
  subjects: z.array(z.string()),
  start: time,
  end: time.meta({ description: 'when it was seen done, or reported so; of what runs, when it should end' }),
  isRunning: z.boolean(),
});

const minutes = z.record(z.string(), z.number());

export const planSchedule = z
  .object({
    plan: z.string(),
    planDigest: digest,
    kept: z
      .object({
        at: time,
        by: z.string(),
        version: z.int(),
        reproduced: z
          .boolean()
          .meta({ description: 'false: the rules of a time zone have changed since, and what is shown is by those of now' }),
      })
      .nullable()
      .meta({ description: 'null: computed for this answer alone' }),
    policy: schedulePolicy,
    notBefore: time.meta({ description: 'from when on work is laid: as the policy says, and not before the schedule was computed' }),
    begun: z.array(begun).meta({ description: 'what had begun by then, which lies where it is; what is done is not done again' }),
    remarks: z
      .array(z.object({ pointer: z.string().meta({ description: 'RFC 6901 into the policy' }), detail: z.string() }))
      .meta({ description: 'where the schedule is not what the policy says, and why' }),
    horizonEnd: time.meta({ description: 'what does not end by then has no room' }),
    durations: z
      .object({ perNode: minutes, fixed: minutes, nodes: z.int() })
      .meta({ description: 'minutes that were counted with: those of the policy, else learned ones, else starting points' }),
    freezes: z
      .array(
        z.object({
          name: name.optional(),
          scope: scheduleScope.optional(),
          times: z.union([recurrence, z.object({ from: time, to: time })]),
        }),
      )
      .meta({ description: 'those on record, which count beside those of the policy' }),
    digest: digest.meta({ description: 'of the schedule: equal conditions give an equal one' }),
    outcome: z.enum(['placed', 'no-room']),
    start: time,
    end: time.meta({ description: 'when the last step has ended and soaked' }),
    minutes: z.int(),
    lowerBound: z.object({ end: time, minutes: z.int() }).meta({ description: 'no schedule under these conditions ends before it' }),
    gap: z.number().nullable().meta({ description: 'how much longer it is than its lower bound, in percent' }),
    steps: z.array(step).meta({ description: 'in the order of the plan' }),
    unplaced: z.array(unplaced).meta({ description: 'work that nothing has room for; what comes after it is missing too' }),
  })
  .meta({ id: 'PlanSchedule' });

export type PlanScheduleResource = z.output<typeof planSchedule>;
