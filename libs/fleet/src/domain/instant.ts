/** RFC 3339 in UTC to the form of the record, with six decimals, so that text order is time order. Decimals beyond the third are kept as they are. */
export const instantOf = (time: string): string => (time.length === '2026-01-01T00:00:00.000Z'.length ? time.replace('Z', '000Z') : time);

export const later = (a: string, b: string): string => (a > b ? a : b);
