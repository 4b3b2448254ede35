import { propertyRuns } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BuddyBlock } from '../../../test/buddy-block.js';
import { addressesOf } from './address-block.js';
import { type AddressQuestion, estimateAddresses, POD_ADDRESSING } from './estimate-addresses.js';

const questions: fc.Arbitrary<AddressQuestion> = fc.record({
  clusters: fc.integer({ min: 1, max: 6 }),
  podsPerCluster: fc.integer({ min: 0, max: 60 }),
  nodesPerCluster: fc.integer({ min: 1, max: 12 }),
  servicesPerCluster: fc.integer({ min: 0, max: 9 }),
  pods: fc.constantFrom(...POD_ADDRESSING),
  rollingTogether: fc.integer({ min: 0, max: 8 }),
  pools: fc.integer({ min: 0, max: 4 }),
  maxSurge: fc.integer({ min: 0, max: 3 }),
  subnetSize: fc.constantFrom(8, 16, 32, 64),
  headroom: fc.integer({ min: 0, max: 200 }),
  family: fc.constantFrom(4 as const, 6 as const),
});

/** Every address one by one: nodes move into the first subnet with room, and a cluster asks for another subnet when there is none. */
function piecesOf({
  clusters,
  nodesPerCluster,
  pools,
  maxSurge,
  rollingTogether,
  subnetSize,
  pods,
  podsPerCluster,
  servicesPerCluster,
}: AddressQuestion) {
  const pieces: number[] = [];
  for (let cluster = 0; cluster < clusters; cluster++) {
    let room = 0;
    const surge = 1 + pools * maxSurge;
    for (let node = 0; node < nodesPerCluster + surge; node++) {
      if (room === 0) {
        pieces.push(subnetSize);
        room = subnetSize - 4;
      }
      room--;
      const exists = node < nodesPerCluster || cluster < rollingTogether;
      if (exists && pods === 'block-per-node') pieces.push(256);
    }
    if (pods === 'one-each') for (let pod = 0; pod < podsPerCluster; pod++) pieces.push(1);
    for (let service = 0; service < servicesPerCluster; service++) pieces.push(1);
  }
  return pieces;
}

const holds = (size: number, pieces: readonly number[]): boolean => {
  const block = new BuddyBlock(size);
  return pieces.every((piece) => block.take(piece));
};

describe('an estimate', () => {
  it('names the smallest block that really holds every address, in whatever order they are asked for', () => {
    fc.assert(
      fc.property(questions, fc.infiniteStream(fc.nat()), (question, order) => {
        const { smallest, needed, need } = estimateAddresses(question);
        const pieces = piecesOf(question)
          .map((size) => ({ size, at: order.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ size }) => size);
        expect(pieces.reduce((sum, size) => sum + size, 0)).toBe(needed);
        expect(Object.values(need).every((count) => count >= 0)).toBe(true);
        expect(holds(smallest!.addresses, pieces)).toBe(true);
        expect(holds(smallest!.addresses / 2, pieces)).toBe(false);
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it('says of every block how many clusters it holds, as trying one after the other does', () => {
    fc.assert(
      fc.property(questions, fc.integer({ min: 14, max: 32 }), (question, prefix) => {
        const { blocks } = estimateAddresses(question, [prefix]);
        const block = blocks.find((one) => one.prefix === prefix)!;
        let fits = 0;
        while (
          fits < question.clusters &&
          estimateAddresses({ ...question, clusters: fits + 1 }).needed <= addressesOf(prefix, question.family)
        )
          fits++;
        expect(block.clusters).toBe(fits);
        expect(block.verdict === 'strands').toBe(fits < question.clusters);
      }),
    );
  });

  it('never asks for less when anything of the question grows', () => {
    const sizes = ['clusters', 'podsPerCluster', 'nodesPerCluster', 'servicesPerCluster', 'rollingTogether', 'pools', 'maxSurge'] as const;
    fc.assert(
      fc.property(questions, fc.constantFrom(...sizes), (question, grown) => {
        expect(estimateAddresses({ ...question, [grown]: question[grown] + 1 }).needed).toBeGreaterThanOrEqual(
          estimateAddresses(question).needed,
        );
      }),
    );
  });
});
