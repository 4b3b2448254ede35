import { describe, expect, it } from 'vitest';
import { matrixOf, versionOf } from '../../fixtures/compile-texts.js';
import { judgeHop, ruleHop } from './hops.js';
import type { Matrix } from './matrix.js';
import type { ObservedVersion } from './verdict.js';

const BASE = `
  components:
    - {id: nsx, scope: nsxManager, versioning: dotted, backInTime: block}
    - {id: vcenter, scope: vcenter, versioning: vsphere, backInTime: allow}
    - {id: vks, scope: supervisor, versioning: dotted}
    - {id: vkr, scope: cluster, versioning: kubernetes}
  releases:
    - {component: nsx, version: 4.2.1.0, released: 2024-10-09}
    - {component: nsx, version: 4.2.3.3, released: 2026-01-28}
    - {component: nsx, version: 4.2.4.0}
    - {component: nsx, version: 9.0.1.0, released: 2025-09-29}
    - {component: nsx, version: 9.0.2.0, released: 2026-01-28}
    - {component: nsx, version: 9.1.0.0}
    - {component: vcenter, version: 8.0U3j, released: 2026-02-01}
    - {component: vcenter, version: 9.0.0.0, released: 2025-06-17}
    - {component: vks, version: 3.6.3+v1.35}
    - {component: vks, version: 3.7.0+v1.36}
    - {component: vkr, version: v1.33.1+vmware.1-vkr.1}
    - {component: vkr, version: v1.34.1+vmware.1-vkr.1}
    - {component: vkr, version: v1.34.1+vmware.1-vkr.2}
    - {component: vkr, version: v1.35.0+vmware.1-vkr.1}
    - {component: vkr, version: v2.0.0+vmware.1-vkr.1}
`;

/** Hop rules as `component from -> to; more`, ids h0, h1 … */
const matrixWith = (...rules: readonly string[]): Matrix =>
  matrixOf(
    `${BASE}${rules.length > 0 ? '  hops:\n' : ''}${rules
      .map((rule, i) => {
        const [, component, from, to, more] = /^(\S+) (.+) -> ([^;]+)(?:; (.*))?$/.exec(rule)!;
        return `    - {id: h${i}, component: ${component}, from: "${from}", to: "${to}", ${more ?? 'status: supported'}}`;
      })
      .join('\n')}`,
  );

type Around = Readonly<Record<string, readonly (string | null)[]>>;
const judge = (matrix: Matrix, component: string, from: string, to: string, around: Around = {}) =>
  judgeHop(matrix, component, versionOf(matrix, component, from), versionOf(matrix, component, to), (other): ObservedVersion[] =>
    (around[other] ?? []).map((text) => (text === null ? null : versionOf(matrix, other, text))),
  );
const allowed = (...args: Parameters<typeof judge>): boolean => judge(...args).allowed;
const reason = (...args: Parameters<typeof judge>): string => {
  const judgement = judge(...args);
  return judgement.allowed ? `allowed by ${judgement.rule.id}` : judgement.reason;
};

const ANY = 'nsx * -> *';

describe('a hop is a step to a later listed release', () => {
  it.each<[string, string, string, string]>([
    ['to a listed later release is allowed', '4.2.1.0', '9.0.1.0', 'allowed by h0'],
    ['to the same release is none', '4.2.1.0', '4.2.1.0', 'nsx 4.2.1.0 → 4.2.1.0 is not a step to a later release'],
    [
      'to an earlier release is none: there are no downgrades',
      '9.0.1.0',
      '4.2.1.0',
      'nsx 9.0.1.0 → 4.2.1.0 is not a step to a later release',
    ],
    ['to a version without a release is none', '4.2.1.0', '9.0.0.0', 'nsx 4.2.1.0 → 9.0.0.0 leads to a version that no release lists'],
    ['from a version without a release is allowed', '4.2.0.7', '9.0.1.0', 'allowed by h0'],
    ['to a listed release spelled with its build is allowed', '4.2.1.0', '9.0.1.0-24952111', 'allowed by h0'],
    [
      'from a build to its own release is none',
      '9.0.1.0-24952111',
      '9.0.1.0',
      'nsx 9.0.1.0-24952111 → 9.0.1.0 is not a step to a later release',
    ],
    [
      'from a release to a build of it is none',
      '9.0.1.0',
      '9.0.1.0-24952111',
      'nsx 9.0.1.0 → 9.0.1.0-24952111 is not a step to a later release',
    ],
  ])('%s (%s → %s)', (_sentence, from, to, expected) => expect(reason(matrixWith(ANY), 'nsx', from, to)).toBe(expected));

  it('a later build of one Kubernetes release is a hop', () =>
    expect(
      allowed(matrixWith('vkr * -> *; status: supported, maxMinorStep: 0'), 'vkr', 'v1.34.1+vmware.1-vkr.1', 'v1.34.1+vmware.1-vkr.2'),
    ).toBe(true));

  it('spellings of one VKS release are no hop', () =>
    expect(reason(matrixWith('vks * -> *'), 'vks', '3.6.3-embedded+v1.35', '3.6.3+v1.35')).toContain('is not a step to a later release'));

  it('without any rule nothing may hop', () =>
    expect(reason(matrixWith(), 'nsx', '4.2.1.0', '9.0.1.0')).toBe('nsx 4.2.1.0 → 9.0.1.0 is covered by no supported hop rule'));
  it('a rule of another component does not help', () => expect(allowed(matrixWith('vks * -> *'), 'nsx', '4.2.1.0', '9.0.1.0')).toBe(false));
});

