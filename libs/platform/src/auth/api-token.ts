import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** `lsk_<id>_<secret>`: the id (12 of a-z and 2-7) finds the row, the secret (256 random bits) is known to the bearer alone. */
export interface ApiToken {
  readonly id: string;
  readonly secret: string;
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

export const newApiToken = (): ApiToken => ({
  id: Array.from(randomBytes(12), (byte) => alphabet[byte % 32]).join(''),
  secret: randomBytes(32).toString('base64url'),
});

export const renderApiToken = ({ id, secret }: ApiToken): string => `lsk_${id}_${secret}`;

export function parseApiToken(text: string): ApiToken | undefined {
  const [, id, secret] = /^lsk_([a-z2-7]{12})_([A-Za-z0-9_-]{43})$/.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** No slow password hash: there is nothing to guess in 256 random bits, and this runs on every request. */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();

export const sameHash = (left: Buffer, right: Buffer): boolean => left.length === right.length && timingSafeEqual(left, right);
