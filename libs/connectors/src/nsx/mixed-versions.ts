import { UNKNOWN_VERSION } from '@lockstep/documents';
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
  /** Null: NSX does not tell it; undefined: it could not be read. */
  readonly upgradeStatus: string | null | undefined;
}

export const isUnderWay = ({ upgradeStatus }: Pick<UpgradeView, 'upgradeStatus'>): boolean => UNDER_WAY.has(upgradeStatus ?? '');

/** What of NSX runs in which release while it rolls; empty: it does not; undefined: could not be told. */
export function mixedVersions(view: UpgradeView): PartVersion[] | undefined {
  const { product, parts, upgradeStatus } = view;
  if (!parts || parts.length === 0) return withoutParts(view);
  const releases = new Set([...parts.map(({ version }) => version), ...(product === null ? [] : [product])]);
  if (releases.size > 1 || isUnderWay(view)) return inOrder(parts);
  return upgradeStatus === undefined ? undefined : [];
}

/** An upgrade that is under way makes nothing certain of what runs where, however well the one node that answers agrees with the product. */
function withoutParts(view: UpgradeView): PartVersion[] | undefined {
  const { product, node, parts, upgradeStatus } = view;
  if (node !== null && product !== null && node !== product) return [{ part: 'MP', version: node, nodes: 1 }];
  if (isUnderWay(view)) return [{ part: 'MP', version: UNKNOWN_VERSION, nodes: 1 }];
  const isTold = upgradeStatus !== undefined && (parts !== undefined || upgradeStatus !== null);
  return isTold && node !== null && product !== null ? [] : undefined;
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
