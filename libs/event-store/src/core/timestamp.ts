import { z } from 'zod';

/** Times in the record: RFC 3339 in UTC with exactly six decimals, so that text order is time order. */
export const renderTime = (milliseconds: number, microseconds = 0): string =>
  new Date(milliseconds).toISOString().replace(/Z$/, `${String(microseconds).padStart(3, '0')}Z`);

const rfc3339 = z.iso.datetime({ offset: true });

export const isTime = (text: string): boolean => rfc3339.safeParse(text).success;

/** `normalizeTime` for a text that was not checked before. */
export function parseTime(text: string): string {
  if (!isTime(text)) throw new Error(`event store; time; must be RFC 3339; found ${JSON.stringify(text)}`);
  return normalizeTime(text);
}

/** Any RFC 3339 time to that form; decimals beyond the sixth are cut. */
export function normalizeTime(text: string): string {
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? '';
  const microseconds = Number(fraction.slice(3, 6).padEnd(3, '0'));
  return renderTime(Date.parse(text.replace(/\.(\d{1,3})\d*/, '.$1')), microseconds);
}

/** `now`, or one microsecond after `previous` (`''`: none) when the clock has not moved past it. */
export function laterTime(now: string, previous: string): string {
  if (now > previous) return now;
  const microseconds = Number(previous.slice(23, 26)) + 1;
  return renderTime(Date.parse(`${previous.slice(0, 23)}Z`) + Math.floor(microseconds / 1_000), microseconds % 1_000);
}

/** Microseconds since 1970 of a time in that form. */
export const microsecondsOf = (time: string): bigint => BigInt(Date.parse(`${time.slice(0, 19)}Z`)) * 1_000n + BigInt(time.slice(20, 26));

/** The other way round; exact up to the year 2255. */
export const renderMicroseconds = (microseconds: number): string => renderTime(Math.floor(microseconds / 1_000), microseconds % 1_000);
