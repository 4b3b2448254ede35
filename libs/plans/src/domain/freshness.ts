import type { PremiseNode } from './fallen-premise.js';

/** Until when a node has been seen as it is known. */
export interface SeenNode extends PremiseNode {
  /** RFC 3339; '' never. */
  readonly observedAt: string;
}

/** `stale`: some of it is older than counts; `unknown`: of a node nobody can say when it was last seen. Neither is good enough to decide on. */
export interface EvidenceAge {
  readonly age: 'fresh' | 'stale' | 'unknown';
  /** The node that was not seen for longest; null: the plan leans on none. */
  readonly oldest: { readonly node: PremiseNode; readonly observedAt: string | null } | null;
  /** Seconds. */
  readonly maxAge: number;
}

/**
 * How old the evidence is that a plan leans on.
 * @param now RFC 3339
 * @param maxAge seconds; that age itself still counts
 */
export function freshnessOf(nodes: Iterable<SeenNode>, now: string, maxAge: number): EvidenceAge {
  let oldest: { readonly seen: SeenNode; readonly at: number } | null = null;
  for (const seen of nodes) {
    const parsed = Date.parse(seen.observedAt);
    const at = Number.isNaN(parsed) ? -Infinity : parsed;
    if (oldest === null || at < oldest.at) oldest = { seen, at };
  }
  if (oldest === null) return { age: 'fresh', oldest: null, maxAge };
  const { kind, id, observedAt } = oldest.seen;
  const node = { kind, id };
  if (oldest.at === -Infinity) return { age: 'unknown', oldest: { node, observedAt: null }, maxAge };
  return { age: Date.parse(now) - oldest.at > maxAge * 1_000 ? 'stale' : 'fresh', oldest: { node, observedAt }, maxAge };
}
