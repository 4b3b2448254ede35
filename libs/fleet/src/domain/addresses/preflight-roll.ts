import { compareTexts } from '@lockstep/kernel';
import { sizeOfCidr } from './address-block.js';
import { type PieceOrder, type Placement, placePieces } from './place-pieces.js';
import { type Assumption, missingOf, type RollDemand, rollDemand, type RollingCluster, type RollOptions } from './roll-demand.js';

/** A block as an NSX manager tells of it. */
export interface ObservedBlock {
  readonly id: string;
  readonly cidr: string;
  /** Null: not observed. */
  readonly available: number | null;
}

/** `enough`: whatever was not observed. `short`: however much better it is than known. `unknown`: what was not observed decides; nothing may start on it. */
export type RollVerdict = 'enough' | 'short' | 'unknown';

export interface ClusterDemand {
  readonly id: string;
  /** Null: nobody can tell how many at most. */
  readonly surgeNodes: number | null;
  readonly fromSubnets: number;
  readonly newSubnets: { readonly count: number; readonly size: number } | null;
  /** Addresses out of the blocks for the pods of the surge nodes. */
  readonly podAddresses: number | null;
}

export interface RollPreflight {
  readonly verdict: RollVerdict;
  /** At worst, in the order of ids. */
  readonly clusters: readonly ClusterDemand[];
  /** Blocks that the clusters name, in the order of ids. */
  readonly blocks: readonly { readonly id: string; readonly available: number | null; readonly taken: number }[];
  /** Addresses that are short, at best where the verdict is `short`, by the blocks that could give them. */
  readonly short: readonly { readonly blocks: readonly string[]; readonly addresses: number }[];
  /** What was not observed; none where there is enough without it. */
  readonly missing: readonly { readonly of: string; readonly what: string }[];
}

/**
 * Whether there are addresses for the surge of clusters that roll at the same time: the control plane's and the pools', in parallel. What a node needs is
 * taken from free addresses of the cluster's subnets, then from new subnets out of its blocks; routable pods take 256 more of the blocks for each node.
 *
 * Free addresses of a block are a number, not a map: in a block that is also cut into smaller pieces a subnet may not fit although the number says so.
 */
export function preflightRoll(
  clusters: readonly RollingCluster[],
  observed: readonly ObservedBlock[],
  options: RollOptions,
): RollPreflight {
  const rolling = clusters.toSorted((a, b) => compareTexts(a.id, b.id));
  const known = new Map(observed.map((block) => [block.id, block]));
  const named = [...new Set(rolling.flatMap(({ addresses }) => addresses?.blocks ?? []))].sort(compareTexts);
  const demands = rolling.map((cluster) => rollDemand(cluster, options, 'worst'));
  const worst = place(rolling, demands, freeBlocks(named, known, 'worst'), 'worst');
  const missing = [
    ...rolling.flatMap((cluster) => missingOf(cluster, options).map((what) => ({ of: cluster.id, what }))),
    ...named.flatMap((id) => missingOfBlock(known.get(id)).map((what) => ({ of: id, what }))),
  ];
  const best = () =>
    place(
      rolling,
      rolling.map((cluster) => rollDemand(cluster, options, 'best')),
      freeBlocks(named, known, 'best'),
      'best',
    );
  const verdict = judge(worst, best);
  return {
    verdict,
    clusters: rolling.map(({ id }, index) => renderDemand(id, demands[index]!)),
    blocks: named.map((id) => ({ id, available: known.get(id)?.available ?? null, taken: worst.taken.get(id) ?? 0 })),
    short: verdict === 'short' ? best().short : [],
    missing: verdict === 'enough' ? [] : missing,
  };
}

function judge(worst: Placement, best: () => Placement): RollVerdict {
  if (worst.short.length === 0) return 'enough';
  return best().short.length > 0 ? 'short' : 'unknown';
}

function place(
  clusters: readonly RollingCluster[],
  demands: readonly RollDemand[],
  free: ReadonlyMap<string, number>,
  assumption: Assumption,
): Placement {
  const orders = clusters.flatMap(({ addresses }, index): PieceOrder[] => {
    const blocks = (addresses?.blocks ?? []).toSorted(compareTexts);
    // Which blocks they come from was not observed: at best from one that has room.
    if (blocks.length === 0 && assumption === 'best') return [];
    const { newSubnets, podBlocks } = demands[index]!;
    return [newSubnets, podBlocks].filter(({ count }) => count > 0).map((pieces) => ({ pieces, blocks }));
  });
  return placePieces(orders, free);
}

const freeBlocks = (ids: readonly string[], known: ReadonlyMap<string, ObservedBlock>, assumption: Assumption): Map<string, number> =>
  new Map(ids.map((id) => [id, known.get(id)?.available ?? (assumption === 'worst' ? 0 : sizeOfBlock(known.get(id)))]));

const sizeOfBlock = (block: ObservedBlock | undefined): number => (block && sizeOfCidr(block.cidr)) ?? Infinity;

const missingOfBlock = (block: ObservedBlock | undefined): string[] =>
  block === undefined ? ['the block'] : block.available === null ? ['available addresses'] : [];

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

function renderDemand(id: string, { surgeNodes, fromSubnets, newSubnets, podBlocks }: RollDemand): ClusterDemand {
  return {
    id,
    surgeNodes: finite(surgeNodes),
    fromSubnets,
    newSubnets: finite(newSubnets.count) === null ? null : newSubnets,
    podAddresses: finite(podBlocks.count === 0 ? 0 : podBlocks.count * podBlocks.size),
  };
}
