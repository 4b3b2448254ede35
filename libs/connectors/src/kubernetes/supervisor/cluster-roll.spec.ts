import { describe, expect, it } from 'vitest';
import { cluster } from '../shapes.js';
import { rollOf } from './cluster-roll.js';

const NEW = 'v1.35.6+vmware.2-vkr.3';
const OLD = 'v1.34.2+vmware.2-vkr.2';
const releases = new Map<string, string | null>([
  ['v1.35.6+vmware.2', NEW],
  ['v1.34.2+vmware.2', OLD],
  ['v1.33.1+vmware.1', null],
]);
const machines = (parts: Record<string, Record<string, number>>) =>
  new Map(Object.entries(parts).map(([part, versions]) => [part, new Map(Object.entries(versions))]));
const clusterWith = (status: object = {}) =>
  cluster.parse({ metadata: { name: 'c', namespace: 'n', uid: 'u' }, spec: { topology: { controlPlane: { replicas: 3 } } }, status });
const roll = (parts: Record<string, Record<string, number>>) => rollOf(clusterWith(), NEW, machines(parts), releases);

describe('a cluster whose Machines are read', () => {
  it('does not roll when all of them run its release', () => {
    expect(roll({ 'control-plane': { 'v1.35.6+vmware.2': 3 }, np: { 'v1.35.6+vmware.2': 6 } })).toEqual([]);
  });

  it('does not roll when it has none', () => expect(roll({})).toEqual([]));

  it('rolls part by part, in one order', () => {
    expect(roll({ np: { 'v1.34.2+vmware.2': 6 }, 'control-plane': { 'v1.35.6+vmware.2': 1, 'v1.34.2+vmware.2': 2 } })).toEqual([
      { part: 'control-plane', version: OLD, nodes: 2 },
      { part: 'control-plane', version: NEW, nodes: 1 },
      { part: 'np', version: OLD, nodes: 6 },
    ]);
  });

  it('rolls from the moment when another release is asked for', () => {
    expect(roll({ 'control-plane': { 'v1.34.2+vmware.2': 3 } })).toEqual([{ part: 'control-plane', version: OLD, nodes: 3 }]);
  });

  it('names the Kubernetes version where several releases have the same, or none that is known', () => {
    expect(roll({ np: { 'v1.33.1+vmware.1': 1 } })).toEqual([{ part: 'np', version: 'v1.33.1+vmware.1', nodes: 1 }]);
    expect(roll({ np: { 'v1.31.0+vmware.9': 1 } })).toEqual([{ part: 'np', version: 'v1.31.0+vmware.9', nodes: 1 }]);
  });

  it('has unknown parts while Machines do not say what they run', () => {
    expect(roll({ np: { '': 1, 'v1.35.6+vmware.2': 1 } })).toMatchObject([{ version: 'unknown' }, { version: NEW }]);
  });
});

describe('a cluster whose Machines cannot be read', () => {
  const byStatus = (version: string | undefined, reconciled: string) =>
    rollOf(clusterWith({ version, conditions: [{ type: 'TopologyReconciled', status: reconciled }] }), NEW, undefined, releases);

  it('rolls while its control plane is on another release', () => {
    expect(byStatus('v1.34.2+vmware.2', 'False')).toEqual([{ part: 'control-plane', version: OLD, nodes: 3 }]);
  });

  it('stands still when it says so', () => expect(byStatus('v1.35.6+vmware.2', 'True')).toEqual([]));

  it('may roll while its topology is not reconciled', () => {
    expect(byStatus('v1.35.6+vmware.2', 'False')).toBeUndefined();
    expect(byStatus(undefined, 'True')).toBeUndefined();
  });
});
