import { describe, expect, it } from 'vitest';
import { parseRange, satisfies } from './range.js';
import { parseVersion, type Scheme } from './version.js';

const matching = (scheme: Scheme, text: string, versions: readonly string[]): string[] => {
  const range = parseRange(scheme, text);
  if (!range.ok) throw new Error(range.problem);
  return versions.filter((candidate) => {
    const version = parseVersion(scheme, candidate);
    if (!version.ok) throw new Error(version.problem);
    return satisfies(version.value, range.value);
  });
};

/** `inside` lie in the range, `outside` do not. */
type Row = readonly [sentence: string, scheme: Scheme, range: string, inside: readonly string[], outside: readonly string[]];

const rows: readonly Row[] = [
  ['a bare version means =', 'dotted', '4.2.1.0', ['4.2.1.0', '4.2.1'], ['4.2.1.1', '4.2.0.9']],
  ['= matches by prefix', 'dotted', '=4.2', ['4.2', '4.2.1.3', '4.2.0.0', '4.2.9-25171318'], ['4.1.9', '4.20', '4.3', '42.0']],
  [
    '= covers every build of a Kubernetes patch',
    'kubernetes',
    '=1.34.1',
    ['v1.34.1', 'v1.34.1+vmware.1-vkr.2', 'v1.34.1---vmware.9-vkr.9'],
    ['v1.34.10', 'v1.34.0+vmware.9', 'v1.35.1'],
  ],
  [
    '= covers a prefix of the build suffix, token by token',
    'kubernetes',
    '=v1.32.9+vmware.2-fips-vsc9',
    ['v1.32.9+vmware.2-fips-vsc9.1.0.0'],
    ['v1.32.9+vmware.2-fips-vsc0.1.15', 'v1.32.9+vmware.20-fips-vsc9.1.0.0', 'v1.32.9+vmware.2-fips-vsc90.1'],
  ],
  [
    '= of a full SemVer covers its builds and not its pre-releases',
    'semver',
    '=2.0.0',
    ['2.0.0', '2.0.0+vmware.1-tkg.1'],
    ['2.0.0-rc.1', '2.0.1'],
  ],
  ['= of a SemVer minor covers its pre-releases too', 'semver', '=2.0', ['2.0.0-rc.1', '2.0.0', '2.0.9'], ['2.1.0-rc.1', '1.9.9']],
  ['= in vSphere is exact', 'vsphere', '=8.0U3', ['8.0U3', '8.0u3', '8.0U3-24022515'], ['8.0U3a', '8.0U3k', '8.0U2']],
  ['= in vSphere is exact for numbers too', 'vsphere', '9.0.2.0', ['9.0.2.0', '9.0.2', '9.0.2.0-25148086'], ['9.0.2.0100', '9.0.2.1']],
  ['>= takes the lowest completion', 'dotted', '>=4.2', ['4.2', '4.2.0.0', '4.2.0.1', '9.0'], ['4.1.99']],
  ['>= of a SemVer minor begins at its pre-releases, the lowest there is', 'semver', '>=2.1', ['2.1.0-alpha', '2.1.0', '3.0.0'], ['2.0.9']],
  ['>= of a full SemVer begins at the release', 'semver', '>=2.1.0', ['2.1.0', '2.1.0+vmware.1'], ['2.1.0-rc.1', '2.0.9']],
  ['< ends before the lowest completion', 'dotted', '<9.1', ['9.0.2.0100', '4.2'], ['9.1', '9.1.0.0', '9.1.0.0100']],
  ['<= reaches to the end of a partial version', 'dotted', '<=4.2', ['4.2', '4.2.99.99', '4.1'], ['4.3', '4.20']],
  ['<= reaches to the last build of a full one', 'kubernetes', '<=1.34.1', ['v1.34.1+vmware.9-vkr.9', 'v1.34.0'], ['v1.34.2']],
  ['> starts after a partial version', 'dotted', '>4.2', ['4.3', '9.0.0.0'], ['4.2', '4.2.4.1']],
  ['> starts after the last build of a full one', 'semver', '>2.4.4', ['2.4.5-rc.1', '2.4.5'], ['2.4.4+vmware.2-tkg.1']],
  ['in vSphere > and <= still speak of the whole update', 'vsphere', '>8.0U3', ['9.0.0.0', '8.0U4'], ['8.0U3', '8.0U3k']],
  ['<= in vSphere reaches to the last patch of an update', 'vsphere', '<=8.0U3', ['8.0U3', '8.0U3k', '8.0U2'], ['8.0U4', '9.0.0.0']],
  ['< before its first patch ends at the update itself', 'vsphere', '<8.0U3a', ['8.0U3', '8.0U2'], ['8.0U3a', '8.0U3k']],
  ['<= in vSphere reaches to the end of a partial number', 'vsphere', '<=9.0.2', ['9.0.2.0', '9.0.2.0100'], ['9.0.3.0']],
  ['<= in vSphere ends at a full number', 'vsphere', '<=9.0.2.0', ['9.0.2.0', '8.0U3k'], ['9.0.2.0100']],
  ['in vSphere a letter bounds exactly', 'vsphere', '>8.0U3h <9', ['8.0U3i', '8.0U3k'], ['8.0U3h', '8.0U3', '9.0.0.0']],
  ['comparators of an alternative must all hold', 'dotted', '>=4.2 <9.1', ['4.2', '9.0.2.0'], ['4.1', '9.1']],
  [
    'any alternative of || is enough',
    'dotted',
    '=4.2.1.0 || >=9.0 <9.0.2||=3',
    ['4.2.1.0', '9.0.1.0', '3.2.4'],
    ['4.2.1.1', '9.0.2.0', '2.9'],
  ],
  ['* covers everything', 'semver', '*', ['0.0.0-a', '2.0.0', '99.0.0+x'], []],
  ['* beside another comparator adds nothing', 'dotted', '* >=4.2', ['4.2'], ['4.1']],
  ['a wildcard covers the prefix', 'dotted', '4.2.*', ['4.2', '4.2.4.1'], ['4.3', '4.20.1']],
  [
    'a wildcard may be written x or X, and behind =',
    'kubernetes',
    '=1.30.x || 1.29.X',
    ['v1.30.14', 'v1.29.4+vmware.1'],
    ['v1.3.0', 'v1.31.0'],
  ],
  ['a wildcard in vSphere covers the prefix', 'vsphere', '8.0.*', ['8.0', '8.0U1', '8.0U3k'], ['9.0.0.0', '7.0U3']],
  ['a wildcard behind an update covers its letters', 'vsphere', '8.0U3.*', ['8.0U3', '8.0U3k'], ['8.0U2', '8.0U30']],
  ['spaces may follow an operator and surround ||', 'dotted', '  >=   4.2   <\t9.1  ||  = 3.2 ', ['4.2', '3.2.4'], ['9.1', '3.3']],
  ['comparators that exclude each other cover nothing', 'dotted', '>=9.1 <4.2', [], ['4.2', '5', '9.1']],
  [
    'a build in the bound decides over texts that have one',
    'dotted',
    '>=9.0.2.0-25150386',
    ['9.0.2.0-25150386', '9.0.2.0.25150400', '9.0.2.1'],
    ['9.0.2.0-25150000', '9.0.1.9'],
  ],
  [
    'a build in the bound is not compared with a text that has none',
    'dotted',
    '=9.0.2.0-25150386',
    ['9.0.2.0-25150386', '9.0.2.0'],
    ['9.0.2.0-25150387', '9.0.2.1'],
  ],
  [
    'a VKS spelling in the bound is the plain release',
    'dotted',
    '=3.6.3+v1.35',
    ['3.6.3', '3.6.3-embedded+v1.35', '3.6.3+1.36'],
    ['3.6.2+v1.35'],
  ],
];

