import { describe, expect, it } from 'vitest';
import type { ClusterAddresses } from './address-space.js';
import { preflightRoll } from './preflight-roll.js';
import type { RollingCluster } from './roll-demand.js';

const block = '/infra/ip-blocks/pods';
const cluster = (id: string, addresses: Partial<ClusterAddresses> | null = {}, workers = 3): RollingCluster => ({
  id,
  nodes: { controlPlane: 3, workers },
  addresses: addresses && {
    subnets: [{ id: `${id}-1`, cidr: '10.0.0.0/28', free: 2 }],
    blocks: [block],
    podsRoutable: false,
    ...addresses,
  },
});
const blocks = (available: number | null) => [{ id: block, cidr: '10.0.0.0/16', available }];
const one = { pools: 1, maxSurge: 1 };

describe('a roll', () => {
  it('starts on the free addresses of the subnets alone', () => {
    expect(preflightRoll([cluster('a')], blocks(0), one)).toMatchObject({
      verdict: 'enough',
      clusters: [{ id: 'a', surgeNodes: 2, fromSubnets: 2, newSubnets: { count: 0 }, podAddresses: 0 }],
    });
  });

  it('takes whole subnets out of the block when those it has are full', () => {
    const full = cluster('a', { subnets: [{ id: 'a-1', cidr: '10.0.0.0/28', free: 0 }] });
    expect(preflightRoll([full], blocks(16), one)).toMatchObject({ verdict: 'enough', blocks: [{ id: block, available: 16, taken: 16 }] });
    expect(preflightRoll([full], blocks(15), one)).toMatchObject({ verdict: 'short', short: [{ blocks: [block], addresses: 16 }] });
  });

  it('takes 256 addresses more for each new node whose pods are routable', () => {
    const routable = cluster('a', { podsRoutable: true });
    expect(preflightRoll([routable], blocks(512), one)).toMatchObject({ verdict: 'enough', clusters: [{ podAddresses: 512 }] });
    expect(preflightRoll([routable], blocks(511), one)).toMatchObject({ verdict: 'short', short: [{ addresses: 256 }] });
  });

  it('is short for two clusters together where either would have enough alone', () => {
    const routable = [cluster('a', { podsRoutable: true }), cluster('b', { podsRoutable: true })];
    for (const alone of routable) expect(preflightRoll([alone], blocks(600), one).verdict).toBe('enough');
    expect(preflightRoll(routable, blocks(600), one)).toMatchObject({ verdict: 'short', short: [{ addresses: 512 }] });
  });

  it('counts every pool of a cluster, because pools roll in parallel', () => {
    expect(preflightRoll([cluster('a')], blocks(0), { pools: 3, maxSurge: 1 })).toMatchObject({ verdict: 'short' });
  });

  it.each([
    ['the addresses of a cluster', cluster('a', null), blocks(9_999), 'addresses'],
    [
      'the free addresses of its full-looking subnet',
      cluster('a', { subnets: [{ id: 'a-1', cidr: '10.0.0.0/28', free: null }] }),
      blocks(0),
      'free addresses of subnet a-1',
    ],
    ['whether pods are routable', cluster('a', { podsRoutable: null }), blocks(0), 'whether pods are routable'],
    ['the block', cluster('a', { podsRoutable: true }), [], 'the block'],
    ['what is free in the block', cluster('a', { podsRoutable: true }), blocks(null), 'available addresses'],
    ['subnets', cluster('a', { subnets: [] }), blocks(9_999), 'subnets'],
  ])('is unknown without %s, and says so', (_what, rolling, observed, missing) => {
    const { verdict, missing: found } = preflightRoll([rolling], observed, one);
    expect(verdict).toBe('unknown');
    expect(found.map(({ what }) => what)).toContain(missing);
  });

  it('has enough all the same where what was not observed does not matter', () => {
    expect(preflightRoll([cluster('a', { podsRoutable: null })], blocks(512), one)).toMatchObject({ verdict: 'enough', missing: [] });
  });

  it('is short all the same where what was not observed cannot help', () => {
    const hopeless = cluster('a', { podsRoutable: true, subnets: [{ id: 'a-1', cidr: '10.0.0.0/28', free: null }] });
    expect(preflightRoll([hopeless], blocks(100), one).verdict).toBe('short');
  });

  it('takes each worker for a pool of its own where nobody tells the pools', () => {
    expect(preflightRoll([cluster('a', {}, 1)], blocks(0), { pools: null, maxSurge: 1 }).verdict).toBe('enough');
    expect(preflightRoll([cluster('a', {}, 12)], blocks(0), { pools: null, maxSurge: 1 })).toMatchObject({
      verdict: 'unknown',
      missing: [{ of: 'a', what: 'node pools' }],
    });
    expect(preflightRoll([cluster('a', {}, 12)], blocks(16), { pools: null, maxSurge: 1 }).verdict).toBe('enough');
  });

  it('reads sizes of IPv6 subnets', () => {
    const six = cluster('a', { subnets: [{ id: 'a-1', cidr: 'fd00::/122', free: 0 }] });
    expect(preflightRoll([six], [{ id: block, cidr: 'fd00::/64', available: 64 }], one)).toMatchObject({
      verdict: 'enough',
      clusters: [{ newSubnets: { count: 1, size: 64 } }],
    });
  });

  it('cuts no piece out of two ranges of a block', () => {
    const routable = cluster('a', { podsRoutable: true });
    const ranges = (...available: number[]) => available.map((free, index) => ({ id: block, cidr: `10.${index}.0.0/24`, available: free }));
    expect(preflightRoll([routable], ranges(256, 256), one)).toMatchObject({ verdict: 'enough', blocks: [{ available: 512, taken: 512 }] });
    expect(preflightRoll([routable], ranges(300, 250), one)).toMatchObject({
      verdict: 'short',
      short: [{ blocks: [block], addresses: 256 }],
    });
  });
});
