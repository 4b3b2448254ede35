import { describe, expect, it } from 'vitest';
import { type AddressQuestion, estimateAddresses } from './estimate-addresses.js';
import { wordBlock, wordNeed, wordWarning } from './word-estimate.js';

const five: AddressQuestion = {
  clusters: 5,
  podsPerCluster: 250,
  nodesPerCluster: 6,
  servicesPerCluster: 10,
  pods: 'one-each',
  rollingTogether: 5,
  pools: 1,
  maxSurge: 1,
  subnetSize: 16,
  headroom: 100,
  family: 4,
};

describe('5 clusters of 250 pods', () => {
  const estimate = estimateAddresses(five, [23]);
  const block = (prefix: number) => estimate.blocks.find((one) => one.prefix === prefix)!;

  it('need 1,250 addresses for pods before nodes and services', () => {
    expect(estimate.need).toEqual({ pods: 1_250, nodes: 30, services: 50, surge: 10, reserved: 20, unfilled: 20 });
    expect(estimate.needed).toBe(1_380);
    expect(wordNeed(estimate.need)).toBe(
      '1250 pods, 50 services, 30 nodes, 20 reserved, 4 to a subnet, 20 left over in subnets, 10 surge of a roll',
    );
  });

  it('are comfortable in a /20, tight in a /21 and stranded in a /23', () => {
    expect(estimate.comfortable).toMatchObject({ prefix: 20, addresses: 4_096, free: 2_716 });
    expect(estimate.smallest).toMatchObject({ prefix: 21, verdict: 'tight' });
    expect(estimate.blocks.map(({ prefix, verdict }) => `/${prefix} ${verdict}`)).toEqual([
      '/23 strands',
      '/22 strands',
      '/21 tight',
      '/20 comfortable',
    ]);
  });

  it('say why a /23 strands them', () => {
    expect(wordBlock(block(23), estimate)).toBe(
      'a /23 has 512 addresses, 868 short of 1380; the pods alone need 1250; 1 cluster would fit, and the next one is stranded',
    );
  });

  it('warn that routable pods would take 256 addresses to a node', () => {
    expect(estimate.warnings).toEqual([{ warning: 'routable-pods-need-more', needed: 10_370, prefix: 18 }]);
    expect(wordWarning(estimate.warnings[0]!)).toContain('10370 in all, at least a /18');
  });

  it('leave the pods out where they are encapsulated', () => {
    const encapsulated = estimateAddresses({ ...five, pods: 'none' });
    expect(encapsulated).toMatchObject({ need: { pods: 0 }, smallest: { prefix: 24 } });
    expect(encapsulated.warnings).toEqual([{ warning: 'encapsulated-pods-not-planned' }]);
  });

  it('take 256 addresses for each node of the surge too where pods are routable', () => {
    expect(estimateAddresses({ ...five, pods: 'block-per-node' }).need.pods).toBe(40 * 256);
  });

  it('take a second subnet when the surge does not fit into the first', () => {
    expect(estimateAddresses({ ...five, nodesPerCluster: 11 }).need.reserved).toBe(5 * 2 * 4);
  });

  it('have the same need in IPv6', () => {
    expect(estimateAddresses({ ...five, family: 6 })).toMatchObject({
      needed: 1_380,
      smallest: { prefix: 117 },
      comfortable: { prefix: 116 },
    });
  });
});

it('warns where no IPv4 block is large enough', () => {
  const huge = estimateAddresses({ ...five, clusters: 100_000, nodesPerCluster: 1_000, pods: 'block-per-node' });
  expect(huge).toMatchObject({ smallest: null, comfortable: null, blocks: [] });
  expect(huge.warnings).toContainEqual({ warning: 'larger-than-private-space', prefix: null });
});

it('warns where the pods of a cluster do not fit on its nodes', () => {
  const crowded = estimateAddresses({ ...five, podsPerCluster: 600, nodesPerCluster: 3, pods: 'block-per-node' });
  expect(crowded.warnings).toContainEqual({ warning: 'pods-outgrow-nodes', pods: 600, addresses: 512 });
});

it('refuses a subnet size that NSX does not make', () => {
  expect(() => estimateAddresses({ ...five, subnetSize: 24 })).toThrow('a power of two from 8 to 65536; found 24');
});
