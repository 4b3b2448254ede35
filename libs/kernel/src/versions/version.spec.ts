import { describe, expect, it } from 'vitest';
import { parsePartialVersion, parseVersion, type Scheme, type Version } from './version.js';
import { compareVersions, isNewer, isSameRelease, minorStep } from './order.js';

const read = (scheme: Scheme, text: string): Version => {
  const version = parseVersion(scheme, text);
  if (!version.ok) throw new Error(version.problem);
  return version.value;
};

/** Every text of a chain is strictly below every later one. */
const expectAscending = (scheme: Scheme, chain: readonly string[]) => {
  const versions = chain.map((text) => read(scheme, text));
  versions.forEach((low, i) =>
    versions.slice(i + 1).forEach((high) => {
      expect(compareVersions(low, high), `${low.text} < ${high.text}`).toBeLessThan(0);
      expect(compareVersions(high, low), `${high.text} > ${low.text}`).toBeGreaterThan(0);
      expect(isNewer(high, low), `${high.text} is newer than ${low.text}`).toBe(true);
      expect(isNewer(low, high), `${low.text} is not newer than ${high.text}`).toBe(false);
    }),
  );
};

describe('orders of versions', () => {
  it.each<[string, Scheme, string[]]>([
    ['dotted numbers compare as numbers, not as texts', 'dotted', ['4.2.1.4', '4.2.2.0', '4.2.10.0', '9.0.0.0', '10.0']],
    [
      'a hot patch (xx01) follows its release and precedes the next express patch (01xx)',
      'dotted',
      ['9.1.0.0', '9.1.0.0001', '9.1.0.0100', '9.1.0.0101', '9.1.0.0200', '9.1.1.0'],
    ],
    ['builds order two texts of one release', 'dotted', ['9.0.2.0-25150386', '9.0.2.0-25150400', '9.0.2.0100']],
    ['a build in the fifth field orders as one behind a hyphen does', 'dotted', ['4.2.3.3.0.25171318', '4.2.3.3-25171319', '4.2.4.0']],
    [
      'SemVer 2, section 11: numbers, then pre-releases before their release',
      'semver',
      [
        '1.0.0-alpha',
        '1.0.0-alpha.1',
        '1.0.0-alpha.beta',
        '1.0.0-beta',
        '1.0.0-beta.2',
        '1.0.0-beta.11',
        '1.0.0-rc.1',
        '1.0.0',
        '2.0.0',
        '2.1.0',
        '2.1.1',
      ],
    ],
    [
      'numeric identifiers of a pre-release order below words, and a hyphen is a letter',
      'semver',
      ['1.0.0-1', '1.0.0-2', '1.0.0-10', '1.0.0-1-1', '1.0.0-a', '1.0.0-a.0', '1.0.0-a-b', '1.0.0'],
    ],
    ['words of a pre-release keep their case, capitals first', 'semver', ['1.0.0-Alpha', '1.0.0-alpha']],
    [
      'the build suffix of one Antrea orders its packages',
      'semver',
      ['2.4.4', '2.4.4+vmware.1-tkg.1', '2.4.4+vmware.2-tkg.1', '2.4.4+vmware.10-tkg.1', '2.4.5+vmware.1-tkg.1'],
    ],
    [
      'a later tkg build of the same vmware build is newer',
      'semver',
      ['1.13.3+vmware.3-tkg.1-vmware', '1.13.3+vmware.3-tkg.2-vmware', '1.13.3+vmware.3-tkg.10-vmware'],
    ],
    ['a pre-release with a suffix stays below the release', 'semver', ['2.0.0-rc.1', '2.0.0-rc.1+vmware.1', '2.0.0', '2.0.0+vmware.1']],
    [
      'builds of one Kubernetes patch follow each other',
      'kubernetes',
      [
        'v1.34.1',
        'v1.34.1+vmware.1-vkr.2',
        'v1.34.1+vmware.1-vkr.10',
        'v1.34.1+vmware.2-vkr.1',
        'v1.34.2+vmware.1-vkr.1',
        'v1.34.10+vmware.1-vkr.1',
      ],
    ],
    [
      'Supervisor releases of one Kubernetes follow their train tail',
      'kubernetes',
      [
        'v1.32.9+vmware.2-fips-vsc0.1.14',
        'v1.32.9+vmware.2-fips-vsc0.1.15',
        'v1.32.9+vmware.2-fips-vsc9.0.2.0',
        'v1.32.9+vmware.2-fips-vsc9.0.2.0100',
        'v1.32.9+vmware.2-fips-vsc9.1.0.0',
      ],
    ],
    [
      'vSphere updates follow their letters and end below 9',
      'vsphere',
      [
        '7.0U3w',
        '8.0',
        '8.0U1',
        '8.0U2b',
        '8.0U3',
        ...'abcdefghijklmnopqrstuvwxyz'.split('').map((letter) => `8.0U3${letter}`),
        '8.0U10',
        '9.0.0.0',
        '9.0.2.0',
        '9.0.2.0100',
        '9.1.0.0',
      ],
    ],
  ])('%s', (_sentence, scheme, chain) => expectAscending(scheme, chain));
});

