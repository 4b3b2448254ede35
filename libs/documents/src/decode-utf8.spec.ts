import { expect, it } from 'vitest';
import { decodeUtf8 } from './decode-utf8.js';

const bytes = (...parts: (string | number)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))));

it('well-formed UTF-8 is read to the letter', () => expect(decodeUtf8(bytes('a: "ö € 😀"\r\n'), 'f')).toBe('a: "ö € 😀"\r\n'));
it('a byte order mark is dropped', () => expect(decodeUtf8(bytes(0xef, 0xbb, 0xbf, 'a: 1'), 'f')).toBe('a: 1'));

it.each<[string, Uint8Array, number, number, string]>([
  ['a byte of Latin-1', bytes('a: 1\nb: x', 0xf6, 'y'), 2, 5, 'byte 0xf6 at offset 9'],
  ['a continuation byte alone', bytes(0x80), 1, 1, 'byte 0x80 at offset 0'],
  ['an overlong slash', bytes('é\n', 0xc0, 0xaf), 2, 1, 'byte 0xc0 at offset 3'],
  ['an overlong three-byte form', bytes('a', 0xe0, 0x80, 0xaf), 1, 2, 'byte 0xe0 at offset 1'],
  ['half of a surrogate pair', bytes('a', 0xed, 0xa0, 0x80), 1, 2, 'byte 0xed at offset 1'],
  ['a code point above U+10FFFF', bytes(0xf4, 0x90, 0x80, 0x80), 1, 1, 'byte 0xf4 at offset 0'],
  ['a character cut off at the end', bytes('a: ', 0xe2, 0x82), 1, 4, 'the end of the text inside a character'],
  ['UTF-16 with its mark', bytes(0xff, 0xfe, 'a', 0), 1, 1, 'byte 0xff at offset 0; this looks like UTF-16'],
])('%s is a problem at its first byte', (_what, input, line, column, found) =>
  expect(decodeUtf8(input, 'f.yaml')).toEqual({ file: 'f.yaml', line, column, path: '', message: `a document is UTF-8; found ${found}` }),
);

it('the platform and the search for the first bad byte agree on every first byte', () => {
  for (let a = 0; a < 256; a++)
    for (const b of [0, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff]) {
      const input = bytes(a, b, 0x80, 'x');
      const result = decodeUtf8(input, 'f');
      if (typeof result !== 'string') expect(result.message, `${a} ${b}`).toMatch(/byte 0x.. at offset [0-3]/);
      else expect(Buffer.from(result).equals(input), `${a} ${b}`).toBe(true);
    }
});
