import { apiClient } from './api-client.js';
import { auditExport } from './audit-export.js';
import { benchmarks } from './benchmarks.js';
import type { GeneratedFile } from './generated-file.js';
import { explanations } from './explanations.js';
import { jsonSchemas } from './json-schemas.js';
import { openApi } from './openapi.js';
import { readmeExample } from './readme-example.js';
import { settingsPage } from './settings.js';
import { webhookEvents } from './webhook-events.js';

/**
 * Every committed file that is made from other files. `npm run sync` writes them, `npm run sync:check` fails on a difference.
 * Folders in `generatedFolders` hold nothing else.
 */
export const generatedFiles: readonly GeneratedFile[] = [
  ...jsonSchemas,
  ...openApi,
  // After the description it is made from.
  apiClient,
  readmeExample,
  explanations,
  ...benchmarks,
  auditExport,
  webhookEvents,
  settingsPage,
];

export const generatedFolders: readonly string[] = ['docs/reference', 'libs/api-client/src/generated'];
