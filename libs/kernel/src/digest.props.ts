import canonicalizeJson from 'canonicalize';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.js';
import { digestOf, digestOfText } from './digest.js';

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

const canonicalize = canonicalizeJson as unknown as (value: unknown) => string;
/** With what JSON leaves out, and what says its own form. */
const plainValues = fc.oneof(
  fc.object({
    withDate: true,
    withNullPrototype: true,
    values: [fc.string({ unit: 'binary' }), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(undefined), fc.boolean()],
  }),
  fc.jsonValue(),
);

it('canonical JSON is what the package of that name writes, and a digest is that of the text', () =>
  fc.assert(
    fc.property(plainValues, (value) => {
      expect(canonicalJson(value)).toBe(canonicalize(value));
      expect(digestOf(value)).toBe(digestOfText(canonicalize(value)));
    }),
  ));

it('the digest of a text of many pieces is that of the whole', () => {
  const value = Array.from({ length: 20_000 }, (_, index) => ({ name: `ö-${index}`, '😀': [index, null] }));
  expect(digestOf(value)).toBe(digestOfText(canonicalize(value)));
});
