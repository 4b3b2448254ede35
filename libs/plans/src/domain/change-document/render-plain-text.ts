import { type Block, type Cell, legible, linkOf, textOf } from './blocks.js';

/**
 * Blocks as plain text for a field of a ticket: one line for each item and row, so that no name can begin a line of its own. ServiceNow reads `[code]` in
 * some fields as the beginning of markup; a space in it takes that away, and in an address the escapes of RFC 3986.
 */
export const renderPlainText = (blocks: readonly Block[]): string =>
  blocks
    .map((block) => linesOf(block).join('\n'))
    .filter((text) => text !== '')
    .join('\n\n');

const MARKUP = /\[(\/?code)\]/gi;

function linesOf(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return [block.level === 3 ? plain(block.text) : plain(block.text).toUpperCase()];
    case 'paragraph':
      return [plain(block.text)];
    case 'warning':
      return block.lines.map((line) => `! ${plain(line)}`);
    case 'list':
      return block.items.map((item) => `- ${plain(item)}`);
    case 'numbered':
      return block.items.map((item, index) => `${index + 1}. ${plain(item)}`);
    case 'table':
      return block.rows.map((row) => `- ${rowText(block.columns, row)}`);
  }
}

/** Two cells without a heading are a name and its value; others say what they are. */
function rowText(columns: readonly string[], row: readonly Cell[]): string {
  if (columns.every((column) => column === '')) return row.map(plain).join(': ');
  return row
    .flatMap((cell, index) => (textOf(cell) === '' ? [] : [index === 0 ? plain(cell) : `${plain(columns[index]!)}: ${plain(cell)}`]))
    .join('; ');
}

export function plain(cell: Cell): string {
  const text = legible(textOf(cell)).replace(MARKUP, '[ $1 ]');
  const url = linkOf(cell)?.replace(MARKUP, '%5B$1%5D') ?? null;
  return url === null || url === text ? text : `${text} (${url})`;
}
