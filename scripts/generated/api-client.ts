import { readFile } from 'node:fs/promises';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import type { GeneratedFile } from './generated-file.js';
import { openApi } from './openapi.js';

/** Types of the API as its committed description says, for a client that knows nothing else of this workspace. */
export const apiClient: GeneratedFile = {
  path: 'libs/api-client/src/generated/schema.ts',
  generate: async () => {
    const description = JSON.parse(await readFile(openApi[0]!.path, 'utf8')) as OpenAPI3;
    // A field with a default may be left out of a request, and so stays optional.
    const types = astToString(await openapiTS(description, { defaultNonNullable: false }));
    return `/* Generated from ${openApi[0]!.path} by \`npm run sync\`. Do not edit. */\n\n${types}`;
  },
};
