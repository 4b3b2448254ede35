import { propertyRuns } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { digestOfText } from './digest.js';
import { DigestWriter } from './digest-writer.js';

it('the digest of pieces is that of the whole text, however it is cut', () =>
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('x'.repeat(40_000), 'y'.repeat(100_000)))), (pieces) => {
      const writer = new DigestWriter();
      const buffer = new Uint8Array(100_000);
      for (const piece of pieces) {
        const { written } = new TextEncoder().encodeInto(piece, buffer);
        if (written % 2 === 0) writer.add(buffer, written);
        else writer.add(buffer.subarray(0, written));
      }
      expect(writer.finish()).toBe(digestOfText(pieces.join('')));
    }),
    { numRuns: propertyRuns(200) },
  ));
