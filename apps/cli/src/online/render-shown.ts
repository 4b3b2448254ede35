import { stringify } from 'yaml';
import { renderTable } from './render-table.js';
import type { Shown } from './shown.js';

export const OUTPUTS = ['table', 'json', 'yaml', 'name'] as const;
export type Output = (typeof OUTPUTS)[number];

/** @param width of the terminal; null: nobody looks at it, and nothing is cut */
export async function renderShown(shown: Shown, output: Output, width: number | null): Promise<string> {
  switch (output) {
    case 'json':
      return `${JSON.stringify(shown.data, null, 2)}\n`;
    case 'yaml':
      return stringify(shown.data, { lineWidth: 0, aliasDuplicateObjects: false });
    case 'name':
      return shown.names.map((name) => `${name}\n`).join('');
    case 'table':
      return `${await renderTable(shown.columns, shown.rows, width)}${(shown.notes ?? []).map((note) => `${note}\n`).join('')}`;
  }
}