describe('rules', () => {
  it('from and to must both cover', () => {
    const matrix = matrixWith('nsx >=4.2 <4.3 -> >=9.0 <9.1');
    expect([
      allowed(matrix, 'nsx', '4.2.1.0', '9.0.1.0'),
      allowed(matrix, 'nsx', '4.2.1.0', '9.1.0.0'),
      allowed(matrix, 'nsx', '9.0.1.0', '9.0.2.0'),
    ]).toEqual([true, false, false]);
  });

  it('a blocked rule beats every supported one', () =>
    expect(reason(matrixWith(ANY, 'nsx 4.2.1 -> >=9; status: blocked, note: "KB 430825"', ANY), 'nsx', '4.2.1.0', '9.0.1.0')).toBe(
      'nsx 4.2.1.0 → 9.0.1.0 is blocked (hop rule h1: KB 430825)',
    ));

  it('a blocked rule about other versions blocks nothing', () =>
    expect(allowed(matrixWith(ANY, 'nsx =4.2.4.0 -> >=9; status: blocked'), 'nsx', '4.2.1.0', '9.0.1.0')).toBe(true));

  it.each<[string, string, string, number, boolean]>([
    ['the same minor', 'v1.34.1+vmware.1-vkr.1', 'v1.34.1+vmware.1-vkr.2', 1, true],
    ['the next minor', 'v1.34.1+vmware.1-vkr.2', 'v1.35.0+vmware.1-vkr.1', 1, true],
    ['a skipped minor', 'v1.33.1+vmware.1-vkr.1', 'v1.35.0+vmware.1-vkr.1', 1, false],
    ['a skipped minor where two are admitted', 'v1.33.1+vmware.1-vkr.1', 'v1.35.0+vmware.1-vkr.1', 2, true],
    ['the next minor where none is admitted', 'v1.34.1+vmware.1-vkr.2', 'v1.35.0+vmware.1-vkr.1', 0, false],
    ['another major, whatever is admitted', 'v1.35.0+vmware.1-vkr.1', 'v2.0.0+vmware.1-vkr.1', 100, false],
  ])('maxMinorStep: %s, %s → %s, admitted %s: %s', (_name, from, to, step, expected) =>
    expect(allowed(matrixWith(`vkr * -> *; status: supported, maxMinorStep: ${step}`), 'vkr', from, to)).toBe(expected),
  );

  it('a point of no return is told when any rule that may allow the hop marks one', () => {
    const matrix = matrixWith(ANY, 'nsx * -> >=9; status: supported, reversible: false');
    const ruling = (to: string) => ruleHop(matrix, 'nsx', versionOf(matrix, 'nsx', '4.2.1.0'), versionOf(matrix, 'nsx', to));
    expect([ruling('4.2.4.0')?.reversible, ruling('9.0.1.0')?.reversible]).toEqual([true, false]);
  });
});

