import type { ReadDomain, RecordedNode } from '../application/fleet-record.port.js';
import type { DomainScan } from '../application/fold-events.js';

/** When the nodes were last observed, and where the newest event or scan of them stands in the record. */
export function newestOf(
  nodes: readonly RecordedNode[],
  domains: ReadonlyMap<string, DomainScan>,
): Pick<ReadDomain, 'takenAt' | 'position'> {
  let takenAt = '';
  let position = 0;
  for (const node of nodes) {
    if (node.observedAt > takenAt) takenAt = node.observedAt;
    position = Math.max(position, node.position, domains.get(node.root ?? '')?.position ?? 0);
  }
  return { takenAt: takenAt === '' ? null : new Date(takenAt).toISOString(), position };
}