describe('spellings of one release', () => {
  it.each<[string, Scheme, string[]]>([
    [
      'VKS is one release with its Kubernetes minor, with or without v, and embedded or not',
      'dotted',
      ['3.6.3', '3.6.3+v1.35', '3.6.3+1.35', '3.6.3-embedded+v1.35', '3.6.3-embedded', '3.6.3+20260618'],
    ],
    ['missing dotted parts are zero', 'dotted', ['9.0', '9.0.0', '9.0.0.0', '9.0.0.0.0', 'v9.0.0']],
    ['leading zeros of a patch field mean nothing', 'dotted', ['9.1.0.0100', '9.1.0.100']],
    [
      'an object name writes --- for +',
      'kubernetes',
      ['v1.26.13+vmware.1-fips.1-tkg.3', 'v1.26.13---vmware.1-fips.1-tkg.3', '1.26.13--vmware.1-fips.1-tkg.3'],
    ],
    ['an image tag writes _ for +', 'semver', ['1.7.1+vmware.1', '1.7.1_vmware.1', '1.7.1---vmware.1', 'v1.7.1+VMware.1']],
    ['vSphere 9 has no letters, and an update may be written small', 'vsphere', ['8.0U3', '8.0u3', '8.0.3']],
  ])('%s', (_sentence, scheme, texts) => {
    const versions = texts.map((text) => read(scheme, text));
    for (const a of versions)
      for (const b of versions) {
        expect(compareVersions(a, b), `${a.text} = ${b.text}`).toBe(0);
        expect(isSameRelease(a, b)).toBe(true);
        expect(isNewer(a, b)).toBe(false);
      }
    expect(versions.map((version) => version.text)).toEqual(texts);
  });

  it('a trailing build decides only when both texts have one', () => {
    const [none, low, high] = ['9.0.2.0', '9.0.2.0-25150386', '9.0.2.0.25150400'].map((text) => read('dotted', text)) as [
      Version,
      Version,
      Version,
    ];
    expect([isSameRelease(none, low), isSameRelease(high, none), isSameRelease(low, high)]).toEqual([true, true, false]);
    expect([isNewer(low, none), isNewer(none, low), isNewer(high, low)]).toEqual([false, false, true]);
    expect([high, low, none].toSorted(compareVersions), 'sorted, the text without a build comes first').toEqual([none, low, high]);
  });

  it('a number of seven digits or more at the end is a build, one of four a patch', () => {
    expect(read('dotted', '4.2.3.3.0.25171318')).toMatchObject({ core: [4, 2, 3, 3, 0], build: 25171318 });
    expect(read('dotted', '9.1.0.0200')).toMatchObject({ core: [9, 1, 0, 200], build: null });
    expect(read('dotted', '25171318')).toMatchObject({ core: [25171318], build: null });
    expect(read('vsphere', '8.0U3c-24305161')).toMatchObject({ core: [8, 0, 3, 3], build: 24305161 });
  });
});

