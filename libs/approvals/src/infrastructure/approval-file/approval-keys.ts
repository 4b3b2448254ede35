import { createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { parsePrivateKey } from '@lockstep/event-store/audit';
import { calculateJwkThumbprint, exportJWK } from 'jose';

/** As RFC 7517 and 8037 have it. `kid` is the thumbprint (RFC 7638). */
export interface PublicApprovalKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly use: 'sig';
  readonly alg: 'EdDSA';
}

export interface ApprovalKeys {
  /** Signs. */
  readonly current: { readonly kid: string; readonly key: KeyObject };
  /** Of all keys, the one that signs first. */
  readonly published: readonly PublicApprovalKey[];
}

const rule =
  'LOCKSTEP_APPROVAL_KEY; must be Ed25519 keys (files, PEM, or base64 of PKCS#8), separated by commas, the first one private, the others private or public';

/** Reads the setting. Throws, without a word of the keys, when one of them can not be used. */
export async function readApprovalKeys(setting: string): Promise<ApprovalKeys> {
  const keys = entriesOf(setting).map(readKey);
  const [first] = keys;
  if (first === undefined) throw new Error(`${rule}; found none`);
  if (first.type !== 'private') throw new Error(`${rule}; found a public one first`);
  const published = await Promise.all(keys.map(publishedOf));
  if (new Set(published.map(({ kid }) => kid)).size < published.length) throw new Error(`${rule}; found the same one twice`);
  return { current: { kid: published[0]!.kid, key: first }, published };
}

/** A file whose name has a comma is one entry, too. */
const entriesOf = (setting: string): string[] =>
  existsSync(setting.trim())
    ? [setting.trim()]
    : setting
        .split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== '');

function readKey(entry: string): KeyObject {
  const key = attempt(() => parseKey(entry)) ?? attempt(() => parseKey(readFileSync(entry, 'utf8')));
  if (key === undefined) throw new Error(`${rule}; found something else`);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${rule}; found one of type ${key.asymmetricKeyType}`);
  return key;
}

function parseKey(text: string): KeyObject | undefined {
  const trimmed = text.trim();
  if (trimmed.startsWith('-----BEGIN PUBLIC KEY')) return createPublicKey(trimmed.replaceAll('\\n', '\n'));
  return parsePrivateKey(trimmed);
}

/** The cause would repeat the text, which may be half of a key. */
function attempt<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

async function publishedOf(key: KeyObject): Promise<PublicApprovalKey> {
  const { x } = await exportJWK(key.type === 'private' ? createPublicKey(key) : key);
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: x! } as const;
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), use: 'sig', alg: 'EdDSA' };
}
