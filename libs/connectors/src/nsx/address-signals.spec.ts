import { describe, expect, it } from 'vitest';
import { addressSignals, type BlockRoom, roomsOf } from './address-signals.js';
import { podsAreRoutable } from './pods-routable.js';

const judge = (free: (number | null)[], rooms: (Partial<BlockRoom> | undefined)[]) => {
  const blocks = rooms.map((_, index) => `/block-${index}`);
  const subnets = free.map((one, index) => ({ id: `/s-${index}`, cidr: '10.0.0.0/28', free: one }));
  const known = new Map<string, BlockRoom>();
  for (const [index, room] of rooms.entries()) if (room) known.set(`/block-${index}`, { total: 1_000, available: null, ...room });
  const [subnet, block] = addressSignals({ subnets, blocks, podsRoutable: null }, known, 'why');
  return [subnet!.state, block!.state];
};

describe('signals of addresses', () => {
  it.each([
    ['a free address and a block with room', [4], [{ available: 500 }], 'ok', 'ok'],
    ['a full subnet that can be followed by another', [0], [{ available: 500 }], 'degraded', 'ok'],
    ['a full subnet beside one with room', [0, 3], [{ available: 500 }], 'ok', 'ok'],
    ['a full subnet and a block that is nearly used up', [0], [{ available: 60 }], 'degraded', 'degraded'],
    ['a full subnet and a full block', [0], [{ available: 0 }], 'failed', 'failed'],
    ['a full subnet and a block with less than a subnet left', [0], [{ available: 15 }], 'failed', 'failed'],
    ['a full block beside another with room', [0], [{ available: 0 }, { available: 500 }], 'degraded', 'ok'],
    ['a full block beside one that is not told', [0], [{ available: 0 }, undefined], 'degraded', 'unknown'],
    ['a block of unknown size', [4], [{ available: 500, total: null }], 'ok', 'unknown'],
    ['a block that is not told', [4], [undefined], 'ok', 'unknown'],
    ['no block at all', [0], [], 'degraded', 'unknown'],
    ['a subnet that is not told', [null], [{ available: 500 }], 'unknown', 'ok'],
    ['a full subnet beside one that is not told', [0, null], [{ available: 0 }], 'unknown', 'failed'],
    ['no subnet at all', [], [{ available: 500 }], 'unknown', 'ok'],
  ])('with %s', (_case, free, rooms, subnets, block) => {
    expect(judge(free, rooms)).toEqual([subnets, block]);
  });

  it('are unknown where the subnets could not be read', () => {
    expect(addressSignals(undefined, new Map(), 'why').map(({ state, detail }) => [state, detail])).toEqual([
      ['unknown', 'why'],
      ['unknown', 'why'],
    ]);
  });
});

describe('whether pods have addresses of the VPC', () => {
  const usage = (...addresses: [string, string][]) => ({
    ip_blocks: [
      { path: '/b', allocated_by_vpc: { ip_addresses: addresses.map(([address, path]) => ({ address, path: `/vpc/${path}` })) } },
    ],
  });

  it('is so for a cluster after whose nodes blocks of 256 are named', () => {
    const view = usage(['10.0.0.0/28', 'subnets/dev1-a1'], ['10.1.0.0/24', 'ip-address-allocations/dev1-pool-a-x']);
    expect(podsAreRoutable('dev1', ['dev1', 'dev2'], view)).toBe(true);
    expect(podsAreRoutable('dev2', ['dev1', 'dev2'], view)).toBe(false);
  });

  it('is not taken from a cluster whose name only begins alike', () => {
    const view = usage(['10.1.0.0/24', 'ip-address-allocations/dev-prod-pool-a-x']);
    expect(podsAreRoutable('dev', ['dev', 'dev-prod'], view)).toBe(false);
    expect(podsAreRoutable('dev-prod', ['dev', 'dev-prod'], view)).toBe(true);
  });

  it('does not count single addresses, such as those of services', () => {
    expect(
      podsAreRoutable(
        'dev1',
        ['dev1'],
        usage(['10.1.0.7', 'ip-address-allocations/dev1-lb'], ['10.1.0.8/32', 'ip-address-allocations/dev1-x']),
      ),
    ).toBe(false);
  });

  it('cannot be told while a block of 256 has no owner, or allocations are not told', () => {
    expect(podsAreRoutable('dev1', ['dev1'], usage(['10.1.0.0/24', 'ip-address-allocations/other']))).toBeNull();
    expect(podsAreRoutable('dev1', ['dev1'], undefined)).toBeNull();
    expect(podsAreRoutable('dev1', ['dev1'], { ip_blocks: [] })).toBeNull();
    expect(podsAreRoutable('dev1', ['dev1'], { ip_blocks: [{ path: '/b' }] })).toBeNull();
  });
});

describe('the room of a block', () => {
  const told = (path: string, total: number | null, available: number | null) => ({ path, total, available });

  it('is that of all of its ranges, whichever comes last', () => {
    expect(roomsOf([told('a', 256, 200), told('b', 16, 0), told('a', 256, 0)])).toEqual(
      new Map([
        ['a', { total: 512, available: 200 }],
        ['b', { total: 16, available: 0 }],
      ]),
    );
  });

  it('is not told where that of one range is not', () => {
    expect(roomsOf([told('a', 256, null), told('a', 256, 100)])).toEqual(new Map([['a', { total: 512, available: null }]]));
  });
});
