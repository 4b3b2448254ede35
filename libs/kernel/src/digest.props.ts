import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson, digestOf } from './digest.js';

/** The same value with the keys of every map in another order. */
const turned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(turned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, turned(inner)]),
  );
};

it('the order of keys never changes a digest', () =>
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(digestOf(turned(value))).toBe(digestOf(value));
    }),
  ));

it('canonical JSON reads back as the value, and is its own canonical form', () =>
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }),
  ));
