import { type CompatibilityMatrix, EVIDENCE, type Located, readValue, type StatementEntry, STATUSES } from '@lockstep/documents';
import { propertyRuns } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { versionOf } from '../../fixtures/compile-texts.js';
import { compileMatrix, type MatrixRevision } from './compile-matrix.js';
import { judgePair, type Judging } from './verdict.js';

const COMPONENTS = ['a', 'b', 'c'] as const;
const VERSIONS = ['1.0', '1.1', '1.2', '2.0', '2.1'];
const range = fc.oneof(
  fc.constant('*'),
  fc.tuple(fc.constantFrom('=', '>=', '<=', '<', '>'), fc.constantFrom(...VERSIONS, '1', '2')).map((parts) => parts.join('')),
);
const pair = fc.constantFrom(['a', 'b'], ['b', 'a'], ['a', 'c'], ['c', 'b']);
const day = fc.constantFrom('2026-01-01', '2026-06-30', '2026-12-31');

const statement = fc.record({
  between: fc.tuple(pair, range, range).map(([[x, y], r, q]) => ({ [x!]: r, [y!]: q })),
  status: fc.constantFrom(...STATUSES),
  evidence: fc.constantFrom(...EVIDENCE),
});
const statements = fc
  .array(fc.tuple(statement, fc.option(day, { nil: undefined })), { maxLength: 8 })
  .map((list) => list.map(([entry, expires], i) => ({ id: `s${i}`, ...entry, ...(expires && { expires }) })));
const relations = fc
  .subarray([
    ['a', 'b'],
    ['a', 'c'],
    ['b', 'c'],
  ] as const)
  .chain((pairs) =>
    fc.tuple(
      ...pairs.map(([x, y]) =>
        fc.record({ between: fc.constantFrom([x, y], [y, x]), unknown: fc.constantFrom('deny', 'allow'), enforce: fc.boolean() }),
      ),
    ),
  );
const waivers = fc.array(
  fc.record({ statement: fc.constantFrom('s0', 's1', 's2'), reason: fc.constant('soak'), by: fc.constant('board'), expires: day }),
  { maxLength: 2 },
);
const judging: fc.Arbitrary<Judging> = fc.record({
  day: fc.option(day),
  policy: fc.record({ evidence: fc.constantFrom(...EVIDENCE), acceptUntested: fc.boolean(), mixedWindow: fc.constant('comoved'), waivers }),
});
const version = fc.option(fc.constantFrom(...VERSIONS));

interface Facts {
  readonly components: readonly object[];
  readonly relations: readonly object[];
  readonly releases: readonly object[];
  readonly statements: readonly object[];
  readonly hops: readonly object[];
  readonly sources: readonly object[];
}
const facts: fc.Arbitrary<Facts> = fc.record({
  components: fc.constant(COMPONENTS.map((id) => ({ id, scope: 'cluster', versioning: 'dotted' }))),
  relations,
  releases: fc
    .uniqueArray(fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom(...VERSIONS)), { selector: String })
    .map((list) => list.map(([component, text]) => ({ component, version: text, bundle: { c: '1.0' }, sources: ['x'] }))),
  statements,
  hops: fc
    .array(
      fc.record({ component: fc.constantFrom(...COMPONENTS), from: range, to: range, status: fc.constantFrom('supported', 'blocked') }),
      { maxLength: 4 },
    )
    .map((list) => list.map((hop, i) => ({ id: `h${i}`, ...hop }))),
  sources: fc.constant([{ id: 'x', title: 'X', confidence: 'vendor' }]),
});

const document = (spec: Partial<Facts>, name: string): Located<CompatibilityMatrix> => {
  const read = readValue('CompatibilityMatrix', { apiVersion: 'lockstep/v1', kind: 'CompatibilityMatrix', metadata: { name }, spec });
  if (Array.isArray(read)) throw new Error(JSON.stringify(read));
  return read;
};
const compiled = (documents: readonly Located<CompatibilityMatrix>[]): MatrixRevision => {
  const result = compileMatrix(documents);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result;
};

it('a verdict is the same from both sides', () =>
  fc.assert(
    fc.property(facts, judging, pair, version, version, (spec, how, [a, b], x, y) => {
      const { matrix } = compiled([document(spec, 'm')]);
      const [left, right] = [x && versionOf(matrix, a!, x), y && versionOf(matrix, b!, y)];
      expect(judgePair(matrix, how, a!, left || null, b!, right || null)).toEqual(
        judgePair(matrix, how, b!, right || null, a!, left || null),
      );
    }),
    { numRuns: propertyRuns(300) },
  ));

