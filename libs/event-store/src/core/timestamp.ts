/** Times in the record: RFC 3339 in UTC with exactly six decimals, so that text order is time order. */
export const renderTime = (milliseconds: number, microseconds = 0): string =>
  new Date(milliseconds).toISOString().replace(/Z$/, `${String(microseconds).padStart(3, '0')}Z`);

/** Any RFC 3339 time to that form; decimals beyond the sixth are cut. */
export function normalizeTime(text: string): string {
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? '';
  const microseconds = Number(fraction.slice(3, 6).padEnd(3, '0'));
  return renderTime(Date.parse(text.replace(/\.(\d{1,3})\d*/, '.$1')), microseconds);
}

/** `now`, or one microsecond after `previous` when the clock has not moved past it. */
export function laterTime(now: string, previous: string | undefined): string {
  if (previous === undefined || now > previous) return now;
  const microseconds = Number(previous.slice(23, 26)) + 1;
  return renderTime(Date.parse(`${previous.slice(0, 23)}Z`) + Math.floor(microseconds / 1_000), microseconds % 1_000);
}
