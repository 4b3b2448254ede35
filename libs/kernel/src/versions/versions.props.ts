import { propertyRuns } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareToPrefix, compareVersions, isNewer, isSameRelease } from './order.js';
import { parseRange, type Range, satisfies } from './range.js';
import { parsePartialVersion, parseVersion, SCHEMES, type Scheme, type Version } from './version.js';

/** Few small numbers, so that equal cores and near misses are common. */
const number = fc
  .oneof({ weight: 8, arbitrary: fc.integer({ min: 0, max: 3 }) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 10_000 }) })
  .map(String);
const core = (min: number, max: number) => fc.array(number, { minLength: min, maxLength: max }).map((parts) => parts.join('.'));
const optional = (arbitrary: fc.Arbitrary<string>) => fc.oneof({ weight: 2, arbitrary: fc.constant('') }, { weight: 1, arbitrary });
const identifier = fc.oneof(number, fc.constantFrom('a', 'B', 'rc', 'x-1', 'vmware', '1a'));
const identifiers = fc.array(identifier, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('.'));
const suffix = fc
  .tuple(
    fc.constantFrom('+', '---', '--'),
    fc.array(fc.constantFrom('vmware.1', 'vmware.2', 'fips', 'fips.1', 'tkg.1', 'vkr.2', 'vsc0.1.12', 'vsc9.0.2.0100'), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([plus, parts]) => plus + parts.join('-'));
const build = fc.integer({ min: 24_000_000, max: 24_000_003 }).map((value) => `-${value}`);
const join = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((texts) => texts.join(''));

const TEXTS: Record<Scheme, { full: fc.Arbitrary<string>; partial: fc.Arbitrary<string> }> = {
  dotted: {
    full: join(core(1, 5), optional(fc.constantFrom('+v1.35', '-embedded+v1.35', '+1.36')), optional(build)),
    partial: join(core(1, 4), optional(build)),
  },
  semver: {
    full: join(core(3, 3), optional(identifiers.map((text) => `-${text}`)), optional(suffix.filter((text) => text.startsWith('+')))),
    partial: fc.oneof(
      core(1, 3),
      join(core(3, 3), optional(identifiers.map((text) => `-${text}`)), optional(suffix.filter((text) => text.startsWith('+')))),
    ),
  },
  kubernetes: {
    full: join(optional(fc.constant('v')), core(3, 3), optional(suffix)),
    partial: fc.oneof(core(1, 3), join(core(3, 3), optional(suffix))),
  },
  vsphere: {
    full: fc.oneof(
      join(core(2, 2), fc.constantFrom('U', 'u'), number, optional(fc.constantFrom('a', 'b', 'k'))),
      join(fc.constantFrom('9.', '10.'), core(1, 3), optional(build)),
    ),
    partial: fc.oneof(core(1, 2), join(core(2, 2), fc.constant('U'), number, optional(fc.constantFrom('a', 'b', 'k')))),
  },
};

const parse = (scheme: Scheme, text: string): Version => {
  const version = parseVersion(scheme, text);
  if (!version.ok) throw new Error(version.problem);
  return version.value;
};
const range = (scheme: Scheme, text: string): Range => {
  const read = parseRange(scheme, text);
  if (!read.ok) throw new Error(read.problem);
  return read.value;
};
const versionsOf = (scheme: Scheme) => TEXTS[scheme].full.map((text) => parse(scheme, text));
const RUNS = { numRuns: propertyRuns(1000) };

describe.each(SCHEMES)('%s versions', (scheme) => {
  const version = versionsOf(scheme);

  it('print as they were written', () =>
    fc.assert(
      fc.property(TEXTS[scheme].full, (text) => parse(scheme, text).text === text),
      RUNS,
    ));

  it('are equal to themselves, and to nothing that differs in more than spelling', () =>
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(compareVersions(a, parse(scheme, a.text))).toBe(0);
        const content = ({ core: numbers, prerelease, suffix: tokens, build: number }: Version) =>
          JSON.stringify([numbers.join('.').replace(/(\.0)+$/, ''), prerelease, tokens, number]);
        expect(compareVersions(a, b) === 0).toBe(content(a) === content(b));
      }),
      RUNS,
    ));

  it('are in a total and antisymmetric order', () =>
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(Math.sign(compareVersions(a, b)) + Math.sign(compareVersions(b, a))).toBe(0);
      }),
      RUNS,
    ));

  it('are in a transitive order', () =>
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        const [x, y, z] = [a, b, c].toSorted(compareVersions) as [Version, Version, Version];
        expect(compareVersions(x, y)).toBeLessThanOrEqual(0);
        expect(compareVersions(y, z)).toBeLessThanOrEqual(0);
        expect(compareVersions(x, z)).toBeLessThanOrEqual(0);
        if (compareVersions(x, y) < 0 || compareVersions(y, z) < 0) expect(compareVersions(x, z)).toBeLessThan(0);
      }),
      RUNS,
    ));

  it('are either newer, older or the same release, and the order agrees', () =>
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect([isNewer(a, b), isNewer(b, a), isSameRelease(a, b)].filter(Boolean)).toHaveLength(1);
        if (isNewer(a, b)) expect(compareVersions(a, b)).toBeGreaterThan(0);
      }),
      RUNS,
    ));

  it('read any text without throwing, and name scheme and text when they refuse it', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 200 }),
          fc.string({ unit: fc.constantFrom(...'0123456789.+-_vVuUabz \n'), maxLength: 30 }),
        ),
        (text) => {
          for (const read of [parseVersion(scheme, text), parsePartialVersion(scheme, text)]) {
            if (read.ok) expect(read.value.text).toBe(text);
            else {
              expect(read.problem).toContain(scheme);
              expect(read.problem).toContain(JSON.stringify(text.slice(0, 128)));
            }
          }
        },
      ),
      RUNS,
    ));
});

