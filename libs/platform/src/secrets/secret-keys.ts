import { readFileSync } from 'node:fs';
import { base64url, calculateJwkThumbprint } from 'jose';

export interface SecretKey {
  /** RFC 7638 thumbprint: names the key, tells nothing of it. */
  readonly kid: string;
  /** 32 bytes. */
  readonly bytes: Uint8Array;
}

/** The first encrypts, all decrypt. */
export type SecretKeys = readonly [SecretKey, ...SecretKey[]];

const rule = 'LOCKSTEP_SECRET_KEY; must be keys of 32 bytes in base64, separated by commas or lines, or files of such';

/** Reads the setting. Throws, without a word of the keys, when one of them can not be used. */
export async function readSecretKeys(setting: string): Promise<SecretKeys> {
  const entries = split(setting).flatMap((entry) => (decode(entry) === undefined ? readKeyFile(entry) : [entry]));
  const keys = await Promise.all(
    entries.map(async (entry) => {
      const bytes = decode(entry);
      if (bytes === undefined) throw new Error(`${rule}; found something else`);
      return { kid: await calculateJwkThumbprint({ kty: 'oct', k: base64url.encode(bytes) }), bytes };
    }),
  );
  const [first, ...others] = keys;
  if (first === undefined) throw new Error(`${rule}; found none`);
  return [first, ...others];
}

const split = (text: string): string[] =>
  text
    .split(/[,\s]+/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

/** Exactly 32 bytes, in base64 or base64url. */
function decode(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return undefined;
  const bytes = Buffer.from(text.replaceAll('-', '+').replaceAll('_', '/'), 'base64');
  return bytes.length === 32 ? bytes : undefined;
}

function readKeyFile(file: string): string[] {
  const text = readText(file);
  if (text === undefined) throw new Error(`${rule}; found neither`);
  return split(text);
}

/** The cause would repeat the name, which may be half of a key. */
function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
