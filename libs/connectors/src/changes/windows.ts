import type { ChangeDraft, ChangeReading } from '@lockstep/approvals';

export type Window = NonNullable<ChangeDraft['window']>;

/**
 * The window in whole seconds, which is what change systems hold; what is between two seconds is left out of it.
 *
 * @param write the system's own form of an instant in milliseconds that is a whole second
 */
export function writeWindow(window: Window, write: (instant: number) => string): { start: string; end: string } {
  return {
    start: write(Math.ceil(Date.parse(window.start) / 1_000) * 1_000),
    end: write(Math.floor(Date.parse(window.end) / 1_000) * 1_000),
  };
}

/** A planned time of a record in milliseconds; null: it is empty. `unreadable`: something is there, and it is no time; `not-kept`: records here have none. */
export type PlannedTime = number | null | 'unreadable' | 'not-kept';

/** Both times are a window; what there is of one otherwise is told beside it. */
export function readWindow(start: PlannedTime, end: PlannedTime): Pick<ChangeReading, 'window' | 'planned'> {
  if (typeof start === 'number' && typeof end === 'number') return { window: { start: instantOf(start), end: instantOf(end) } };
  if (start === 'not-kept' && end === 'not-kept') return { window: null };
  const time = (one: PlannedTime): string | null => (typeof one === 'number' ? instantOf(one) : null);
  return { window: null, planned: { start: time(start), end: time(end), isReadable: start !== 'unreadable' && end !== 'unreadable' } };
}

/** @param read null: it is no time */
export const plannedTime = (text: string, read: (text: string) => number | null): PlannedTime =>
  text === '' ? null : (read(text) ?? 'unreadable');

const instantOf = (instant: number): string => `${new Date(instant).toISOString().slice(0, 19)}Z`;

/** Parts of a time as numbers; null where the calendar knows no such day or the day no such time. */
export function utc(parts: readonly (string | undefined)[]): number | null {
  const [year, month, day, hour, minute, second] = parts.map(Number) as [number, number, number, number, number, number];
  const instant = Date.UTC(year, month - 1, day, hour, minute, second);
  const read = new Date(instant);
  const isSame =
    read.getUTCFullYear() === year &&
    read.getUTCMonth() === month - 1 &&
    read.getUTCDate() === day &&
    read.getUTCHours() === hour &&
    read.getUTCMinutes() === minute &&
    read.getUTCSeconds() === second;
  return isSame ? instant : null;
}
