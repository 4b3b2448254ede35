import type { NodeKind } from '../../domain/index.js';

/** A look that finds nothing new leaves no event on a node; this is what it leaves. */
export interface SignalConfirmations {
  /**
   * Observer, as signals name their source, to the time (RFC 3339) of its last look that found the node as it is recorded.
   * @param position only looks on record there; absent: all
   */
  find(kind: NodeKind, id: string, position?: number): Promise<Readonly<Record<string, string>>>;
}
