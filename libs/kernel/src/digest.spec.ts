import { describe, expect, it } from 'vitest';
import { digestOf, digestOfText } from './digest.js';

describe('digests', () => {
  it('are the SHA-256 of the canonical text in UTF-8', () => {
    expect(digestOf({})).toBe('sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
    expect(digestOfText('abc')).toBe('sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(digestOf({ b: [1, { d: 'ö', c: null }], a: true })).toBe(digestOfText('{"a":true,"b":[1,{"c":null,"d":"ö"}]}'));
  });

  it('leave out a member that is undefined, as JSON does', () => expect(digestOf({ a: 1, b: undefined })).toBe(digestOf({ a: 1 })));
  it('tell a list from the same list in another order', () => expect(digestOf([1, 2])).not.toBe(digestOf([2, 1])));
  it('tell a number from its text', () => expect(digestOf({ version: 1 })).not.toBe(digestOf({ version: '1' })));
});
