import { createPublicKey, type KeyObject } from 'node:crypto';
import { readJson } from '@lockstep/documents';
import { calculateJwkThumbprint } from 'jose';
import { z } from 'zod';

/** Keys whose signatures count, by the names they may be called: their `kid`, else their thumbprint. */
export type TrustedKeys = ReadonlyMap<string, KeyObject>;

const ed25519 = z.looseObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/, '32 bytes in base64url'),
  kid: z.string().min(1).max(500).optional(),
  use: z.literal('sig').optional(),
  alg: z.enum(['EdDSA', 'Ed25519']).optional(),
  key_ops: z
    .array(z.string())
    .refine((uses) => uses.includes('verify'), 'a key to verify with')
    .optional(),
});
const keySet = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })).max(1_000) });

/**
 * The Ed25519 keys of a JWK Set (RFC 7517). Keys of other types in it are left out, since sets are shared; one that is broken, private or named twice is a
 * problem of the whole set, because nobody meant to trust that.
 */
export async function readTrustedKeys(
  text: string,
): Promise<{ readonly ok: true; readonly keys: TrustedKeys } | { readonly ok: false; readonly problem: string }> {
  const refuse = (problem: string) => ({ ok: false, problem }) as const;
  const json = readJson(text);
  if (!json.ok) return refuse(json.fault.message);
  if (json.duplicates[0]) return refuse(json.duplicates[0].message);
  const set = keySet.safeParse(json.value);
  if (!set.success) return refuse('must be a JWK Set, {"keys": [...]}; found something else');
  const keys = new Map<string, KeyObject>();
  for (const [index, jwk] of set.data.keys.entries()) {
    const place = `keys/${index}`;
    if ('d' in jwk || 'k' in jwk) return refuse(`${place}; must be a public key; found a secret one: keep it where it signs`);
    if (jwk.kty !== 'OKP' || jwk['crv'] !== 'Ed25519') continue;
    const key = ed25519.safeParse(jwk);
    if (!key.success) return refuse(`${place}/${key.error.issues[0]!.path.join('/')}; ${key.error.issues[0]!.message}`);
    const { kty, crv, x, kid } = key.data;
    const name = kid ?? (await calculateJwkThumbprint({ kty, crv, x }));
    if (keys.has(name)) return refuse(`${place}; each key has a name of its own; found ${name} again`);
    keys.set(name, createPublicKey({ key: { kty, crv, x }, format: 'jwk' }));
  }
  return keys.size === 0 ? refuse('must hold at least one Ed25519 key; found none') : { ok: true, keys };
}
