import { type Parsed, parsed, parseVersion, type Scheme, unparsable } from '@lockstep/kernel';

/** Products of the snapshot that are components of a matrix, with the scheme that the reference matrix gives them. */
const SCHEMES: ReadonlyMap<string, Scheme> = new Map([
  ['vcenter', 'vsphere'],
  ['nsx', 'dotted'],
  ['supervisor', 'kubernetes'],
  ['vks', 'dotted'],
  ['vkr', 'kubernetes'],
]);

/** Products that Lockstep has no component for. */
const OUTSIDE: ReadonlySet<string> = new Set(['esx', 'avi', 'tmc']);

export type ReadRelease =
  | { readonly kind: 'outside' }
  | {
      readonly kind: 'release';
      readonly component: string;
      readonly version: string;
      /** A range that covers this release, all its builds, and no other. */
      readonly range: string;
      /** Words in brackets behind the version: another release under the same version. */
      readonly variant: string | null;
    };

/** Parts that a dotted version of the component has: `=4.2.4` would cover 4.2.4.1 too. */
const DOTTED_PARTS: ReadonlyMap<string, number> = new Map([
  ['nsx', 4],
  ['vks', 3],
]);

/** Reads a release as the snapshot spells it: `1.30.8 (TKr 1.30.8 for vSphere 8.x)`. */
export function readRelease(product: string, text: string): Parsed<ReadRelease> {
  if (OUTSIDE.has(product)) return parsed({ kind: 'outside' });
  const scheme = SCHEMES.get(product);
  if (!scheme)
    return unparsable(`must be one of ${[...SCHEMES.keys(), ...OUTSIDE].join(', ')}; found ${JSON.stringify(product.slice(0, 100))}`);
  const groups = /^(?<version>\S+)(?: \((?<variant>[^()]+)\))?$/.exec(text)?.groups;
  const version = groups?.['version'];
  if (version === undefined) return unparsable(`must be a version of ${product}; found ${JSON.stringify(text.slice(0, 100))}`);
  const read = parseVersion(scheme, version);
  if (!read.ok) return read;
  const missing = (DOTTED_PARTS.get(product) ?? 0) - read.value.core.length;
  const isBare = /^[\d.]+$/.test(version);
  const exact = isBare && missing > 0 ? version + '.0'.repeat(missing) : version;
  return parsed({ kind: 'release', component: product, version, range: `=${exact}`, variant: groups?.['variant'] ?? null });
}

/** `vkr:1.34` → `vkr` */
export const productOf = (nodeId: string): string => nodeId.slice(0, Math.max(0, nodeId.indexOf(':')));
