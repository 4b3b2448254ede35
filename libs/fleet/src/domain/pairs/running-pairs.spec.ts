import { describe, expect, it } from 'vitest';
import { type FleetNode, unknownNode } from '../fleet-node.js';
import { runningPairs } from './running-pairs.js';

const manager: FleetNode = { ...unknownNode('nsx-manager', 'nsx-1'), versions: { nsx: '9.0.2.0' } };
const supervisor: FleetNode = unknownNode('supervisor', 'sup-1');
const cluster: FleetNode = {
  ...unknownNode('cluster', 'c'),
  cni: { cni: 'antrea', adapter: 'enabled' },
  versions: { vkr: 'v1.34.1', antrea: '2.4.0', 'antrea-nsx-adapter': '1.4.0' },
};
const rolling = { vks: [{ part: 'control-plane', version: '1', nodes: 1 }] };
const find = (
  change: Partial<FleetNode> = {},
  above: readonly FleetNode[] = [supervisor, manager],
  verdict: 'healthy' | 'unknown' = 'healthy',
) => runningPairs([{ ...cluster, ...change }, ...above], { verdict });

describe('a healthy cluster', () => {
  it('shows that its adapter goes with its Antrea and with the NSX above', () => {
    expect(find()).toEqual([
      { 'antrea-nsx-adapter': '1.4.0', antrea: '2.4.0' },
      { 'antrea-nsx-adapter': '1.4.0', nsx: '9.0.2.0' },
    ]);
  });

  it.each([
    ['its health is unknown', find({}, [supervisor, manager], 'unknown')],
    ['it rolls', find({ mixed: rolling })],
    ['its Supervisor rolls', find({}, [{ ...supervisor, mixed: rolling }, manager])],
    ['its NSX manager rolls', find({}, [supervisor, { ...manager, mixed: rolling }])],
    ['it was lost sight of', find({ lostSight: { source: 's', misses: 3, since: '' } })],
    ['nobody knows what is above it', find({}, [supervisor])],
    ['it has no adapter', find({ cni: { cni: 'antrea', adapter: 'disabled' } })],
    ['the version of its adapter is unknown', find({ versions: { ...cluster.versions, 'antrea-nsx-adapter': 'unknown' } })],
  ])('shows nothing when %s', (_why, pairs) => expect(pairs).toEqual([]));

  it('shows nothing of a partner whose version could not be read', () => {
    expect(find({}, [supervisor, { ...manager, versions: { nsx: 'unknown' } }])).toEqual([
      { 'antrea-nsx-adapter': '1.4.0', antrea: '2.4.0' },
    ]);
  });

  it('shows pairs while a component has rolled to its end', () => {
    expect(find({ mixed: { vkr: [] } })).toHaveLength(2);
  });
});