describe('ranges', () => {
  it.each(rows)('%s: %s %s', (_sentence, scheme, range, inside, outside) =>
    expect(matching(scheme, range, [...inside, ...outside])).toEqual(inside),
  );

  it('keeps its text', () =>
    expect(parseRange('dotted', ' >= 4.2 ')).toMatchObject({ ok: true, value: { text: ' >= 4.2 ', scheme: 'dotted' } }));
});

describe('refused ranges', () => {
  const foreign = 'carets, tildes and hyphen ranges are not read, write >= and <';
  it.each<[string, string, string]>([
    ['a caret', '^1.2', foreign],
    ['a caret beside a comparator', '>=1.0 ^1.2', foreign],
    ['a tilde', '~1.2', foreign],
    ['a tilde with >', '~>1.2', foreign],
    ['a hyphen range', '1.2 - 1.5', foreign],
    ['nothing', '', 'an alternative is empty'],
    ['spaces only', '  ', 'an alternative is empty'],
    ['an alternative missing behind ||', '1.2 ||', 'an alternative is empty'],
    ['an alternative missing between ||', '1.2 || || 1.3', 'an alternative is empty'],
    ['a single |', '1.2 | 1.3', 'not a dotted range bound'],
    ['a comma', '>=1.2, <1.3', 'not a dotted range bound'],
    ['an operator alone', '>=', 'expected an operator (= > >= < <=) and a version'],
    ['an operator at the end', '>=1.2 <', 'expected an operator'],
    ['a double =', '==1.2', 'expected an operator'],
    ['!=', '!=1.2', 'expected an operator'],
    ['comparators without a space between them', '>=1.2<1.5', 'expected an operator'],
    ['a wildcard behind >=', '>=1.*', 'a wildcard takes no operator'],
    ['an operator before *', '>=*', 'not a dotted range bound'],
    ['a wildcard in the middle', '1.*.3', 'not a dotted range bound'],
    ['a word', 'latest', 'not a dotted range bound'],
  ])('%s is refused: %s', (_sentence, text, rule) => {
    const range = parseRange('dotted', text);
    if (range.ok) throw new Error('was read');
    expect(range.problem).toContain(rule);
    expect(range.problem).toContain('dotted');
    expect(range.problem).toContain(JSON.stringify(text));
  });

  it('a range of more than 4096 characters is refused without repeating it', () => {
    const range = parseRange('dotted', '=1 || '.repeat(100_000));
    expect(range).toMatchObject({ ok: false, problem: expect.stringContaining('longer than 4096 characters') });
    expect(JSON.stringify(range).length).toBeLessThan(400);
  });
});
