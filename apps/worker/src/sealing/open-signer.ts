import { readFileSync } from 'node:fs';
import { type NoteSigner, noteSignerOf, parsePrivateKey } from '@lockstep/event-store/audit';
import type { Settings } from '@lockstep/platform';

/** Undefined without a key. Throws, without a word of the key, when it can not be used: a worker that was given a key never runs without. */
export function openSigner({ sealKey, sealName }: Pick<Settings, 'sealKey' | 'sealName'>): NoteSigner | undefined {
  if (sealKey === undefined) return undefined;
  try {
    const key = parsePrivateKey(sealKey) ?? parsePrivateKey(readFileSync(sealKey, 'utf8'));
    if (key !== undefined) return noteSignerOf(sealName, key);
  } catch (error) {
    throw new Error(
      `LOCKSTEP_SEAL_KEY; ${(error as NodeJS.ErrnoException).code ?? 'unusable'}; must be an Ed25519 private key or a file of one`,
      {
        cause: error,
      },
    );
  }
  throw new Error('LOCKSTEP_SEAL_KEY; must be an Ed25519 private key or a file of one; found a file of something else');
}
