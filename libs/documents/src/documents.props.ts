import { propertyRuns } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { findJsonFault, readJson } from './json-text.js';
import { JsonPlaces } from './json-places.js';
import { compareProblems } from './problem.js';
import { readDocuments } from './read-documents.js';

const jsonish = fc.string({ unit: fc.constantFrom(...'{}[]",:\\u0019aetrufalsn .-+eE\n\t'), maxLength: 40 });
const RUNS = { numRuns: propertyRuns(1000) };

describe('any text', () => {
  it('is read without throwing, with sorted problems at real places', () =>
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), jsonish, fc.string({ unit: fc.constantFrom(...'-?: &*a!|>\n\t{}[]"\'#%@`,') })),
        fc.constantFrom('f.yaml', 'f.json', '-'),
        (text, file) => {
          const { documents, problems } = readDocuments([{ file, text }]);
          expect(Object.values(documents).flat()).toEqual([]);
          expect(problems.length).toBeGreaterThan(0);
          expect(problems).toEqual(problems.toSorted(compareProblems));
          const lines = text.replace(/^\uFEFF/, '').split('\n');
          for (const { line, column } of problems) expect(column - 1, `${line}:${column}`).toBeLessThanOrEqual(lines[line - 1]!.length);
        },
      ),
      RUNS,
    ));

  it('is JSON exactly when JSON.parse says so', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          jsonish,
          fc.json(),
          fc.json().map((text) => text.replace(/[,:\]}]/, '')),
        ),
        (text) => {
          let valid = true;
          try {
            JSON.parse(text);
          } catch {
            valid = false;
          }
          expect(findJsonFault(text) === null).toBe(valid);
        },
      ),
      { numRuns: propertyRuns(5000) },
    ));
});

describe('JSON', () => {
  /** Every path of a value. */
  const pathsOf = (value: unknown): (string | number)[][] =>
    typeof value !== 'object' || value === null
      ? [[]]
      : [
          [],
          ...Object.entries(value).flatMap(([key, inner]) =>
            pathsOf(inner).map((path) => [Array.isArray(value) ? Number(key) : key, ...path]),
          ),
        ];

  it('without duplicate keys has none found, and each path leads to its key or element', () =>
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 1, '\r\n\t'), (raw, indent) => {
        const value = JSON.parse(JSON.stringify(raw)) as unknown;
        const text = JSON.stringify(value, null, indent);
        expect(readJson(text)).toMatchObject({ ok: true, duplicates: [] });
        const places = new JsonPlaces(text);
        for (const path of pathsOf(value)) {
          const last = path.at(-1);
          const found = text.slice(places.offsetOf(path));
          const parent = path.slice(0, -1).reduce<unknown>((current, key) => (current as Record<string | number, unknown>)[key], value);
          if (typeof last === 'string') expect(found.startsWith(JSON.stringify(last))).toBe(true);
          else
            expect(
              found.startsWith(JSON.stringify(last === undefined ? value : (parent as unknown[])[last], null, indent).slice(0, 1)),
            ).toBe(true);
        }
      }),
      RUNS,
    ));

  it('with a key given twice has it found', () =>
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1, noNullPrototype: true }), fc.jsonValue(), (map, other) => {
        const [key] = Object.keys(map);
        const once = JSON.stringify([0, map]);
        const twice = `${once.slice(0, -2)},${JSON.stringify(key)} :${JSON.stringify(other)}}]`;
        const read = readJson(twice);
        expect(read).toMatchObject({ ok: true, duplicates: [{ offset: once.length - 1, path: [1, key] }] });
      }),
      RUNS,
    ));
});

it('a fleet is read alike from JSON and from YAML', () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          id: fc.stringMatching(/^[a-z][a-z0-9/ :#-]{0,8}[a-z]$/),
          labels: fc.dictionary(fc.stringMatching(/^[a-z0-9.]{1,5}$/), fc.stringMatching(/^[ -~]{0,6}$/), { noNullPrototype: true }),
        }),
      ),
      (nsxManagers) => {
        const fleet = { apiVersion: 'lockstep/v1', kind: 'FleetSnapshot', metadata: { name: 'a' }, spec: { nsxManagers } };
        const read = (file: string, text: string) => {
          const { documents, problems } = readDocuments([{ file, text }]);
          expect(problems).toEqual([]);
          return documents.FleetSnapshot[0]!.document;
        };
        expect(read('f.yaml', stringify(fleet, { aliasDuplicateObjects: false }))).toEqual(read('f.json', JSON.stringify(fleet)));
      },
    ),
    { numRuns: propertyRuns(300) },
  ));
