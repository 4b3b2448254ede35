import { expect, it } from 'vitest';
import { RecentlyUsed } from './recently-used.js';

/** Recalls the keys one after another, and says which of them had to be made. */
function made(capacity: number, keys: string): string {
  const values = new RecentlyUsed<string>(capacity);
  let made = '';
  for (const key of keys)
    expect(
      values.recall(key, () => {
        made += key;
        return `value of ${key}`;
      }),
    ).toBe(`value of ${key}`);
  return made;
}

it.each([
  ['makes a value once while there is room', 2, 'abab', 'ab'],
  ['lets the one go that was not used for longest', 2, 'abacab', 'abcb'],
  ['keeps nothing without room', 0, 'aa', 'aa'],
])('%s', (_, capacity, keys, expected) => {
  expect(made(capacity, keys)).toBe(expected);
});

it('makes a value again that was forgotten, and one whose making failed', () => {
  const values = new RecentlyUsed<number>(2);
  values.recall('a', () => 1);
  values.forget('a');
  expect(values.recall('a', () => 2)).toBe(2);
  expect(() =>
    values.recall('b', () => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(values.recall('b', () => 3)).toBe(3);
});
