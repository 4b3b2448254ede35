import { readFile } from 'node:fs/promises';
import type { GeneratedFile } from './generated-file.js';

const source = 'data/audit-export/README.md';

/** The page that lies in every export, for those who read before they have one. */
export const auditExport: GeneratedFile = {
  path: 'docs/reference/audit-export.md',
  generate: () => readFile(source, 'utf8'),
};
