import { jsonSchemaOf, KINDS } from '@lockstep/documents';
import type { GeneratedFile } from './generated-file.js';

/** The JSON Schema of each document kind, for editors and for clients that validate before they send. */
export const jsonSchemas: readonly GeneratedFile[] = KINDS.map((kind) => ({
  path: `docs/reference/schemas/${kind}.json`,
  generate: () => `${JSON.stringify(jsonSchemaOf(kind), null, 2)}\n`,
}));
