import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose';
import type { SecretKeys } from './secret-keys.js';

/** A secret that can not be read: its key is not among those given, or it was changed, or it is somebody else's, or for another place. */
export class UnreadableSecretError extends Error {
  override readonly name = 'UnreadableSecretError';
}

/**
 * A JSON value as JWE (RFC 7516, compact; `dir`, `A256GCM`). The owner stands in the protected header, which the encryption authenticates: a text
 * that is put where that of another owner belongs is not read. So does the place it may be sent to.
 */
export function encryptSecret(keys: SecretKeys, { owner, place }: SecretName, value: unknown): Promise<string> {
  const [{ kid, bytes }] = keys;
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(value)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid, sub: owner, aud: place })
    .encrypt(bytes);
}

/** Whose a secret is, and the one place that it may be sent to, such as the URL of a source. */
export interface SecretName {
  readonly owner: string;
  readonly place: string;
}

/** `current`: the first key encrypted it. Throws `UnreadableSecretError`, which says nothing of the content. */
export async function decryptSecret(
  keys: SecretKeys,
  owner: string,
  text: string,
): Promise<{ readonly value: unknown; readonly place: string; readonly current: boolean }> {
  const kid = kidOf(owner, text);
  const key = keys.find((candidate) => candidate.kid === kid);
  if (key === undefined)
    throw new UnreadableSecretError(
      `secret of ${owner}; its key must be among those of LOCKSTEP_SECRET_KEY; found key ${kid?.slice(0, 8) ?? 'none'} missing`,
    );
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(text, key.bytes, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    if (protectedHeader['sub'] === owner)
      return {
        value: JSON.parse(new TextDecoder().decode(plaintext)),
        place: String(protectedHeader['aud']),
        current: kid === keys[0].kid,
      };
  } catch {
    throw new UnreadableSecretError(`secret of ${owner}; must be what was encrypted; found it changed`);
  }
  throw new UnreadableSecretError(`secret of ${owner}; must be encrypted for it; found that of another`);
}

function kidOf(owner: string, text: string): string | undefined {
  try {
    return decodeProtectedHeader(text).kid;
  } catch {
    throw new UnreadableSecretError(`secret of ${owner}; must be a JWE; found something else`);
  }
}
