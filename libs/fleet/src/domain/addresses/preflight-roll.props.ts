import { propertyRuns } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BuddyBlock } from '../../../test/buddy-block.js';
import { preflightRoll } from './preflight-roll.js';
import type { RollingCluster, RollOptions } from './roll-demand.js';

const SIZES = { 16: 28, 32: 27, 64: 26 } as const;

const clusterOf = (blocks: fc.Arbitrary<string[]>) =>
  fc.record({
    workers: fc.integer({ min: 0, max: 5 }),
    size: fc.constantFrom(16 as const, 32 as const, 64 as const),
    free: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 }),
    podsRoutable: fc.boolean(),
    blocks,
  });
type Drawn = ReturnType<typeof clusterOf> extends fc.Arbitrary<infer Value> ? Value : never;

const build = ({ workers, size, free, podsRoutable, blocks }: Drawn, index: number): RollingCluster => ({
  id: `c${index}`,
  nodes: { controlPlane: 1, workers },
  addresses: {
    subnets: free.map((count, at) => ({ id: `c${index}-${at}`, cidr: `10.0.${index}.0/${SIZES[size]}`, free: count })),
    blocks,
    podsRoutable,
  },
});

const options: fc.Arbitrary<RollOptions> = fc.record({ pools: fc.integer({ min: 0, max: 3 }), maxSurge: fc.integer({ min: 0, max: 2 }) });

/** The pieces that really come out of blocks when the nodes are added one after the other. */
function piecesOf({ size, free, podsRoutable }: Drawn, { pools, maxSurge }: RollOptions): number[] {
  const pieces: number[] = [];
  const rooms = [...free];
  for (let node = 0; node < 1 + pools! * maxSurge; node++) {
    let at = rooms.findIndex((room) => room > 0);
    if (at < 0) {
      pieces.push(size);
      at = rooms.push(size - 4) - 1;
    }
    rooms[at]!--;
    if (podsRoutable) pieces.push(256);
  }
  return pieces;
}

describe('a preflight', () => {
  it('has enough in one block exactly when a block in use really hands out all that is asked for', () => {
    const used = fc.array(fc.constantFrom(16, 32, 64, 256), { maxLength: 20 });
    const drawn = fc.array(clusterOf(fc.constant(['b'])), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(drawn, options, used, fc.constantFrom(256, 1_024, 4_096), (clusters, roll, taken, size) => {
        const block = new BuddyBlock(size);
        for (const piece of taken) block.take(piece);
        const observed = [{ id: 'b', cidr: `10.0.0.0/${32 - Math.log2(size)}`, available: block.free }];
        const { verdict } = preflightRoll(clusters.map(build), observed, roll);
        const pieces = clusters.flatMap((cluster) => piecesOf(cluster, roll));
        expect(verdict).toBe(pieces.every((piece) => block.take(piece)) ? 'enough' : 'short');
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  it('never has enough in several blocks where no choice of blocks would do', () => {
    const drawn = fc.array(clusterOf(fc.subarray(['a', 'b', 'c'], { minLength: 1 })), { minLength: 1, maxLength: 3 });
    const free = fc.record({ a: fc.nat(700), b: fc.nat(700), c: fc.nat(300) });
    const canPlace = (pieces: readonly { size: number; blocks: readonly string[] }[], left: Record<string, number>): boolean => {
      const [first, ...others] = pieces;
      if (!first) return true;
      return first.blocks.some((block) => left[block]! >= first.size && canPlace(others, { ...left, [block]: left[block]! - first.size }));
    };
    fc.assert(
      fc.property(drawn, free, (clusters, left) => {
        const roll = { pools: 1, maxSurge: 1 };
        const observed = Object.entries(left).map(([id, available]) => ({ id, cidr: '10.0.0.0/22', available }));
        const pieces = clusters.flatMap((cluster) => piecesOf(cluster, roll).map((size) => ({ size, blocks: cluster.blocks })));
        if (preflightRoll(clusters.map(build), observed, roll).verdict === 'enough') expect(canPlace(pieces, left)).toBe(true);
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it('says of what was not wholly observed only what holds however it turns out', () => {
    const drawn = fc.array(clusterOf(fc.constant(['b'])), { minLength: 1, maxLength: 3 });
    const hidden = fc.record({
      free: fc.boolean(),
      routable: fc.boolean(),
      nodes: fc.boolean(),
      available: fc.boolean(),
      all: fc.boolean(),
    });
    fc.assert(
      fc.property(drawn, options, fc.nat(1_024), hidden, (clusters, roll, available, hide) => {
        const full = clusters.map(build);
        const dim = full.map(({ id, nodes, addresses }) => ({
          id,
          nodes: hide.nodes ? null : nodes,
          addresses: hide.all
            ? null
            : {
                ...addresses!,
                subnets: addresses!.subnets.map((subnet) => (hide.free ? { ...subnet, free: null } : subnet)),
                podsRoutable: hide.routable ? null : addresses!.podsRoutable,
              },
        }));
        const block = { id: 'b', cidr: '10.0.0.0/22', available };
        const told = preflightRoll(dim, [hide.available ? { ...block, available: null } : block], roll);
        if (told.verdict === 'unknown') expect(told.missing.length).toBeGreaterThan(0);
        else expect(told.verdict).toBe(preflightRoll(full, [block], roll).verdict);
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});
