import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText, implementationText, oneLine, readDigest } from './change-texts.js';

const digest = fc.stringMatching(/^sha256:[0-9a-f]{64}$/);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: fc.constantFrom('\n', '\r', 'ä', '😀', '\u0000', '\ud800', 'a'), maxLength: 400 }),
);
const limit = fc.integer({ min: 200, max: 500 });

describe('texts of change records', () => {
  it('have the digest in their first lines, whatever else they say and however short they are cut', () =>
    fc.assert(
      fc.property(digest, text, fc.option(fc.webUrl()), limit, fc.array(digest, { maxLength: 2 }), (own, words, planUrl, most, others) => {
        const implementation = [...others, words, own].join('\n');
        const written = implementationText({ digest: own, implementation, planUrl, window: null }, most);
        expect(readDigest(written)).toBe(own);
        expect(written.length).toBeLessThanOrEqual(most);
      }),
    ));

  it('are left as they are when they begin with the digest and fit', () =>
    fc.assert(
      fc.property(digest, fc.string({ unit: fc.constantFrom('x', 'ß', '\n', ' ', '<', '😀') }), (own, words) => {
        const implementation = `Digest: ${own}\n${words}`;
        expect(implementationText({ digest: own, implementation, planUrl: null, window: null }, 5_000)).toBe(implementation);
      }),
    ));

  it('hold no half characters and no control characters but tabs and newlines, and no more than fits', () =>
    fc.assert(
      fc.property(text, limit, (words, most) => {
        for (const cut of [cutText(words, most), oneLine(words, most)]) {
          expect(cut.length).toBeLessThanOrEqual(most);
          expect(cut).not.toMatch(/\p{Cs}/u);
          expect(cut).not.toMatch(/(?![\n\t])\p{Cc}/u);
        }
        expect(oneLine(words, most)).not.toMatch(/[\n\r\t]/);
      }),
    ));

  it('are not cut where they fit', () =>
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('x', 'ß', '\n', '\t', '"', '😀'), maxLength: 300 }), (words) => {
        expect(cutText(words, words.length)).toBe(words);
      }),
    ));

  it('have no digest where it is not a whole one', () =>
    fc.assert(
      fc.property(digest, fc.integer({ min: 1, max: 70 }), fc.constantFrom('a', '0', 'x', '_'), (own, cut, more) => {
        expect(readDigest(own.slice(0, -cut))).toBeNull();
        expect(readDigest(`${own}${more}`)).toBeNull();
        expect(readDigest(`${more}${own}`)).toBeNull();
      }),
    ));
});
