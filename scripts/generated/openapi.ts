import { describeApi } from '../../apps/api/src/openapi/describe-api.js';
import type { GeneratedFile } from './generated-file.js';

/** What the API serves at `/openapi.json`, for clients that are generated and for reviewers of a change. */
export const openApi: readonly GeneratedFile[] = [
  { path: 'docs/reference/openapi.json', generate: async () => `${JSON.stringify(await describeApi(), null, 2)}\n` },
];
