import {
  type ObservedBlock,
  preflightRoll,
  type RollingCluster,
  type RollOptions,
  type RollPreflight,
  type RollVerdict,
} from '../../domain/index.js';
import type { ReadFleet } from '../read-fleet.use-case.js';
import type { RecordedNode } from '../fleet-record.port.js';

/** Addresses for a roll under one NSX manager: blocks of others are of no use. */
export interface ManagerPreflight extends RollPreflight {
  /** Null: it is not known what the clusters hang on. */
  readonly nsxManager: string | null;
}

export interface ClustersPreflight {
  /** Of several managers the worst: short, then unknown. Nothing may start on either. */
  readonly verdict: RollVerdict;
  readonly managers: readonly ManagerPreflight[];
  /** Up to where the record was read: that of the newest event of what was looked at. */
  readonly position: number;
}

/** Whether clusters that are to roll together find addresses for their surge, as far as scans have observed. What a gate asks before a step. */
export class PreflightClusters {
  constructor(private readonly fleet: Pick<ReadFleet, 'find'>) {}

  /** A cluster that is not there has no known addresses: the answer is `unknown`, or short without it. */
  async execute(ids: readonly string[], options: RollOptions): Promise<ClustersPreflight> {
    const groups = new Map<string | null, RollingCluster[]>();
    const nodes: RecordedNode[] = [];
    for (const id of new Set(ids)) {
      const node = await this.fleet.find('cluster', id);
      if (node) nodes.push(node);
      const root = node?.root ?? null;
      groups.set(root, [...(groups.get(root) ?? []), { id, addresses: node?.addresses ?? null, nodes: node?.capacity.nodes ?? null }]);
    }
    const managers: ManagerPreflight[] = [];
    for (const [nsxManager, clusters] of groups) {
      const manager = nsxManager === null ? undefined : await this.fleet.find('nsx-manager', nsxManager);
      if (manager) nodes.push(manager);
      managers.push({ nsxManager, ...preflightRoll(clusters, blocksOf(manager), options) });
    }
    const verdict = (['short', 'unknown'] as const).find((one) => managers.some((manager) => manager.verdict === one)) ?? 'enough';
    return { verdict, managers, position: Math.max(0, ...nodes.map(({ position }) => position)) };
  }
}

const blocksOf = (manager: RecordedNode | undefined): ObservedBlock[] =>
  (manager?.capacity.ipBlocks ?? []).map(({ id, cidr, available }) => ({ id, cidr, available: available ?? null }));
