import { describe, expect, it } from 'vitest';
import { type ClusterAddresses, type FleetNode, type NodeKind, unknownNode } from '../../domain/index.js';
import type { RecordedNode } from '../fleet-record.port.js';
import { PreflightClusters } from './preflight-clusters.use-case.js';

const options = { pools: 1, maxSurge: 1 };
const recorded = (node: FleetNode, root: string, position: number): RecordedNode => ({
  ...node,
  registered: true,
  root,
  position,
  streamVersion: 1,
  heardPosition: 0,
  placedPosition: 0,
});
const full: ClusterAddresses = { subnets: [{ id: 's', cidr: '10.0.0.0/28', free: 0 }], blocks: ['pool'], podsRoutable: false };
const cluster = (id: string, root: string) =>
  recorded({ ...unknownNode('cluster', id), addresses: full, capacity: { nodes: { controlPlane: 3, workers: 3 }, ipBlocks: [] } }, root, 7);
const manager = (id: string, available: number) =>
  recorded(
    {
      ...unknownNode('nsx-manager', id),
      capacity: { nodes: null, ipBlocks: [{ id: 'pool', nsxManager: id, cidr: '10.0.0.0/24', available }] },
    },
    id,
    9,
  );
const preflight = (nodes: readonly RecordedNode[]) =>
  new PreflightClusters({ find: async (kind: NodeKind, id: string) => nodes.find((node) => node.kind === kind && node.id === id) });

describe('clusters that roll together', () => {
  it('share the blocks of their NSX manager', async () => {
    const nodes = [cluster('a', 'nsx-1'), cluster('b', 'nsx-1'), manager('nsx-1', 16)];
    expect(await preflight(nodes).execute(['a'], options)).toMatchObject({ verdict: 'enough', position: 9 });
    expect(await preflight(nodes).execute(['a', 'b', 'a'], options)).toMatchObject({ verdict: 'short' });
  });

  it('take nothing of a block that another NSX manager calls the same', async () => {
    const nodes = [cluster('a', 'nsx-1'), cluster('b', 'nsx-2'), manager('nsx-1', 16), manager('nsx-2', 0)];
    expect(await preflight(nodes).execute(['a', 'b'], options)).toMatchObject({
      verdict: 'short',
      managers: [
        { nsxManager: 'nsx-1', verdict: 'enough' },
        { nsxManager: 'nsx-2', verdict: 'short' },
      ],
    });
  });

  it('are unknown where one of them was never observed', async () => {
    expect(await preflight([cluster('a', 'nsx-1'), manager('nsx-1', 256)]).execute(['a', 'gone'], options)).toMatchObject({
      verdict: 'unknown',
      managers: [{ verdict: 'enough' }, { nsxManager: null, missing: [{ of: 'gone', what: 'addresses' }] }],
    });
  });
});