describe.each(SCHEMES)('%s ranges', (scheme) => {
  const version = versionsOf(scheme);
  const bound = TEXTS[scheme].partial;
  const inside = (v: Version, text: string) => satisfies(v, range(scheme, text));

  it('split all versions: < against >=, > against <=', () =>
    fc.assert(
      fc.property(version, bound, (v, x) => {
        expect(inside(v, `<${x}`)).toBe(!inside(v, `>=${x}`));
        expect(inside(v, `>${x}`)).toBe(!inside(v, `<=${x}`));
        expect(inside(v, `<${x}`) && inside(v, `>${x}`)).toBe(false);
      }),
      RUNS,
    ));

  it('= is >= and <=, and a bare version is =; in vSphere = is the release alone', () =>
    fc.assert(
      fc.property(version, bound, (v, x) => {
        const both = inside(v, `>=${x} <=${x}`);
        const partial = parsePartialVersion(scheme, x);
        if (!partial.ok) throw new Error(partial.problem);
        expect(inside(v, `=${x}`)).toBe(scheme === 'vsphere' ? isSameRelease(v, partial.value) : both);
        if (inside(v, `=${x}`)) expect(both).toBe(true);
        expect(inside(v, x)).toBe(inside(v, `=${x}`));
      }),
      RUNS,
    ));

  it('|| is union, a space is intersection, * is everything', () =>
    fc.assert(
      fc.property(version, bound, bound, (v, x, y) => {
        expect(inside(v, `>=${x} || <${y}`)).toBe(inside(v, `>=${x}`) || inside(v, `<${y}`));
        expect(inside(v, `>=${x} <${y}`)).toBe(inside(v, `>=${x}`) && inside(v, `<${y}`));
        expect(inside(v, '*')).toBe(true);
      }),
      RUNS,
    ));

  it('spaces behind operators and around || change nothing', () =>
    fc.assert(
      fc.property(version, bound, bound, (v, x, y) => {
        expect(inside(v, ` >=  ${x}\t<\n${y}  ||= ${y} `)).toBe(inside(v, `>=${x} <${y}||=${y}`));
      }),
      RUNS,
    ));

  it('a bound cuts the order in three: before, the block, after', () =>
    fc.assert(
      fc.property(version, version, bound, (a, b, x) => {
        const partial = parsePartialVersion(scheme, x);
        if (!partial.ok) throw new Error(partial.problem);
        // A build is compared only where both have one, so a text without one lies in the block of every build.
        fc.pre(partial.value.build === null);
        const [low, high] = compareVersions(a, b) <= 0 ? [a, b] : [b, a];
        expect(Math.sign(compareToPrefix(low, partial.value))).toBeLessThanOrEqual(Math.sign(compareToPrefix(high, partial.value)));
      }),
      RUNS,
    ));

  it('a version lies in the range of its own text', () =>
    fc.assert(
      fc.property(TEXTS[scheme].full, (text) => {
        expect(inside(parse(scheme, text), `=${text}`)).toBe(true);
      }),
      RUNS,
    ));

  it('read any text without throwing', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 200 }),
          fc.string({ unit: fc.constantFrom(...'0129.+-|<>=*xX^~ U'), maxLength: 30 }),
        ),
        (text) => {
          const read = parseRange(scheme, text);
          if (!read.ok) expect(read.problem).toContain(scheme);
        },
      ),
      RUNS,
    ));
});
