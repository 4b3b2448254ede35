import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Line, LineSplitter } from './line-splitter.js';

const cut = (chunks: readonly Buffer[], longest: number): Line[] => {
  const splitter = new LineSplitter(longest);
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
};
const shown = (lines: readonly Line[]) => lines.map(({ number, bytes }) => [number, bytes?.toString('latin1') ?? null]);

it('gives the lines of a text, wherever it was cut on its way', () => {
  const parts = fc.array(fc.stringMatching(/^[ab \n\r]{0,9}$/), { maxLength: 20 });
  fc.assert(
    fc.property(parts, fc.integer({ min: 1, max: 8 }), (texts, longest) => {
      const expected = texts
        .join('')
        .split('\n')
        .map((text, index) => [index + 1, text.length > longest ? null : text] as const)
        .filter(([, text]) => text === null || text.trim() !== '');
      expect(
        shown(
          cut(
            texts.map((text) => Buffer.from(text)),
            longest,
          ),
        ),
      ).toEqual(expected);
    }),
  );
});

it('forgets a line that is too long as it comes, and goes on with the next', () => {
  const splitter = new LineSplitter(10);
  for (let n = 0; n < 1_000; n++) expect(splitter.push(Buffer.alloc(1_000, 'x'))).toEqual([]);
  expect(shown(splitter.push(Buffer.from('\nok\n')))).toEqual([
    [1, null],
    [2, 'ok'],
  ]);
});
