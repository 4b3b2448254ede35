import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Settings } from '@lockstep/platform/config';

/** The variables of API and worker on the embedded database: the key that encrypts secrets of sources lies in the data folder unless one is given. Readable by its owner alone. */
export function ensureSecretKey({ dataDir, secretKey }: Pick<Settings, 'dataDir' | 'secretKey'>): NodeJS.ProcessEnv {
  if (secretKey !== undefined) return {};
  const file = path.join(dataDir, 'secret-key');
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  }
  return { LOCKSTEP_SECRET_KEY: file };
}