it('the digest does not depend on the order of entries, on names, or on how they are spread over files in which order', () =>
  fc.assert(
    fc.property(facts, fc.array(fc.nat(), { minLength: 64, maxLength: 64 }), fc.integer({ min: 1, max: 4 }), (spec, dice, files) => {
      const spread = Array.from({ length: files }, (): Record<string, object[]> => ({}));
      let throws = 0;
      for (const [list, entries] of Object.entries(spec) as [string, object[]][])
        for (const entry of entries) {
          const roll = dice[throws++ % dice.length]!;
          const target = (spread[roll % files]![list] ??= []);
          target.splice(roll % (target.length + 1), 0, entry);
        }
      const parts = spread.map((part, i) => document(part, `part-${i}`));
      const [whole, split, turned] = [compiled([document(spec, 'whole')]), compiled(parts), compiled(parts.toReversed())];
      expect(split.digest).toBe(whole.digest);
      expect(turned.digest).toBe(whole.digest);
      expect(split.document.spec).toEqual(whole.document.spec);
    }),
    { numRuns: propertyRuns(200) },
  ));

it('one more rejection never puts a pair inside, one more validation never takes it out unless it was rejected anyway', () =>
  fc.assert(
    fc.property(facts, statement, judging, pair, version, version, (spec, extra, how, [a, b], x, y) => {
      const judge = (more: object[]) => {
        const { matrix } = compiled([document({ ...spec, statements: [...spec.statements, ...more] }, 'm')]);
        return judgePair(matrix, how, a!, x === null ? null : versionOf(matrix, a!, x), b!, y === null ? null : versionOf(matrix, b!, y));
      };
      const before = judge([]);
      const rejected = judge([{ ...extra, id: 'extra', status: 'rejected' } satisfies Partial<StatementEntry>]);
      const validated = judge([{ ...extra, id: 'extra', status: 'validated' } satisfies Partial<StatementEntry>]);
      if (rejected.inside) expect(before.inside).toBe(true);
      if (before.inside) expect(validated.inside).toBe(true);
      if (before.verdict === 'rejected') expect([rejected.verdict, validated.verdict]).toEqual(['rejected', 'rejected']);
    }),
    { numRuns: propertyRuns(300) },
  ));

it('raising the evidence floor only ever removes statements', () =>
  fc.assert(
    fc.property(facts, judging, pair, fc.constantFrom(...VERSIONS), fc.constantFrom(...VERSIONS), (spec, how, [a, b], x, y) => {
      const { matrix } = compiled([document(spec, 'm')]);
      let wider: readonly string[] | null = null;
      for (const evidence of EVIDENCE.toReversed()) {
        const { statements: counted } = judgePair(
          matrix,
          { ...how, policy: { ...how.policy, evidence } },
          a!,
          versionOf(matrix, a!, x),
          b!,
          versionOf(matrix, b!, y),
        );
        const ids = counted.map(({ id }) => id);
        if (wider) expect(wider).toEqual(expect.arrayContaining(ids));
        wider = ids;
      }
    }),
    { numRuns: propertyRuns(200) },
  ));

it('a waiver makes its own statement count and no other, takes no pair out of its window, and changes no rejection', () =>
  fc.assert(
    fc.property(facts, judging, pair, fc.constantFrom(...VERSIONS), fc.constantFrom(...VERSIONS), (spec, how, [a, b], x, y) => {
      const { matrix } = compiled([document(spec, 'm')]);
      const judge = (waived: Judging['policy']['waivers']) =>
        judgePair(
          matrix,
          { ...how, policy: { ...how.policy, waivers: waived } },
          a!,
          versionOf(matrix, a!, x),
          b!,
          versionOf(matrix, b!, y),
        );
      const [without, waived] = [judge([]), judge(how.policy.waivers)];
      if (without.inside) expect(waived.inside).toBe(true);
      if (without.verdict === 'rejected') expect(waived).toMatchObject({ verdict: 'rejected', inside: without.inside });
      const named = new Set(how.policy.waivers.map(({ statement: id }) => id));
      for (const one of waived.statements) if (!named.has(one.id)) expect(without.statements).toContain(one);
      if (waived.inside && !without.inside) expect(named.has(waived.statement!.id)).toBe(true);
    }),
    { numRuns: propertyRuns(300) },
  ));
