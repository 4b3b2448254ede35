import { utc } from '../changes/windows.js';

/** As the database holds times: in UTC, without a zone. */
export const writeTime = (instant: number): string => new Date(instant).toISOString().slice(0, 19).replace('T', ' ');

/** Null: none, or no time. */
export function readTime(value: string): number | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/.exec(value);
  return parts && utc(parts.slice(1));
}
