import { UNKNOWN_VERSION } from '@lockstep/documents';
import { isNewer, isSameRelease, minorStep, parseVersion, type Scheme, type Version } from '@lockstep/kernel';

/** A release that a platform offers, and what it carries along. */
export interface WorldRelease {
  readonly component: string;
  readonly version: string;
  readonly bundle: Readonly<Record<string, string>>;
}

const SCHEMES: Readonly<Record<string, Scheme>> = {
  nsx: 'dotted',
  vcenter: 'vsphere',
  supervisor: 'kubernetes',
  vks: 'dotted',
  vkr: 'kubernetes',
  antrea: 'semver',
  'antrea-nsx-adapter': 'semver',
};

export function versionOf(component: string, text: string): Version {
  const scheme = SCHEMES[component];
  if (!scheme) throw new Error(`world; component ${component}; must be one that a world has; found another`);
  const read = parseVersion(scheme, text);
  if (!read.ok) throw new Error(`world; ${component} ${text}; must be a ${scheme} version; ${read.problem}`);
  return read.value;
}

/** A version that nobody could observe is no release. */
const isKnown = (text: string): boolean => text !== UNKNOWN_VERSION;

export const sameRelease = (component: string, a: string, b: string): boolean =>
  a === b || (isKnown(a) && isKnown(b) && isSameRelease(versionOf(component, a), versionOf(component, b)));

/** Whether `a` would take the place of `b`; that of an unknown version always. */
export const newer = (component: string, a: string, b: string): boolean =>
  !isKnown(b) || isNewer(versionOf(component, a), versionOf(component, b));

export const minorsBetween = (component: string, from: string, to: string): number | null =>
  minorStep(versionOf(component, from), versionOf(component, to));

/** `[1, 35]` of `v1.35.6+vmware.2-vkr.3`. */
export function minorOf(component: string, text: string): readonly [number, number] {
  const { core } = versionOf(component, text);
  return [core[0] ?? 0, core[1] ?? 0];
}

export const isAtLeastMinor = (component: string, text: string, major: number, minor: number): boolean => {
  const [ownMajor, ownMinor] = minorOf(component, text);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
};
