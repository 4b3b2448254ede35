import { componentId, labels, name } from '@lockstep/documents';
import { z } from 'zod';

/** A month: nothing that takes longer is one task. */
const MOST_MINUTES = 31 * 24 * 60;
const MOST_RULES = 200;

const minutes = z.int().min(1).max(MOST_MINUTES);
const pause = z.int().min(0).max(MOST_MINUTES);
const ids = z.array(name).min(1).max(10_000);
const byComponent = z.record(componentId, minutes);

/** At most so many clusters at once: a count, or a share of the clusters that it is about, and then at least one. */
const amount = z
  .union([z.int().min(1).max(1_000_000), z.string().regex(/^([1-9]\d?|100)%$/, 'a count, or a percentage from 1% to 100%')])
  .meta({ description: 'a count of clusters, or a percentage of them such as `10%`, rounded down and at least one' });

export const scheduleScope = z
  .strictObject({
    nsxManagers: ids.optional(),
    supervisors: ids.optional(),
    projects: ids.optional(),
    labels: labels.optional(),
  })
  .meta({ description: 'all given must match; an NSX manager or a Supervisor stands for itself and all that hangs on it' });

/** A start on the wall of a zone, how long it lasts, and how it comes again: RFC 5545 without its property names. */
export const recurrence = z.strictObject({
  start: z
    .string()
    .regex(/^(19|20|21)\d\d-\d\d-\d\dT\d\d:\d\d$/, 'a local time to the minute, such as 2026-01-10T22:00')
    .meta({ description: 'DTSTART: the first start, by the clocks of `timeZone`' }),
  duration: z
    .string()
    .regex(/^P(?=[\dT])(\d{1,3}D)?(T(?=\d)(\d{1,4}H)?(\d{1,5}M)?)?$/, 'a duration of days, hours and minutes, such as PT4H30M')
    .meta({ description: 'DURATION in days, hours and minutes' }),
  timeZone: z.string().min(1).max(100).meta({ description: 'IANA name: `Europe/Berlin`' }),
  rule: z
    .string()
    .max(500)
    .regex(/^[A-Z0-9=,;+-]+$/, 'RRULE in capitals, without the word RRULE')
    .optional()
    .meta({ description: 'RRULE: `FREQ=WEEKLY;BYDAY=SA`; absent: once' }),
});

const rule = recurrence.extend({ name: name.optional(), scope: scheduleScope.optional() });

export const schedulePolicy = z
  .strictObject({
    notBefore: z.iso.datetime({ offset: true }).optional().meta({ description: 'absent: when the schedule is computed' }),
    horizonDays: z.int().min(1).max(1096).default(365).meta({ description: 'what does not end within so many days has no room' }),
    durations: z
      .strictObject({
        perNode: byComponent.default({}).meta({ description: 'minutes per node of a cluster, by the component that a step moves' }),
        fixed: byComponent.default({}).meta({ description: 'minutes of a hop above the clusters, by component' }),
        nodes: z.int().min(1).max(10_000).default(6).meta({ description: 'nodes of a cluster whose size was not observed' }),
      })
      .prefault({}),
    limits: z
      .strictObject({
        overall: amount.optional(),
        perSupervisor: amount.optional(),
        perSite: z
          .strictObject({
            label: z
              .string()
              .min(1)
              .max(200)
              .meta({ description: 'of a cluster, or else of its Supervisor; those without it are one site' }),
            atMost: amount,
          })
          .optional(),
        shared: z.int().min(1).max(10_000).optional().meta({ description: 'hops above the clusters at once' }),
      })
      .prefault({}),
    waves: z
      .strictObject({
        canaries: z
          .array(scheduleScope)
          .max(20)
          .default([])
          .meta({ description: 'one wave each, of the clusters that match, in this order' }),
        percentages: z
          .array(z.int().min(1).max(99))
          .max(20)
          .default([])
          .refine((all) => all.every((one, index) => index === 0 || all[index - 1]! < one), 'each more than the one before')
          .meta({ description: 'of the other clusters of a step: `[10, 50]` is 10 %, then up to 50 %, then the rest' }),
      })
      .prefault({}),
    soak: z
      .strictObject({
        betweenWaves: pause.default(60),
        afterMoves: pause.default(60).meta({ description: 'after a wave that moves one of `components`' }),
        components: z.array(componentId).max(100).default(['antrea-nsx-adapter', 'nsx']),
      })
      .prefault({}),
    windows: z.array(rule).max(MOST_RULES).default([]).meta({
      description: 'when work may be done. A node takes the windows whose scope it is in, else those without a scope, else always',
    }),
    freezes: z
      .array(rule)
      .max(MOST_RULES)
      .default([])
      .meta({ description: 'when no work may be done; a hop above a frozen node waits too' }),
    resumable: z.array(componentId).max(100).default(['nsx']).meta({ description: 'may pause between windows, half done' }),
  })
  .meta({ id: 'SchedulePolicy' });

export type SchedulePolicy = z.output<typeof schedulePolicy>;
export type ScheduleScope = z.output<typeof scheduleScope>;
export type Recurrence = z.output<typeof recurrence>;

/** RFC 3339. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

export interface Freeze {
  readonly name?: string | undefined;
  readonly scope?: ScheduleScope | undefined;
  readonly times: Recurrence | Span;
}
