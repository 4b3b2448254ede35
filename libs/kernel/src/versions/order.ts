import type { SuffixToken, Version } from './version.js';

/**
 * Total order over the versions of one scheme: core numbers (missing ones are 0), then SemVer pre-releases before their release,
 * then the build suffix, then the build number. A missing suffix or build orders first. Versions that differ in spelling only are equal.
 */
export function compareVersions(a: Version, b: Version): number {
  return compareRelease(a, b) || compareBuild(a.build, b.build);
}

/** Whether both texts name one release: `9.0.2.0` and `9.0.2.0.25150386`, `3.6.3+v1.35` and `3.6.3`. A build decides only when both have one. */
export const isSameRelease = (a: Version, b: Version): boolean =>
  compareRelease(a, b) === 0 && (a.build === null || b.build === null || a.build === b.build);

/** Whether `a` is a later release than `b`; a build decides only when both have one. */
export function isNewer(a: Version, b: Version): boolean {
  const order = compareRelease(a, b);
  return order > 0 || (order === 0 && a.build !== null && b.build !== null && a.build > b.build);
}

/** How many minors `to` lies above `from`; `null` across majors, where minors cannot be counted. */
export function minorStep(from: Version, to: Version): number | null {
  if ((from.core[0] ?? 0) !== (to.core[0] ?? 0)) return null;
  return (to.core[1] ?? 0) - (from.core[1] ?? 0);
}

/**
 * Where `version` lies against a possibly partial `bound`: 0 when the bound is a prefix of it, else before (< 0) or after (> 0) the whole
 * block of versions which the bound is a prefix of. A build in the bound decides only over versions that have one: `9.0.2.0` may be that very build.
 */
export function compareToPrefix(version: Version, bound: Version): number {
  for (let i = 0; i < bound.core.length; i++) {
    const order = (version.core[i] ?? 0) - bound.core[i]!;
    if (order !== 0) return order;
  }
  if (bound.suffix.length === 0 && bound.build === null && bound.prerelease.length === 0) {
    // `=2.0.0` names the release, not its pre-releases; `=2.0` is a prefix of both.
    return bound.scheme === 'semver' && bound.core.length >= 3 && version.prerelease.length > 0 ? -1 : 0;
  }
  return (
    compareNumbers(version.core, bound.core) ||
    comparePrerelease(version.prerelease, bound.prerelease) ||
    compareTokens(version.suffix.slice(0, bound.suffix.length), bound.suffix) ||
    (bound.build === null || version.build === null ? 0 : version.build - bound.build)
  );
}

const compareRelease = (a: Version, b: Version): number =>
  compareNumbers(a.core, b.core) || comparePrerelease(a.prerelease, b.prerelease) || compareTokens(a.suffix, b.suffix);

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const order = (a[i] ?? 0) - (b[i] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

const comparePrerelease = (a: readonly SuffixToken[], b: readonly SuffixToken[]): number => {
  if (a.length === 0 || b.length === 0) return Math.sign(b.length) - Math.sign(a.length);
  return compareTokens(a, b);
};

function compareTokens(a: readonly SuffixToken[], b: readonly SuffixToken[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compareToken(a[i]!, b[i]!);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareToken(a: SuffixToken, b: SuffixToken): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'number') return -1;
  if (typeof b === 'number') return 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

const compareBuild = (a: number | null, b: number | null): number => (a ?? -1) - (b ?? -1);
