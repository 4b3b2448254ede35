import fc from 'fast-check';
import { expect, it } from 'vitest';
import { digestOfText } from './digest.js';
import { DigestSoFar } from './digest-so-far.js';

const texts = fc.array(fc.string({ unit: 'binary' }));
const after = (start: DigestSoFar, pieces: readonly string[]) => pieces.reduce((soFar, piece) => soFar.with(piece), start);

it('is the digest of the pieces in a row, and can be gone on from more than once', () =>
  fc.assert(
    fc.property(texts, texts, texts, (common, one, other) => {
      const start = after(DigestSoFar.nothing, common);
      for (const pieces of [one, other, []]) expect(after(start, pieces).digest).toBe(digestOfText([...common, ...pieces].join('')));
    }),
  ));
