import {
  later,
  type NodeName,
  type ObservedBlock,
  preflightRoll,
  type RollingCluster,
  type RollOptions,
  type RollPreflight,
  type RollVerdict,
  secondsBetween,
} from '../../domain/index.js';
import type { FleetRecord, RecordedNode } from '../fleet-record.port.js';
import type { Confirmation } from '../scans/scan-record.port.js';

/** Addresses for a roll under one NSX manager: blocks of others are of no use. */
export interface ManagerPreflight extends RollPreflight {
  /** Null: it is not known what the clusters hang on. */
  readonly nsxManager: string | null;
}

export interface ClustersPreflight {
  /** Of several managers the worst: short, then unknown. Nothing may start on either. */
  readonly verdict: RollVerdict;
  readonly managers: readonly ManagerPreflight[];
}

/** Whether clusters that are to roll together find addresses for their surge, as far as scans have observed. What a gate asks before a step. */
export class PreflightClusters {
  /**
   * @param confirmations of a node, now or at a position
   * @param maxAge in seconds: what nobody has seen for longer counts as not observed
   * @param now RFC 3339
   */
  constructor(
    private readonly fleet: Pick<FleetRecord, 'find' | 'findTime'>,
    private readonly confirmations: (node: NodeName, position?: number) => Promise<readonly Confirmation[]>,
    private readonly maxAge: number,
    private readonly now: () => string,
  ) {}

  /** A cluster that is not there has no known addresses: the answer is `unknown`, or short without it. `moment`: absent for rows as they are; of a
   *  position that stands for the present, ages count up to now. */
  async execute(
    ids: readonly string[],
    options: RollOptions,
    moment?: { readonly position: number; readonly isPresent: boolean },
  ): Promise<ClustersPreflight> {
    const position = moment?.position;
    const confirmedAt = moment?.isPresent ? undefined : position;
    const at = moment === undefined || moment.isPresent ? this.now() : await this.fleet.findTime(moment.position);
    const isFresh = (seenAt: string) => seenAt !== '' && secondsBetween(seenAt, at) <= this.maxAge;
    const told = new Map<string, ReadonlyMap<string, string>>();
    const groups = new Map<string | null, RollingCluster[]>();
    for (const id of new Set(ids)) {
      const node = await this.fleet.find('cluster', id, position);
      const root = node?.root ?? null;
      if (root !== null && !told.has(root)) told.set(root, await this.confirmedBy({ kind: 'nsx-manager', id: root }, root, confirmedAt));
      const seenAt = node ? await this.addressesSeenAt(node, told.get(root ?? ''), confirmedAt) : '';
      const addresses = isFresh(seenAt) ? node!.addresses : null;
      groups.set(root, [...(groups.get(root) ?? []), { id, addresses, nodes: node?.capacity.nodes ?? null }]);
    }
    const managers: ManagerPreflight[] = [];
    for (const [nsxManager, clusters] of groups) {
      const manager = nsxManager === null ? undefined : await this.fleet.find('nsx-manager', nsxManager, position);
      const blocks = manager && isFresh(blocksSeenAt(manager, told.get(manager.id))) ? blocksOf(manager) : [];
      managers.push({ nsxManager, ...preflightRoll(clusters, blocks, options) });
    }
    const verdict = (['short', 'unknown'] as const).find((one) => managers.some((manager) => manager.verdict === one)) ?? 'enough';
    return { verdict, managers };
  }

  /** Who names the blocks that are free has seen the subnets as well: where the manager was not looked at in full, neither counts. */
  private async addressesSeenAt(
    cluster: RecordedNode,
    ofManager: ReadonlyMap<string, string> = new Map(),
    position: number | undefined,
  ): Promise<string> {
    const own = await this.confirmedBy({ kind: 'cluster', id: cluster.id }, cluster.root, position);
    const both = [...own].map(([source, at]) => {
      const other = ofManager.get(source) ?? '';
      return at < other ? at : other;
    });
    return both.reduce(later, cluster.seen.addresses ?? '');
  }

  /** Addresses are told by what speaks for the NSX manager; others confirm the node, and none of its addresses. */
  private async confirmedBy(node: NodeName, root: string | null, position: number | undefined): Promise<ReadonlyMap<string, string>> {
    const all = await this.confirmations(node, position);
    const ours = all.filter(({ speaksFor }) => speaksFor.kind === 'nsx-manager' && speaksFor.id === root);
    return new Map(ours.map(({ source, confirmedAt }) => [source, confirmedAt]));
  }
}

/** A snapshot shows blocks, too. */
const blocksSeenAt = ({ seen, confirmedAt }: RecordedNode, confirmed: ReadonlyMap<string, string> = new Map()): string =>
  [...confirmed.values()].reduce(later, later(seen.capacity ?? '', confirmedAt));

const blocksOf = (manager: RecordedNode | undefined): ObservedBlock[] =>
  (manager?.capacity.ipBlocks ?? []).map(({ id, cidr, available }) => ({ id, cidr, available: available ?? null }));
