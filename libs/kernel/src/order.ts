/** Order of texts by UTF-16 code unit: no locale, so that equal input gives equal output everywhere. */
export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
