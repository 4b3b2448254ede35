import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';
import { type Parsed, parsed, unparsable } from '@lockstep/kernel';

/** An Ed25519 public key with the name it signs under (c2sp.org/signed-note). */
export interface NoteKey {
  readonly name: string;
  /** First four bytes, in hex, of SHA-256 over name, line feed, 0x01 and the public key. */
  readonly id: string;
  /** 32 bytes. */
  readonly publicKey: Buffer;
}

export interface NoteSigner extends NoteKey {
  readonly privateKey: KeyObject;
}

export type NoteVerdict =
  /** `text` ends with a line feed and is what was signed. */
  | { readonly outcome: 'signed'; readonly text: string; readonly key: NoteKey }
  | { readonly outcome: 'unknown-key'; readonly text: string; readonly keys: readonly string[] }
  | { readonly outcome: 'bad-signature'; readonly key: NoteKey }
  | { readonly outcome: 'malformed' };

const ed25519 = Buffer.from([1]);
const keyName = /^[^\s+\p{Cc}\p{Cs}]{1,200}$/u;

export function noteKeyOf(name: string, publicKey: Buffer): NoteKey {
  if (!keyName.test(name))
    throw new Error(`note key; name; must be 1 to 200 characters without space and plus; found ${JSON.stringify(name)}`);
  const id = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), ed25519, publicKey]), 'hex').slice(0, 8);
  return { name, id, publicKey };
}

/** Throws on a private key that is not Ed25519. */
export function noteSignerOf(name: string, privateKey: KeyObject): NoteSigner {
  if (privateKey.asymmetricKeyType !== 'ed25519')
    throw new Error(`note key ${name}; private key; must be Ed25519; found ${privateKey.asymmetricKeyType ?? 'a secret'}`);
  return { ...noteKeyOf(name, Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x!, 'base64url')), privateKey };
}

/** What a signer hands to those who verify: `<name>+<id>+<base64 of 0x01 and the public key>`. */
export const renderNoteKey = ({ name, id, publicKey }: NoteKey): string =>
  `${name}+${id}+${Buffer.concat([ed25519, publicKey]).toString('base64')}`;

export function parseNoteKey(text: string): Parsed<NoteKey> {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(text.trim()) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64');
  if (name === undefined || !keyName.test(name) || bytes.length !== 33 || bytes[0] !== 1)
    return unparsable(
      `must be a verifier key, <name>+<8 hex digits>+<base64>, of an Ed25519 key; found ${JSON.stringify(text.slice(0, 200))}`,
    );
  const key = noteKeyOf(name, bytes.subarray(1));
  return key.id === id ? parsed(key) : unparsable(`its id must be that of its name and key, ${key.id}; found ${id}`);
}

/** `text` ends with a line feed. */
export function signNote(text: string, signer: NoteSigner): string {
  const signature = sign(null, Buffer.from(text), signer.privateKey);
  return `${text}\n\u2014 ${signer.name} ${Buffer.concat([Buffer.from(signer.id, 'hex'), signature]).toString('base64')}\n`;
}

/** A signature of a key that is not known says nothing; a wrong one of a known key refuses the note. */
export function verifyNote(note: string, keys: readonly NoteKey[]): NoteVerdict {
  const end = note.lastIndexOf('\n\n');
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + 2).split('\n');
  if (end < 1 || lines.length < 2 || lines.length > 101 || lines.pop() !== '') return { outcome: 'malformed' };
  const signatures = lines.map((line) => /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line));
  for (const match of signatures) {
    const bytes = Buffer.from(match?.[2] ?? '', 'base64');
    if (bytes.length < 5) return { outcome: 'malformed' };
    const key = keys.find(({ name, id }) => name === match![1] && id === bytes.toString('hex', 0, 4));
    if (key === undefined) continue;
    const valid =
      bytes.length === 68 &&
      key.publicKey.length === 32 &&
      verify(null, Buffer.from(text), publicKeyObject(key.publicKey), bytes.subarray(4));
    return valid ? { outcome: 'signed', text, key } : { outcome: 'bad-signature', key };
  }
  return {
    outcome: 'unknown-key',
    text,
    keys: signatures.map((match) => `${match![1]}+${Buffer.from(match![2]!, 'base64').toString('hex', 0, 4)}`),
  };
}

const publicKeyObject = (publicKey: Buffer): KeyObject =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey.toString('base64url') }, format: 'jwk' });
