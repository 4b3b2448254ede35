import { MemoryEventStore, type NewEvent, newEventId } from '@lockstep/event-store';
import { describe, expect, it } from 'vitest';
import { MemoryFleetRecord } from '../../test/memory-fleet-record.js';
import { NOWHERE } from '../domain/index.js';

const setUp = () => {
  const store = new MemoryEventStore();
  const record = new MemoryFleetRecord(store);
  const append = (stream: string, type: string, data: unknown, minute: number, schemaVersion = 1, envelope: Partial<NewEvent> = {}) =>
    store.append(stream, 'any', [
      { id: newEventId(), type, data, schemaVersion, observedAt: `2026-11-20T06:0${minute}:00Z`, actor: 'token:t', ...envelope },
    ]);
  const register = (kind: string, id: string, stream: string, placement: object, minute = 1) =>
    append(`${stream}-${id}`, `${kind}Registered`, { id, placement: { ...NOWHERE, ...placement }, networking: null, cni: null }, minute);
  return { record, append, register };
};
const vkr = (version: string) => ({ component: 'vkr', version, previous: null });

describe('a fold of the record', () => {
  it('places a cluster when all above it has become known, in whatever order', async () => {
    const { record, register } = setUp();
    const root = async () => (await record.find('cluster', 'c'))?.root;
    await register('Cluster', 'c', 'cluster', { supervisor: 'sup' });
    expect(await root()).toBeNull();
    await register('Supervisor', 'sup', 'supervisor', { vcenter: 'vc' });
    await register('NsxManager', 'nsx', 'nsx-manager', {});
    expect(await root()).toBeNull();
    await register('Vcenter', 'vc', 'vcenter', { nsxManager: 'nsx' });
    expect(await root()).toBe('nsx');
    expect((await record.read('nsx')).nodes.map(({ id }) => id).toSorted()).toEqual(['c', 'nsx', 'sup', 'vc']);
  });

  it('leaves out of a domain what hangs on a node that is gone', async () => {
    const { record, append, register } = setUp();
    await register('NsxManager', 'nsx', 'nsx-manager', {});
    await register('Supervisor', 'sup', 'supervisor', { nsxManager: 'nsx' });
    await register('Cluster', 'c', 'cluster', { supervisor: 'sup' });
    await append('supervisor-sup', 'SupervisorDecommissioned', { id: 'sup' }, 2);
    expect((await record.read('nsx')).nodes.map(({ id }) => id)).toEqual(['nsx']);
    expect(await record.find('cluster', 'c')).toBeDefined();
  });

  it('takes scans of old records for compared with all that was recorded before them', async () => {
    const { record, append, register } = setUp();
    const scan = (minute: number) =>
      append(
        `scan-${minute}`,
        'ScanCompleted',
        { takenAt: `2026-11-20T06:0${minute}:00.000Z`, nsxManagers: ['nsx'], late: [], counts: {} },
        minute,
      );
    await register('NsxManager', 'nsx', 'nsx-manager', {});
    await append('nsx-manager-nsx', 'NsxManagerVersionObserved', { component: 'nsx', version: '9.0', previous: null }, 1);
    await scan(1);
    await scan(5);
    await append('nsx-manager-nsx', 'NsxManagerVersionObserved', { component: 'nsx', version: '4.2' }, 3);
    expect(await record.find('nsx-manager', 'nsx')).toMatchObject({ versions: { nsx: '9.0' }, observedAt: '2026-11-20T06:05:00.000000Z' });
  });

  it('does not let a scan of one NSX manager speak for what came to hang there later', async () => {
    const { record, append, register } = setUp();
    for (const nsx of ['nsx-1', 'nsx-2']) await register('NsxManager', nsx, 'nsx-manager', {});
    await register('Supervisor', 'sup', 'supervisor', { nsxManager: 'nsx-1' });
    await register('Cluster', 'c', 'cluster', { supervisor: 'sup' });
    const scan = { takenAt: '2026-11-20T06:05:00.000Z', nsxManagers: ['nsx-2'], late: [], counts: {} };
    await append('scan-1', 'ScanCompleted', scan, 5);
    await append('supervisor-sup', 'SupervisorMoved', { placement: { ...NOWHERE, nsxManager: 'nsx-2' } }, 6);
    await append('cluster-c', 'ClusterVersionObserved', vkr('v1.33.1'), 3);
    expect(await record.find('cluster', 'c')).toMatchObject({ root: 'nsx-2', versions: { vkr: 'v1.33.1' } });
  });

  it('takes what somebody reports for heard, whatever it names as its cause', async () => {
    const { record, append, register } = setUp();
    await register('NsxManager', 'nsx', 'nsx-manager', {});
    const reported = { causationId: 'scan-none', idempotencyKey: 'urn:test 1' };
    await append('nsx-manager-nsx', 'NsxManagerVersionObserved', { component: 'nsx', version: '4.2.0' }, 1, 1, reported);
    const scan = { takenAt: '2026-11-20T06:05:00.000Z', nsxManagers: ['nsx'], late: [], counts: {}, comparedTo: 1 };
    await append('scan-1', 'ScanCompleted', scan, 5);
    await append('nsx-manager-nsx', 'NsxManagerVersionObserved', { component: 'nsx', version: '4.2.1' }, 3);
    expect(await record.find('nsx-manager', 'nsx')).toMatchObject({ versions: { nsx: '4.2.1' } });
  });

  it.each([
    ['ClusterExploded', 1],
    ['ClusterVersionObserved', 2],
  ])('stops at %s v%i, which it does not know', async (type, schemaVersion) => {
    const { record, append } = setUp();
    await append('cluster-c', type, vkr('v1'), 1, schemaVersion);
    await expect(record.fold()).rejects.toThrow(`fleet; cluster-c, position 1; a known type; found ${type} v${schemaVersion}`);
  });
});
