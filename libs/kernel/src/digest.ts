import { createHash } from 'node:crypto';
import { writeCanonicalJson } from './canonical-json.js';

/** `sha256:` and 64 lower-case hex digits. */
export type Digest = `sha256:${string}`;

/** SHA-256 over the canonical JSON of a value: the same content has the same digest, whatever its key order or spelling in YAML. */
export function digestOf(value: unknown): Digest {
  const hash = createHash('sha256');
  writeCanonicalJson(value, (piece) => hash.update(piece, 'utf8'));
  return `sha256:${hash.digest('hex')}`;
}

export const digestOfText = (text: string): Digest => `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`;
