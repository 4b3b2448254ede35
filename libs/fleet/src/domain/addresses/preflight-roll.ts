import { compareTexts } from '@lockstep/kernel';
import { sizeOfCidr } from './address-block.js';
import { type PieceOrder, type Placement, placePieces } from './place-pieces.js';
import { type Assumption, missingOf, type RollDemand, rollDemand, type RollingCluster, type RollOptions } from './roll-demand.js';

/** A range of a block as an NSX manager tells of it: a block with several CIDRs is told of several times. */
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
  const named = [...new Set(rolling.flatMap(({ addresses }) => addresses?.blocks ?? []))].sort(compareTexts);
  const ranges = new Map(named.map((id) => [id, observed.filter((range) => range.id === id)]));
  const demands = rolling.map((cluster) => rollDemand(cluster, options, 'worst'));
  const worst = place(rolling, demands, ranges, 'worst');
  const missing = [
    ...rolling.flatMap((cluster) => missingOf(cluster, options).map((what) => ({ of: cluster.id, what }))),
    ...named.flatMap((id) => missingOfBlock(ranges.get(id)!).map((what) => ({ of: id, what }))),
  ];
  const best = () =>
    place(
      rolling,
      rolling.map((cluster) => rollDemand(cluster, options, 'best')),
      ranges,
      'best',
    );
  const verdict = judge(worst, best);
  return {
    verdict,
    clusters: rolling.map(({ id }, index) => renderDemand(id, demands[index]!)),
    blocks: named.map((id) => ({ id, available: availableOf(ranges.get(id)!), taken: worst.taken.get(id) ?? 0 })),
    short: verdict === 'short' ? best().short : [],
    missing: verdict === 'enough' ? [] : missing,
  };
}

function judge(worst: Placement, best: () => Placement): RollVerdict {
  if (worst.short.length === 0) return 'enough';
  return best().short.length > 0 ? 'short' : 'unknown';
}

type Ranges = ReadonlyMap<string, readonly ObservedBlock[]>;

/** No piece lies in two ranges of a block, so each is filled on its own. */
function place(clusters: readonly RollingCluster[], demands: readonly RollDemand[], ranges: Ranges, assumption: Assumption): Placement {
  const parts = [...ranges].flatMap(([id, list]) =>
    (list.length === 0 ? [undefined] : list).map((range, index) => ({ id, key: `${id} ${index}`, free: freeOf(range, assumption) })),
  );
  const keysOf = (ids: readonly string[]) => parts.filter(({ id }) => ids.includes(id)).map(({ key }) => key);
  const idOf = new Map(parts.map(({ key, id }) => [key, id]));
  const orders = clusters.flatMap(({ addresses }, index): PieceOrder[] => {
    const blocks = keysOf(addresses?.blocks ?? []);
    // Which blocks they come from was not observed: at best from one that has room.
    if (blocks.length === 0 && assumption === 'best') return [];
    const { newSubnets, podBlocks } = demands[index]!;
    return [newSubnets, podBlocks].filter(({ count }) => count > 0).map((pieces) => ({ pieces, blocks }));
  });
  const { taken, short } = placePieces(orders, new Map(parts.map(({ key, free }) => [key, free])));
  const takenById = new Map<string, number>();
  for (const [key, addresses] of taken) takenById.set(idOf.get(key)!, (takenById.get(idOf.get(key)!) ?? 0) + addresses);
  const named = short.map(({ blocks, addresses }) => ({ blocks: [...new Set(blocks.map((key) => idOf.get(key)!))], addresses }));
  return { taken: takenById, short: named };
}

const freeOf = (range: ObservedBlock | undefined, assumption: Assumption): number =>
  range?.available ?? (assumption === 'worst' ? 0 : ((range && sizeOfCidr(range.cidr)) ?? Infinity));

const availableOf = (ranges: readonly ObservedBlock[]): number | null =>
  ranges.length === 0
    ? null
    : ranges.reduce<number | null>((sum, { available }) => (sum === null || available === null ? null : sum + available), 0);

const missingOfBlock = (ranges: readonly ObservedBlock[]): string[] =>
  ranges.length === 0 ? ['the block'] : ranges.some(({ available }) => available === null) ? ['available addresses'] : [];

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
