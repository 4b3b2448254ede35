import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseCheckpoint, renderCheckpoint } from './checkpoint.js';
import { type NoteKey, noteSignerOf, parseNoteKey, renderNoteKey, signNote, verifyNote } from './signed-note.js';

/** The example of c2sp.org/signed-note. */
const example = {
  key: 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
  note: 'This is an example message.\n\n\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n',
};
const keyOf = (text: string): NoteKey => {
  const key = parseNoteKey(text);
  return key.ok ? key.value : expect.fail(key.problem);
};
const newSigner = (name: string) => noteSignerOf(name, generateKeyPairSync('ed25519').privateKey);

describe('a signed note', () => {
  it('of the specification is verified with its key, which is written back as it was read', () => {
    const key = keyOf(example.key);
    expect(verifyNote(example.note, [key])).toEqual({ outcome: 'signed', text: 'This is an example message.\n', key });
    expect(renderNoteKey(key)).toBe(example.key);
  });

  it('has the signature of RFC 8032, section 7.1, test 2', () => {
    const seed = Buffer.from('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb', 'hex');
    const privateKey = createPrivateKey({
      key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
      format: 'der',
      type: 'pkcs8',
    });
    const signer = noteSignerOf('rfc8032', privateKey);
    expect(signer.publicKey.toString('hex')).toBe('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
    const note = signNote('r', signer);
    const signature = Buffer.from(note.trimEnd().split(' ').at(-1)!, 'base64').subarray(4);
    expect(signature.toString('hex')).toBe(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    );
  });

  it('says nothing by the signature of a key that is not known', () => {
    const [ours, theirs] = [newSigner('ours'), newSigner('theirs')];
    expect(verifyNote(signNote('text\n', theirs), [ours])).toEqual({
      outcome: 'unknown-key',
      text: 'text\n',
      keys: [`theirs+${theirs.id}`],
    });
    expect(verifyNote(signNote('text\n', { ...theirs, name: 'ours' }), [ours])).toMatchObject({ outcome: 'unknown-key' });
  });

  it('is refused when a known key signed another text', () => {
    const signer = newSigner('ours');
    expect(verifyNote(signNote('text\n', signer).replace('text', 'test'), [signer])).toEqual({ outcome: 'bad-signature', key: signer });
  });

  it.each([
    '',
    'text',
    'text\n',
    'text\n\n',
    'text\n\n— ours AAAA',
    'text\n\n- ours AAAAAAAA\n',
    'text\n\n— ours AAAA\n',
    '\n\n— ours AAAAAAAA\n',
  ])('is refused as malformed: %j', (note) => {
    expect(verifyNote(note, [])).toEqual({ outcome: 'malformed' });
  });
});

describe('a verifier key', () => {
  it.each([
    example.key.replace('530d903a', '530d903b'),
    example.key.replace('+Aeky', '+Beky'),
    example.key.replace('example', 'exemple'),
    example.key.slice(0, -4),
    'foo',
    '',
  ])('is refused: %s', (text) => {
    expect(parseNoteKey(text).ok).toBe(false);
  });
});

describe('a checkpoint', () => {
  const checkpoint = { origin: 'example.com/log', size: 15_368_405, root: Buffer.alloc(32, 7) };
  it('is read as it was written, whatever lines follow', () => {
    expect(parseCheckpoint(`${renderCheckpoint(checkpoint)}another line\n`)).toEqual({ ok: true, value: checkpoint });
  });
  it.each([
    '',
    'o\n',
    'o\n01\n',
    'o\n1\nAAAA\n',
    `o\n1\n${Buffer.alloc(32).toString('base64')}`,
    `\n1\n${Buffer.alloc(32).toString('base64')}\n`,
  ])('is refused: %j', (text) => {
    expect(parseCheckpoint(text).ok).toBe(false);
  });
});
