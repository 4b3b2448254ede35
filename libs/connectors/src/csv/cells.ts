/**
 * Where a cell begins for a spreadsheet that takes the text for a formula: at the start, and behind whatever else may part cells. Spreadsheets of many
 * countries part at semicolons, and take the quotes of RFC 4180 for text where they stand in the middle of what they think is a cell. Wide forms count
 * in East Asia. A tab or a return at the start is dropped by some, and what is behind it counts.
 */
const FORMULA = /(?<=^|[;\t\r\n])(?=[\s"']*[=+\-@\uff1d\uff0b\uff0d\uff20])|^(?='*[\t\r])/g;
const GUARDED = /(?<=^|[;\t\r\n])'(?=[\s"']*[=+\-@\uff1d\uff0b\uff0d\uff20])|^'(?='*[\t\r])/g;

/** A cell of which no spreadsheet runs a part, at whatever separator it reads: each part that could be a formula gets an apostrophe in front. */
export const guardCell = (text: string): string => text.replace(FORMULA, "'");

/** Takes the apostrophes of {@link guardCell} away. A cell that a person wrote without one is read as it is. */
export const unguardCell = (cell: string): string => cell.replace(GUARDED, '');

/** One record of RFC 4180, with its line end. Quoted is whatever another separator could part. */
export const renderRecord = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/[",;\t\r\n]/.test(cell) || /^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
