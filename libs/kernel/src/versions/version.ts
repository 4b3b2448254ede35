import { type Parsed, parsed, unparsable } from '../parsed.js';

/** How a component's version texts are read and ordered (documents.md, "Versions"). */
export const SCHEMES = ['dotted', 'semver', 'kubernetes', 'vsphere'] as const;
export type Scheme = (typeof SCHEMES)[number];

/** A run of digits or a word of a suffix; digits order before words. */
export type SuffixToken = number | string;

/**
 * One version, parsed. `text` is kept to the letter, so print ∘ parse is the identity.
 *
 * `core` are the leading numbers, `prerelease` is SemVer's, `suffix` is VMware's build suffix, which does order builds of one core.
 * `build` is a trailing build number (`9.0.2.0-25150386`, `4.2.3.3.0.25171318`); `null` when the text has none.
 */
export interface Version {
  readonly scheme: Scheme;
  readonly text: string;
  readonly core: readonly number[];
  readonly prerelease: readonly SuffixToken[];
  readonly suffix: readonly SuffixToken[];
  readonly build: number | null;
}

/** From this many digits on, a last dotted number is a build number: NSX builds have eight, patch fields (`9.1.0.0200`) four. */
const BUILD_DIGITS = 7;
const MAX_TEXT = 128;

// SemVer 2, 2 and 9: numbers without leading zeros; a pre-release has no empty identifier.
const NUMBER = String.raw`(?:0|[1-9]\d*)`;
const IDENTIFIER = String.raw`(?:${NUMBER}|\d*[A-Za-z-][0-9A-Za-z-]*)`;
// Package and object names cannot hold a `+`: they write `---` or `--` for it, image tags write `_`.
const PRERELEASE = String.raw`(?:-(?!-)(?<prerelease>${IDENTIFIER}(?:\.${IDENTIFIER})*))?`;
const SUFFIX = String.raw`(?<suffix>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)`;
const BUILD = String.raw`(?:-(?<build>\d+))?`;
// VKS names the newest Kubernetes minor it brings, and says when it came embedded in a Supervisor; neither makes another release.
const DOTTED = new RegExp(String.raw`^v?(?<core>\d+(?:\.\d+)*)(?:-embedded)?(?:\+v?\d+(?:\.\d+)*)?${BUILD}$`);
const VSPHERE = new RegExp(String.raw`^(?<core>\d+(?:\.\d+)*)(?:(?<=^\d+\.\d+)[uU](?<update>\d+)(?<letter>[a-z])?)?${BUILD}$`);
const semver = (parts: string) =>
  new RegExp(String.raw`^v?(?<core>${NUMBER}(?:\.${NUMBER})${parts})${PRERELEASE}(?:(?:\+|---?|_)${SUFFIX})?$`);
const kubernetes = (parts: string) => new RegExp(String.raw`^v?(?<core>${NUMBER}(?:\.${NUMBER})${parts})(?:(?:\+|---?)${SUFFIX})?$`);

const PATTERNS: Record<Scheme, { pattern: RegExp; example: string; partial: RegExp }> = {
  dotted: { pattern: DOTTED, partial: DOTTED, example: '4.2.1.0, 9.0.2.0-25150386 or 3.6.3+v1.35' },
  semver: { pattern: semver('{2}'), partial: semver('{0,2}'), example: '2.4.0 or 2.6.2+vmware.1-tkg.1' },
  kubernetes: {
    pattern: kubernetes('{2}'),
    partial: kubernetes('{0,2}'),
    example: 'v1.34.1+vmware.1-vkr.2 or v1.26.13---vmware.1-fips.1-tkg.3',
  },
  vsphere: { pattern: VSPHERE, partial: VSPHERE, example: '8.0U3k or 9.0.2.0100' },
};

/** Reads one version. Total: every text is either a version of the scheme or a problem that names the scheme and the text. */
export const parseVersion = (scheme: Scheme, text: string): Parsed<Version> => read(scheme, text, PATTERNS[scheme].pattern, 'version');

/** Reads a bound of a range, where trailing parts may be missing: `4.2`, `1.34`, `8.0U3`. */
export const parsePartialVersion = (scheme: Scheme, text: string): Parsed<Version> =>
  read(scheme, text, PATTERNS[scheme].partial, 'range bound');

function read(scheme: Scheme, text: string, pattern: RegExp, what: string): Parsed<Version> {
  const fail = (why: string) => unparsable(`not a ${scheme} ${what}: ${why}; found ${JSON.stringify(text.slice(0, MAX_TEXT))}`);
  if (text.length > MAX_TEXT) return fail(`longer than ${MAX_TEXT} characters`);
  const groups = pattern.exec(text)?.groups;
  if (!groups) return fail(`expected a text like ${PATTERNS[scheme].example}`);
  const core = groups['core']!.split('.').map(Number);
  // Before 9, vCenter also numbers its updates in a fourth field (8.0.3.00400 is 8.0U3d). The two spellings do not compare, so only one is read.
  if (scheme === 'vsphere' && core[0]! < 9 && core.length > 3)
    return fail('before 9 a release is named by its update and letter, as in 8.0U3k');
  let build = groups['build'] === undefined ? null : Number(groups['build']);
  const lastDigits = groups['core']!.length - groups['core']!.lastIndexOf('.') - 1;
  if (scheme === 'dotted' && build === null && core.length > 1 && lastDigits >= BUILD_DIGITS) build = core.pop()!;
  if (groups['update'] !== undefined) core.push(Number(groups['update']));
  if (groups['letter'] !== undefined) core.push(groups['letter'].charCodeAt(0) - 'a'.charCodeAt(0) + 1);
  const prerelease = identifiers(groups['prerelease']);
  const suffix = tokens(groups['suffix']);
  const numbers = [...core, ...prerelease, ...suffix, build ?? 0].filter((part) => typeof part === 'number');
  if (!numbers.every(Number.isSafeInteger)) return fail('a number has more than 15 digits');
  return parsed({ scheme, text, core, prerelease, suffix, build });
}

/** SemVer 2, 11.4: dot-separated, all-digit identifiers compare as numbers and order before the others. */
const identifiers = (text: string | undefined): SuffixToken[] =>
  (text?.split('.') ?? []).map((part) => (/^\d+$/.test(part) ? Number(part) : part));

const tokens = (text: string | undefined): SuffixToken[] =>
  (text?.match(/\d+|[A-Za-z]+/g) ?? []).map((token) => (/^\d/.test(token) ? Number(token) : token.toLowerCase()));