describe('refused texts', () => {
  it.each<[string, Scheme, string]>([
    ['an empty text', 'dotted', ''],
    ['a word', 'dotted', 'latest'],
    ['a space before', 'dotted', ' 4.2'],
    ['a line break behind', 'dotted', '4.2\n'],
    ['two dots', 'dotted', '4..2'],
    ['a dot at the end', 'dotted', '4.2.'],
    ['a sign', 'dotted', '-4.2'],
    ['digits of another script', 'dotted', '４.2'],
    ['more digits than a number holds', 'dotted', '4.99999999999999999999'],
    ['a wildcard, which is a range', 'semver', '0.15.*'],
    ['two numbers only', 'semver', '1.2'],
    ['four numbers', 'semver', '1.2.3.4'],
    ['a leading zero', 'semver', '1.02.3'],
    ['a leading zero in a numeric identifier of a pre-release', 'semver', '1.0.0-rc.01'],
    ['an empty identifier of a pre-release', 'semver', '1.0.0-rc..1'],
    ['an empty suffix', 'semver', '1.0.0+'],
    ['two suffixes', 'semver', '1.0.0+a+b'],
    ['a Kubernetes minor', 'kubernetes', 'v1.34'],
    ['a suffix without a separator', 'kubernetes', 'v1.34.1vmware.1'],
    ['a letter without an update', 'vsphere', '8.0k'],
    ['an update behind three numbers', 'vsphere', '8.0.3U3'],
    ['an update behind one number', 'vsphere', '8U3'],
    ['the field numbering of vCenter 8, which does not compare with letters', 'vsphere', '8.0.3.00400'],
    ['a space inside, as release notes write it', 'vsphere', '8.0 U3k'],
  ])('%s is refused with the scheme and the text', (_sentence, scheme, text) => {
    const result = parseVersion(scheme, text);
    if (result.ok) throw new Error(`read as ${JSON.stringify(result.value)}`);
    expect(result.problem).toContain(`not a ${scheme} version: `);
    expect(result.problem).toContain(`found ${JSON.stringify(text)}`);
  });

  it('a text of a million characters is refused without repeating it', () => {
    const result = parseVersion('dotted', '1.'.repeat(500_000));
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result).length).toBeLessThan(400);
  });
});

describe('partial versions', () => {
  it.each<[string, Scheme, string, number[]]>([
    ['SemVer takes a minor', 'semver', '2.4', [2, 4]],
    ['Kubernetes takes a major', 'kubernetes', 'v1', [1]],
    ['vSphere takes an update', 'vsphere', '8.0U3', [8, 0, 3]],
  ])('%s as a bound', (_sentence, scheme, text, core) =>
    expect(parsePartialVersion(scheme, text)).toMatchObject({ ok: true, value: { core, text } }),
  );

  it('a bound of five numbers is no Kubernetes bound', () =>
    expect(parsePartialVersion('kubernetes', '1.2.3.4.5')).toMatchObject({
      ok: false,
      problem: expect.stringContaining('not a kubernetes range bound'),
    }));
});

describe('minorStep', () => {
  it.each<[string, string, number | null]>([
    ['v1.34.1', 'v1.34.9', 0],
    ['v1.34.1', 'v1.35.0', 1],
    ['v1.33.1', 'v1.36.1', 3],
    ['v1.35.0', 'v1.34.9', -1],
    ['v1.34.1', 'v2.0.0', null],
  ])('from %s to %s is %s', (from, to, step) => expect(minorStep(read('kubernetes', from), read('kubernetes', to))).toBe(step));
});
