/** What a spreadsheet takes for a formula, behind any number of quotes that are ours. */
const FORMULA = /^'*[=+\-@\t\r]/;
const GUARDED = /^'+[=+\-@\t\r]/;

/** A cell that no spreadsheet runs: one that could be a formula gets an apostrophe in front. */
export const guardCell = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** Takes the apostrophe of {@link guardCell} away. A cell that a person wrote without one is read as it is. */
export const unguardCell = (cell: string): string => (GUARDED.test(cell) ? cell.slice(1) : cell);

/** One record of RFC 4180, with its line end. */
export const renderRecord = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/[",\r\n]/.test(cell) || /^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
