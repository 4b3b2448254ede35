/** Of a time in UTC, what a person reads in a column. */
export const shortTime = (time: string | null | undefined): string | null =>
  time === null || time === undefined ? null : `${time.slice(0, 16).replace('T', ' ')}Z`;