describe('back in time', () => {
  it.each<[string, string, string, boolean]>([
    ['a target released before the source is blocked', '4.2.3.3', '9.0.1.0', false],
    ['a target released on the same day is not', '4.2.3.3', '9.0.2.0', true],
    ['a target released later is not', '4.2.1.0', '9.0.1.0', true],
    ['a source without a date blocks nothing', '4.2.4.0', '9.0.1.0', true],
    ['a target without a date is not blocked', '4.2.3.3', '9.1.0.0', true],
    ['a source that no release lists blocks nothing', '4.2.3.9', '9.0.1.0', true],
    ['a source spelled with its build is known by its release', '4.2.3.3.0.25171318', '9.0.1.0', false],
  ])('%s (%s → %s)', (_sentence, from, to, expected) => expect(allowed(matrixWith(ANY), 'nsx', from, to)).toBe(expected));

  it('is told with both days', () =>
    expect(reason(matrixWith(ANY), 'nsx', '4.2.3.3', '9.0.1.0')).toBe(
      'nsx 4.2.3.3 → 9.0.1.0 goes back in time: released 2025-09-29, the release it replaces 2026-01-28',
    ));

  it('is no matter for a component that does not block it', () =>
    expect(allowed(matrixWith('vcenter * -> *'), 'vcenter', '8.0U3j', '9.0.0.0')).toBe(true));
});

describe('requires', () => {
  const rule = 'vks * -> >=3.7; status: supported, requires: [{component: vkr, range: ">=1.33"}, {component: nsx, range: ">=4.2"}]';
  const hop = (around: Around, ...rules: string[]) => judge(matrixWith(rule, ...rules), 'vks', '3.6.3', '3.7.0', around);

  it.each<[string, Around, boolean]>([
    ['holds when every neighbour satisfies it', { vkr: ['v1.33.1', 'v1.34.1'], nsx: ['4.2.1.0'] }, true],
    ['fails when one laggard of many does not', { vkr: ['v1.34.1', 'v1.32.7', 'v1.34.1'], nsx: ['4.2.1.0'] }, false],
    ['fails when one of two conditions does not hold', { vkr: ['v1.34.1'], nsx: ['4.1.0'] }, false],
    ['holds when there is no neighbour of that component', { nsx: ['4.2.1.0'] }, true],
    ['fails on a neighbour whose version could not be observed', { vkr: ['v1.34.1', null], nsx: ['4.2.1.0'] }, false],
  ])('%s', (_sentence, around, expected) => expect(hop(around).allowed).toBe(expected));

  it('another supported rule with fewer conditions allows the hop all the same', () =>
    expect(hop({ vkr: ['v1.30.1'] }, 'vks >=3.6 -> 3.7.0; status: supported')).toMatchObject({ allowed: true, rule: { id: 'h1' } }));

  it('names what was required', () =>
    expect(hop({ vkr: ['v1.30.1'] })).toEqual({
      allowed: false,
      reason: 'vks 3.6.3 → 3.7.0 does not meet what hop rule h0 requires: vkr >=1.33, nsx >=4.2',
    }));
});

describe('when', () => {
  const blocked = 'vkr 1.34 -> 1.35; status: blocked, when: [{component: vks, range: ">=3.6.0 <3.6.2"}, {component: nsx, range: "4.2"}]';
  const hop = (around: Around) =>
    judge(matrixWith('vkr * -> *', blocked), 'vkr', 'v1.34.1+vmware.1-vkr.2', 'v1.35.0+vmware.1-vkr.1', around).allowed;

  it.each<[string, Around, boolean]>([
    ['blocks when each condition matches some neighbour', { vks: ['3.6.1'], nsx: ['4.2.1.0'] }, false],
    ['blocks when one of several neighbours matches', { vks: ['3.7.0', '3.6.0'], nsx: ['9.0.1.0', '4.2.4.0'] }, false],
    ['does not block when one condition matches nobody', { vks: ['3.6.1'], nsx: ['9.0.1.0'] }, true],
    ['does not block when there is no such neighbour', { nsx: ['4.2.1.0'] }, true],
    ['does not block beside a fixed release', { vks: ['3.6.2+v1.35'], nsx: ['4.2.1.0'] }, true],
    ['blocks beside a version that could not be observed: it may be the one', { vks: [null], nsx: ['4.2.1.0'] }, false],
  ])('%s', (_sentence, around, expected) => expect(hop(around)).toBe(expected));

  it('an empty list of conditions blocks always, as none does', () => {
    for (const rule of ['vkr 1.34 -> 1.35; status: blocked, when: []', 'vkr 1.34 -> 1.35; status: blocked'])
      expect(allowed(matrixWith('vkr * -> *', rule), 'vkr', 'v1.34.1+vmware.1-vkr.2', 'v1.35.0+vmware.1-vkr.1')).toBe(false);
  });
});
