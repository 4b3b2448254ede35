import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type NoteKey, noteSignerOf } from '@lockstep/event-store/audit';
import type { Settings } from '@lockstep/platform/config';

/** Makes a key when the file is not there; readable by its owner alone. */
function ensureEd25519File(file: string): { readonly made: boolean } {
  const made = !existsSync(file);
  if (made) {
    const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' });
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, pem, { mode: 0o600, flag: 'wx' });
  }
  return { made };
}

export function ensureKeyFile(file: string, name: string): { readonly key: NoteKey; readonly made: boolean } {
  const { made } = ensureEd25519File(file);
  return { key: noteSignerOf(name, createPrivateKey(readFileSync(file))), made };
}

/** The variables of a worker on the embedded database: its key lies in the data folder unless one is given. */
export function ensureSealKey({ dataDir, sealKey, sealName }: Settings): NodeJS.ProcessEnv {
  if (sealKey !== undefined) return {};
  const file = path.join(dataDir, 'seal-key.pem');
  ensureKeyFile(file, sealName);
  return { LOCKSTEP_SEAL_KEY: file };
}

/** The variables of an API on the embedded database. A key of its own: who may sign what was approved need not be who seals the record. */
export function ensureApprovalKey({ dataDir, approvalKey }: Pick<Settings, 'dataDir' | 'approvalKey'>): NodeJS.ProcessEnv {
  if (approvalKey !== undefined) return {};
  const file = path.join(dataDir, 'approval-key.pem');
  ensureEd25519File(file);
  return { LOCKSTEP_APPROVAL_KEY: file };
}
