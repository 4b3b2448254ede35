import type { PartVersion } from '@lockstep/fleet/domain';
import { compareTexts } from '@lockstep/kernel';

/** Parts of NSX that roll one after the other. Other types that an upgrade knows have versions of their own. */
export const PARTS: ReadonlySet<string> = new Set(['MP', 'EDGE', 'HOST']);

/** Begun and not ended: even where every part shows one version, the next node may show another. */
const UNDER_WAY: ReadonlySet<string> = new Set(['IN_PROGRESS', 'PAUSING', 'PAUSED', 'FAILED']);

export interface UpgradeView {
  /** Release that counts: features and pairings are those of it. Null: unreadable. */
  readonly product: string | null;
  /** Release of the node that answered; it changes when that node is done, long before the product's. */
  readonly node: string | null;
  /** Undefined: not told. */
  readonly parts: readonly PartVersion[] | undefined;
  readonly upgradeStatus: string | null;
}

/** What of NSX runs in which release while it rolls; empty: it does not; undefined: could not be told. */
export function mixedVersions({ product, node, parts, upgradeStatus }: UpgradeView): PartVersion[] | undefined {
  if (!parts || parts.length === 0)
    return node !== null && product !== null && node !== product ? [{ part: 'MP', version: node, nodes: 1 }] : undefined;
  const releases = new Set([...parts.map(({ version }) => version), ...(product === null ? [] : [product])]);
  return releases.size > 1 || UNDER_WAY.has(upgradeStatus ?? '') ? inOrder(parts) : [];
}

/** One entry to part and version: builds of one release count together. */
function inOrder(parts: readonly PartVersion[]): PartVersion[] {
  const nodes = new Map<string, PartVersion>();
  for (const one of parts) {
    const key = `${one.part} ${one.version}`;
    nodes.set(key, { ...one, nodes: one.nodes + (nodes.get(key)?.nodes ?? 0) });
  }
  return [...nodes.values()].sort((a, b) => compareTexts(a.part, b.part) || compareTexts(a.version, b.version));
}
