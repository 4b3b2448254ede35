import { canonicalJson } from '@lockstep/kernel';
import {
  confirmedByObservers,
  type FleetNode,
  judgeHealth,
  type NodeName,
  nodeKey,
  pathOf,
  type RunningPair,
  runningPairs,
} from '../../domain/index.js';
import type { FleetRecord } from '../fleet-record.port.js';
import type { Confirmation } from '../scans/scan-record.port.js';

/** A pair that healthy clusters of one Supervisor run. */
export interface FoundPair {
  readonly fact: 'running-pair';
  readonly versions: RunningPair;
  /** The first cluster in the order of ids. */
  readonly place: string;
}

export interface SupervisorPairs {
  readonly supervisor: string;
  readonly pairs: readonly FoundPair[];
}

const PAGE = 500;

/** Goes through the fleet for pairings that run in healthy clusters: what the matrix may be told of. Memory grows with pairs, not with clusters. */
export class FindRunningPairs {
  /**
   * @param confirmations until when sources have confirmed nodes, by `nodeKey`
   * @param maxAge in seconds: older signals do not count
   * @param now RFC 3339
   */
  constructor(
    private readonly record: Pick<FleetRecord, 'list'>,
    private readonly confirmations: (names: readonly NodeName[]) => Promise<ReadonlyMap<string, readonly Confirmation[]>>,
    private readonly maxAge: number,
    private readonly now: () => string,
  ) {}

  /** In the order of Supervisors; only those that have pairs. */
  async execute(): Promise<readonly SupervisorPairs[]> {
    const above = new Map<string, FleetNode>();
    for (const kind of ['nsx-manager', 'vcenter', 'supervisor'] as const)
      for await (const nodes of this.pages(kind)) for (const node of nodes) above.set(nodeKey(node.kind, node.id), node);
    const found = new Map<string, Map<string, FoundPair>>();
    for await (const clusters of this.pages('cluster')) {
      const confirmed = await this.confirmations(clusters.map(({ kind, id }) => ({ kind, id })));
      for (const cluster of clusters) {
        const seen = (confirmed.get(nodeKey('cluster', cluster.id)) ?? []).map(({ source, confirmedAt }) => [source, confirmedAt] as const);
        const freshness = { at: this.now(), maxAge: this.maxAge, confirmed: confirmedByObservers(seen) };
        const pairs = runningPairs(pathOf(cluster, above), judgeHealth(cluster, freshness));
        const supervisor = cluster.placement.supervisor ?? '';
        for (const versions of pairs) note(found, supervisor, { fact: 'running-pair', versions, place: `cluster ${cluster.id}` });
      }
    }
    return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([supervisor, pairs]) => ({ supervisor, pairs: [...pairs.values()] }));
  }

  private async *pages(kind: FleetNode['kind']): AsyncIterable<readonly FleetNode[]> {
    for (let after: string | undefined; ;) {
      const nodes = await this.record.list({ kind, limit: PAGE, ...(after !== undefined && { after }) });
      yield nodes;
      if (nodes.length < PAGE) return;
      after = nodes.at(-1)!.id;
    }
  }
}

function note(found: Map<string, Map<string, FoundPair>>, supervisor: string, pair: FoundPair): void {
  const pairs = found.get(supervisor) ?? new Map<string, FoundPair>();
  const key = canonicalJson(pair.versions);
  if (!pairs.has(key)) pairs.set(key, pair);
  found.set(supervisor, pairs);
}
