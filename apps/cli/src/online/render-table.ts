import type { Cell, Column } from './shown.js';

const GAP = 2;
/** Below this a column is left as it is, and the line gets too long: a table of stumps tells nothing. */
const NARROWEST = 24;

/** Titles and cells in columns, without lines around them. Cells of flexible columns are wrapped to fit `width`, the widest column first. */
export async function renderTable(columns: readonly Column[], rows: readonly (readonly Cell[])[], width: number | null): Promise<string> {
  // Loaded late: commands that show no table start without them.
  const [{ table, getBorderCharacters }, { default: stringWidth }] = await Promise.all([import('table'), import('string-width')]);
  const titles = columns.map(({ title }) => title);
  const lines = [...(titles.some((title) => title !== '') ? [titles] : []), ...rows.map((row) => columns.map((_, at) => textOf(row[at])))];
  if (lines.length === 0) return '';
  const natural = columns.map((_, at) => Math.max(1, ...lines.map((line) => stringWidth(line[at]!))));
  const widths = width === null ? natural : fit(columns, natural, width);
  return table(lines, {
    border: getBorderCharacters('void'),
    drawHorizontalLine: () => false,
    columnDefault: { paddingLeft: 0, paddingRight: GAP },
    columns: widths.map((columnWidth) => ({ width: columnWidth, wrapWord: true })),
  }).replace(/ +$/gm, '');
}

function fit(columns: readonly Column[], natural: readonly number[], width: number): number[] {
  const widths = [...natural];
  for (;;) {
    const total = widths.reduce((sum, one) => sum + one + GAP, -GAP);
    if (total <= width) return widths;
    const widest = Math.max(...widths.filter((one, at) => columns[at]!.flexible === true && one > NARROWEST), 0);
    if (widest === 0) return widths;
    const at = widths.findIndex((one, place) => one === widest && columns[place]!.flexible === true);
    widths[at] = Math.max(NARROWEST, widest - (total - width));
  }
}

/** Names come from people and systems: what would steer a terminal, or look like other text, is shown as what it is. */
export const visible = (text: string): string =>
  // A cell is one line, so line breaks are shown as well.
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);

const textOf = (cell: Cell): string => (cell === null || cell === undefined || cell === '' ? '-' : visible(String(cell)));
