import { describe, expect, it } from 'vitest';
import { type ClusterAddresses, type FleetNode, type NodeKind, unknownNode } from '../../domain/index.js';
import type { RecordedNode } from '../fleet-record.port.js';
import type { Confirmation } from '../scans/scan-record.port.js';
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
  recorded(
    {
      ...unknownNode('cluster', id),
      addresses: full,
      seen: { addresses: NOW },
      capacity: { nodes: { controlPlane: 3, workers: 3 }, ipBlocks: [] },
    },
    root,
    7,
  );
const manager = (id: string, available: number) =>
  recorded(
    {
      ...unknownNode('nsx-manager', id),
      seen: { capacity: NOW },
      capacity: { nodes: null, ipBlocks: [{ id: 'pool', nsxManager: id, cidr: '10.0.0.0/24', available }] },
    },
    id,
    9,
  );
const NOW = '2026-11-20T07:00:00.000000Z';
/** By source and the kind and id of the node: until when it was confirmed. */
type Confirmed = Readonly<Record<string, readonly Confirmation[]>>;
const preflight = (nodes: readonly RecordedNode[], confirmed: Confirmed = {}, now = NOW) =>
  new PreflightClusters(
    {
      find: async (kind: NodeKind, id: string) => nodes.find((node) => node.kind === kind && node.id === id),
      findTime: async () => now,
    },
    async ({ kind, id }) => confirmed[`${kind} ${id}`] ?? [],
    3_600,
    () => now,
  );
const nsx = { kind: 'nsx-manager', id: 'nsx-1' } as const;
const by = (source: string, speaksFor: Confirmation['speaksFor'], confirmedAt: string) => ({ source, speaksFor, confirmedAt });

describe('clusters that roll together', () => {
  it('share the blocks of their NSX manager', async () => {
    const nodes = [cluster('a', 'nsx-1'), cluster('b', 'nsx-1'), manager('nsx-1', 16)];
    expect(await preflight(nodes).execute(['a'], options)).toMatchObject({ verdict: 'enough' });
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

  const later = '2026-11-20T09:00:00.000000Z';
  const recent = '2026-11-20T08:30:00.000000Z';
  const fleet = [cluster('a', 'nsx-1'), manager('nsx-1', 16)];
  const verdictOf = async (confirmed: Confirmed) => (await preflight(fleet, confirmed, later).execute(['a'], options)).verdict;
  const both = (one: Confirmation): Confirmed => ({ 'cluster a': [one], 'nsx-manager nsx-1': [one] });

  it('find enough as long as what speaks for their NSX manager confirms both the blocks and the cluster', async () => {
    expect(await verdictOf(both(by('nsx', nsx, recent)))).toBe('enough');
    expect(await verdictOf({ 'cluster a': [by('nsx', nsx, recent)] })).toBe('unknown');
    expect(await verdictOf({ 'nsx-manager nsx-1': [by('nsx', nsx, recent)] })).toBe('unknown');
  });

  it('are unknown when nobody has seen their addresses for too long, whoever else still sees the nodes', async () => {
    expect(await verdictOf({})).toBe('unknown');
    expect(await verdictOf(both(by('k8s', { kind: 'supervisor', id: 'sup-1' }, recent)))).toBe('unknown');
    expect(await verdictOf(both(by('nsx', { kind: 'nsx-manager', id: 'nsx-2' }, recent)))).toBe('unknown');
  });

  it('are unknown where one of them was never observed', async () => {
    expect(await preflight([cluster('a', 'nsx-1'), manager('nsx-1', 256)]).execute(['a', 'gone'], options)).toMatchObject({
      verdict: 'unknown',
      managers: [{ verdict: 'enough' }, { nsxManager: null, missing: [{ of: 'gone', what: 'addresses' }] }],
    });
  });
});
