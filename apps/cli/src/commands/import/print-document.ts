import { type CompatibilityMatrix, readValue } from '@lockstep/documents';
import { stringify } from 'yaml';
import { refuse } from '../../input.js';

/** Prints what was imported, if it is a document: names and addresses of its sources come from the command line. */
export function printDocument(document: CompatibilityMatrix, output: 'json' | 'yaml'): void {
  const read = readValue('CompatibilityMatrix', document, 'import');
  if (Array.isArray(read)) return refuse(read);
  const text =
    output === 'json' ? `${JSON.stringify(document, null, 2)}\n` : stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 });
  process.stdout.write(text);
}
