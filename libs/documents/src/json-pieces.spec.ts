import { expect, it } from 'vitest';
import { jsonPieces } from './json-pieces.js';

const ids = Array.from({ length: 20_000 }, (_, index) => `fra/cluster-"${index}"`);

it.each<[string, unknown]>([
  ['nothing', null],
  ['a text with line breaks', 'one\ntwo'],
  ['an empty map beside an empty list', { a: {}, b: [] }],
  ['a member that is not there', { a: 1, b: undefined, c: [undefined] }],
  ['lists in maps in lists', [{ a: [1, [2, { b: true }]] }]],
  ['many texts', { steps: [{ subjects: ids }] }],
  ['many small maps', { steps: ids.map((id) => ({ id, after: ['a\nb'], groups: undefined })) }],
  ['many members', Object.fromEntries(ids.map((id, index) => [id, index % 3 === 0 ? undefined : index]))],
  ['large lists among small ones', [1, ids, [], [ids, undefined, ids], {}]],
])('pieces of %s make up what JSON.stringify writes', (_, value) => {
  expect([...jsonPieces(value)].join('')).toBe(JSON.stringify(value, null, 2));
});

it('no piece is much larger than another, however many texts a list has', () => {
  const pieces = [...jsonPieces({ subjects: ids })];
  expect(pieces.length).toBeGreaterThan(5);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(80_000);
});
