import type { Interval } from '@lockstep/planner';
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import type { TimesExpander } from '../application/schedule-sources.port.js';
import { type Recurrence, ruleProblem, type Span } from '../domain/index.js';

/** Windows open too late and close too early rather than otherwise, freezes the other way round. */
export type TimesKind = 'window' | 'freeze';

const MINUTE = 60_000;

/** By the rules of the time zones that this Node.js brings along. */
export const RRULE_TIMES: TimesExpander = { expand: expandTimes, findProblem: recurrenceProblem };

/** What is wrong with a recurrence that its format lets pass; null: nothing. */
export function recurrenceProblem({
  start,
  duration,
  timeZone,
  rule,
}: Recurrence): { readonly field: keyof Recurrence; readonly rule: string } | null {
  const attempt = (field: keyof Recurrence, read: () => unknown) => {
    try {
      read();
      return null;
    } catch (error) {
      return { field, rule: (error as Error).message };
    }
  };
  const ofRule = rule === undefined ? null : ruleProblem(rule);
  return (
    attempt('timeZone', () => Temporal.Now.zonedDateTimeISO(timeZone)) ??
    attempt('start', () => Temporal.PlainDateTime.from(start)) ??
    (minutesOf(duration) > 0 ? null : { field: 'duration' as const, rule: 'must be a minute at least' }) ??
    (ofRule === null ? null : { field: 'rule' as const, rule: ofRule }) ??
    (rule === undefined ? null : attempt('rule', () => ruleOf(start, rule, timeZone)))
  );
}

/**
 * The intervals of a recurrence, or of a span, that touch the horizon, cut to it; in no order, and they may overlap.
 *
 * Starts are found by the clocks of the zone. Across a change of the clocks a length can be read in two ways: 22:00 and eight hours are eight hours, and
 * they are also until 06:00. A window is open while both agree, a freeze holds while either does. A start that the clocks skip is moved on for a
 * window, and back for a freeze; of a start that comes twice it is the first.
 */
export function expandTimes(times: Recurrence | Span, horizon: Interval, kind: TimesKind): Interval[] {
  if ('from' in times) return cut([minutesOfSpan(times, kind)], horizon);
  const { start, duration, timeZone, rule } = times;
  const length = Temporal.Duration.from(duration);
  const first = Temporal.PlainDateTime.from(start);
  // A day longer on both sides: the rule runs on wall clocks, which are ahead of UTC or behind it.
  const margin = minutesOf(duration) + 2 * 24 * 60;
  const starts =
    rule === undefined
      ? [first]
      : ruleOf(start, rule, timeZone)
          .between(new Date((horizon.from - margin) * MINUTE), new Date((horizon.to + margin) * MINUTE), true)
          .map((occurrence) => occurrence.toPlainDateTime());
  return cut(
    starts.map((wall) => intervalOf(wall, length, timeZone, kind)),
    horizon,
  );
}

function intervalOf(wall: Temporal.PlainDateTime, length: Temporal.Duration, timeZone: string, kind: TimesKind): Interval {
  const pick = kind === 'window' ? Math.min : Math.max;
  const from = wall.toZonedDateTime(timeZone, { disambiguation: kind === 'window' ? 'compatible' : 'earlier' });
  const onTheWall = wall.add(length).toZonedDateTime(timeZone, { disambiguation: kind === 'window' ? 'earlier' : 'later' });
  return { from: minuteOf(from), to: pick(minuteOf(from.add(length)), minuteOf(onTheWall)) };
}

/** The rule over wall clocks: as if the zone had no changes, so that no start is lost in a gap. UNTIL is an instant, and becomes the time on the wall. */
function ruleOf(start: string, rule: string, timeZone: string) {
  const onTheWall = rule.replace(
    /(?<=UNTIL=)(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/,
    (_, year: string, month: string, day: string, hour: string, minute: string, second: string) =>
      Temporal.Instant.from(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
        .toZonedDateTimeISO(timeZone)
        .toPlainDateTime()
        .toString({ smallestUnit: 'second' })
        .replace(/[-:]/g, '')
        .concat('Z'),
  );
  return new RRuleTemporal({
    rruleString: onTheWall,
    dtstart: Temporal.PlainDateTime.from(start).toZonedDateTime('UTC'),
    tzid: 'UTC',
    strict: true,
    temporal: Temporal,
  });
}

/** Of clocks that do not change. */
const minutesOf = (duration: string): number => Temporal.Duration.from(duration).total({ unit: 'minutes', relativeTo: '2026-01-01' });

const minuteOf = (time: Temporal.ZonedDateTime): number => Math.floor(time.epochMilliseconds / MINUTE);

const minutesOfSpan = ({ from, to }: Span, kind: TimesKind): Interval => {
  const [start, end] = [Date.parse(from) / MINUTE, Date.parse(to) / MINUTE];
  return kind === 'window' ? { from: Math.ceil(start), to: Math.floor(end) } : { from: Math.floor(start), to: Math.ceil(end) };
};

const cut = (intervals: readonly Interval[], { from, to }: Interval): Interval[] =>
  intervals.map((one) => ({ from: Math.max(one.from, from), to: Math.min(one.to, to) })).filter((one) => one.from < one.to);
