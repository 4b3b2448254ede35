import { createHash } from 'node:crypto';
import canonicalizeJson from 'canonicalize';

/** `sha256:` and 64 lower-case hex digits. */
export type Digest = `sha256:${string}`;

/** RFC 8785 canonical JSON. Throws on NaN, infinity, cycles and a value without a JSON form: a broken invariant, not bad input. Give it plain data: a function inside a map is not noticed. */
export function canonicalJson(value: unknown): string {
  const text = (canonicalizeJson as unknown as (input: unknown) => string | undefined)(value);
  if (text === undefined) throw new Error('canonical JSON; the value has no JSON form; RFC 8785 needs one; found undefined');
  return text;
}

/** SHA-256 over the canonical JSON of a value: the same content has the same digest, whatever its key order or spelling in YAML. */
export const digestOf = (value: unknown): Digest => digestOfText(canonicalJson(value));

export const digestOfText = (text: string): Digest => `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`;
