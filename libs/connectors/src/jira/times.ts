import { utc } from '../changes/windows.js';

export const writeTime = (instant: number): string => new Date(instant).toISOString().replace('Z', '+0000');

/** With the offset of the account's time zone. Null: none, or no time. */
export function readTime(value: string): number | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(?:Z|([+-])(\d\d):?(\d\d))$/.exec(value);
  const local = parts && utc(parts.slice(1, 7));
  if (!parts || local === null) return null;
  const minutes = Number(parts[8] ?? 0) * 60 + Number(parts[9] ?? 0);
  return local - (parts[7] === '-' ? -1 : 1) * minutes * 60_000;
}
