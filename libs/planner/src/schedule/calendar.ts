/** Minutes since 1970 in UTC, whole numbers. Zones and daylight saving are a matter of whoever makes the intervals. */
export type Minute = number;

/** From `from` on, up to and without `to`. */
export interface Interval {
  readonly from: Minute;
  readonly to: Minute;
}

/** When work may be done: in order, apart from each other. Before the first interval and after the last one it may not. */
export type Calendar = readonly Interval[];

/** The same times, in order, overlaps and contacts joined, empty intervals left out. */
export function calendarOf(intervals: readonly Interval[]): Calendar {
  const joined: { from: Minute; to: Minute }[] = [];
  for (const { from, to } of intervals.filter((one) => one.from < one.to).toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = joined.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}

/** What is open and not closed. */
export function without(open: Calendar, closed: Calendar): Calendar {
  const left: Interval[] = [];
  let next = 0;
  for (const { from, to } of open) {
    let start = from;
    while (next < closed.length && closed[next]!.to <= start) next++;
    for (let index = next; index < closed.length && closed[index]!.from < to; index++) {
      if (closed[index]!.from > start) left.push({ from: start, to: closed[index]!.from });
      start = Math.max(start, closed[index]!.to);
    }
    if (start < to) left.push({ from: start, to });
  }
  return left;
}

/**
 * Where work of `duration` minutes that begins at `earliest` or later lies first; undefined: the calendar has no room for it. Resumable work pauses only
 * where the interval that it would end in has no room for all of it: it would rather end later, by less than it takes, than stand half done.
 */
export function firstFit(calendar: Calendar, earliest: Minute, duration: number, resumable: boolean): Interval | undefined {
  let begun: Minute | undefined;
  let left = duration;
  for (let index = firstOpen(calendar, earliest); index < calendar.length; index++) {
    const { from, to } = calendar[index]!;
    const start = Math.max(from, earliest);
    if (to - start >= duration) return { from: start, to: start + duration };
    if (!resumable) continue;
    begun ??= start;
    if (to - start >= left) return { from: begun, to: start + left };
    left -= to - start;
  }
  return undefined;
}

/** When so many open minutes have gone by from `earliest` on; undefined: the calendar does not have them. */
export function endOfMinutes(calendar: Calendar, earliest: Minute, minutes: number): Minute | undefined {
  let left = minutes;
  for (let index = firstOpen(calendar, earliest); index < calendar.length; index++) {
    const { from, to } = calendar[index]!;
    const start = Math.max(from, earliest);
    if (to - start >= left) return start + left;
    left -= to - start;
  }
  return undefined;
}

/** What of a calendar lies in an interval: the stretches of work that pauses while it is closed. */
export function stretchesOf(calendar: Calendar, { from, to }: Interval): Interval[] {
  const stretches: Interval[] = [];
  for (let index = firstOpen(calendar, from); index < calendar.length && calendar[index]!.from < to; index++)
    stretches.push({ from: Math.max(calendar[index]!.from, from), to: Math.min(calendar[index]!.to, to) });
  return stretches;
}

/** Index of the first interval that ends after `time`. */
function firstOpen(calendar: Calendar, time: Minute): number {
  let [low, high] = [0, calendar.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (calendar[middle]!.to <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
