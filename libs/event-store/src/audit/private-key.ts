import { createPrivateKey, type KeyObject } from 'node:crypto';

/** A private key as PEM, also in one line with `\\n`, or as base64 of PKCS#8; undefined: the text is neither. Throws when it looks like one of them and is none. */
export function parsePrivateKey(text: string): KeyObject | undefined {
  const trimmed = text.trim();
  if (trimmed.startsWith('-----BEGIN')) return createPrivateKey(trimmed.replaceAll('\\n', '\n'));
  if (/^[A-Za-z0-9+/]{64}$/.test(trimmed)) return createPrivateKey({ key: Buffer.from(trimmed, 'base64'), format: 'der', type: 'pkcs8' });
  return undefined;
}
