import { describe, expect, it } from 'vitest';
import known from '../../fixtures/known-versions.json' with { type: 'json' };
import { compareVersions } from './order.js';
import { parseRange, satisfies } from './range.js';
import { parseVersion, type Scheme, type Version } from './version.js';

const SCHEME_OF: Record<string, Scheme> = {
  nsx: 'dotted',
  vcenter: 'vsphere',
  supervisor: 'kubernetes',
  vks: 'dotted',
  vkr: 'kubernetes',
  antrea: 'semver',
  'antrea-package': 'semver',
  'antrea-nsx-adapter': 'semver',
};

interface Known {
  readonly version: string;
  readonly released?: string;
}
const releases = Object.entries(known.releases as Record<string, Known[]>);
const listOf = (component: string): string[] => (known.releases as Record<string, Known[]>)[component]!.map(({ version }) => version);

const read = (component: string, text: string): Version => {
  const version = parseVersion(SCHEME_OF[component]!, text);
  if (!version.ok) throw new Error(`${component}: ${version.problem}`);
  return version.value;
};

/** Lists come in from every direction: as given, turned round, and dealt like cards. */
const shuffles = (texts: readonly string[]): string[][] => [
  [...texts],
  [...texts].reverse(),
  texts.map((_, i) => texts[(i * 53) % texts.length]!),
];

const sort = (component: string, texts: readonly string[]): string[] =>
  texts
    .map((text) => read(component, text))
    .toSorted(compareVersions)
    .map(({ text }) => text);

describe('every version that the vendors publish', () => {
  it.each(releases)('of %s parses and prints as it was written', (component, list) => {
    expect(list.length).toBeGreaterThan(3);
    for (const { version } of list) expect(read(component, version).text).toBe(version);
  });

  it.each(Object.entries(known.alsoSpelled))('of %s parses in the spelling of bills of materials', (component, texts) => {
    for (const text of texts) expect(read(component, text).text).toBe(text);
  });

  it.each(Object.entries(known.ranges))('of %s is met by ranges that parse', (component, texts) => {
    for (const text of texts) expect(parseRange(SCHEME_OF[component]!, text), text).toMatchObject({ ok: true });
  });

  it.each(releases)('of %s differs from every other of its list', (component, list) => {
    const sorted = list.map(({ version }) => read(component, version)).toSorted(compareVersions);
    sorted
      .slice(1)
      .forEach((version, i) => expect(compareVersions(sorted[i]!, version), `${sorted[i]!.text} and ${version.text}`).toBeLessThan(0));
  });
});

describe('the order of the publishing lists', () => {
  it.each(['nsx', 'vcenter', 'vks', 'vkr'])('of %s comes back from a shuffled list', (component) => {
    for (const texts of shuffles(listOf(component))) expect(sort(component, texts)).toEqual(listOf(component));
  });

  it.each(['vsc0', 'vsc9'])('of Supervisor train %s comes back from a shuffled list', (train) => {
    const list = listOf('supervisor').filter((text) => text.includes(`-${train}.`));
    expect(list.length).toBeGreaterThan(20);
    for (const texts of shuffles(list)) expect(sort('supervisor', texts)).toEqual(list);
  });

  it('holds for the dates: within a line a higher version is not older (NSX, VKS, Antrea)', () => {
    for (const component of ['nsx', 'vks', 'antrea']) {
      const dated = releases
        .find(([name]) => name === component)![1]
        .flatMap(({ version, released }) => (released ? [{ version: read(component, version), released }] : []));
      const ascending = dated.toSorted((a, b) => compareVersions(a.version, b.version));
      let pairs = 0;
      ascending.slice(1).forEach((next, i) => {
        const before = ascending[i]!;
        if (before.version.core[0] !== next.version.core[0] || before.version.core[1] !== next.version.core[1]) return;
        pairs++;
        expect(
          before.released <= next.released,
          `${before.version.text} (${before.released}) before ${next.version.text} (${next.released})`,
        ).toBe(true);
      });
      expect(pairs).toBeGreaterThan(2);
    }
  });
});

describe('ranges over the published lists', () => {
  it.each<[string, string, string[]]>([
    ['nsx', '>=9.0.2 <9.1.0.0200', ['9.0.2.0', '9.1.0.0', '9.1.0.0100']],
    ['nsx', '4.2.1.*', ['4.2.1.0', '4.2.1.1', '4.2.1.2', '4.2.1.3', '4.2.1.4']],
    ['nsx', '>4.2.4 <=9.0', ['9.0.0.0', '9.0.1.0', '9.0.2.0']],
    ['vcenter', '=8.0U3 || >8.0U3j <9', ['8.0U3', '8.0U3k', '8.0U3l']],
    ['vcenter', '9.0.*', ['9.0.0.0', '9.0.1.0', '9.0.2.0', '9.0.2.0100']],
    ['vks', '=3.5.0 || >=3.6.0 <=3.6.3', ['3.5.0+v1.34', '3.6.0+v1.35', '3.6.1+v1.35', '3.6.2+v1.35', '3.6.3+v1.35']],
    ['vkr', '>=1.35 <1.36', ['1.35.0', '1.35.2', '1.35.5', '1.35.6']],
    [
      'supervisor',
      '=1.31.6+vmware.3-fips-vsc9',
      ['v1.31.6+vmware.3-fips-vsc9.0.1.0', 'v1.31.6+vmware.3-fips-vsc9.0.2.0', 'v1.31.6+vmware.3-fips-vsc9.0.2.0100'],
    ],
    ['antrea-package', '=2.3.2', ['2.3.2+vmware.1-tkg.1', '2.3.2+vmware.2-tkg.1']],
  ])('%s %s selects exactly its releases', (component, text, expected) => {
    const range = parseRange(SCHEME_OF[component]!, text);
    if (!range.ok) throw new Error(range.problem);
    expect(
      sort(
        component,
        listOf(component).filter((version) => satisfies(read(component, version), range.value)),
      ),
    ).toEqual(expected);
  });
});
