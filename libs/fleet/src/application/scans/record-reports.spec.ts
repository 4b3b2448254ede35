import { type AppendRequest, type EventStore, MemoryEventStore, newEventId } from '@lockstep/event-store';
import { describe, expect, it } from 'vitest';
import { MemoryFleetRecord } from '../../../test/memory-fleet-record.js';
import { MemoryScanRecord } from '../../../test/memory-scan-record.js';
import { ScanBench } from '../../../test/scan-bench.js';
import { MOST_REPORTS } from './record-reports.use-case.js';

describe('recording reports', () => {
  /** Each time that nodes are written, `interfere` comes first. */
  const racing = (interfere: (store: MemoryEventStore) => Promise<unknown>) => {
    const store = new MemoryEventStore();
    const racing: EventStore = Object.assign(Object.create(store) as MemoryEventStore, {
      appendMany: async (requests: readonly AppendRequest[]) => {
        await interfere(store);
        return store.appendMany(requests);
      },
    });
    return new ScanBench('', racing, new MemoryFleetRecord(racing), new MemoryScanRecord(racing));
  };
  const report = (store: EventStore, version: string, observedAt: string) => {
    const data = { component: 'vkr', version, previous: null };
    return store.append('cluster-pay', 'any', [{ id: newEventId(), type: 'ClusterVersionObserved', data, observedAt, actor: 'token:t' }]);
  };

  it('compares again with what others wrote meanwhile, and adds nothing to what they know better', async () => {
    let once = false;
    const bench = racing(async (store) => {
      if (!once && (await store.readStream('cluster-pay')).length > 0) {
        once = true;
        await report(store, 'v1.35.0', '2026-11-20T23:00:00Z');
      }
    });
    await bench.source('k8s');
    await bench.look('k8s', [bench.nsx(), bench.supervisor(), bench.cluster('pay')]);
    const before = (await bench.events('pay')).length;
    const { look } = await bench.look('k8s', [bench.cluster('pay', { versions: { vkr: 'v1.34.1' } })]);
    expect(look.counts.changed).toBe(0);
    expect(await bench.events('pay')).toHaveLength(before + 1);
    expect((await bench.node('pay'))?.versions).toEqual({ vkr: 'v1.35.0' });
  });

  it('gives up, and says so, where others never stop writing', async () => {
    let minute = 0;
    const bench = racing(async (store) => {
      if ((await store.readStream('cluster-pay')).length > 0) await report(store, `v1.${++minute}.0`, '2026-11-20T05:00:00Z');
    });
    await bench.source('k8s');
    await bench.look('k8s', [bench.nsx(), bench.supervisor(), bench.cluster('pay')]);
    const begun = await bench.start(['k8s']);
    const scan = begun.outcome === 'started' ? begun.scan : '';
    const outcome = await bench.report(scan, 'k8s', [bench.cluster('pay', { versions: { vkr: 'v1.34.1' } })]);
    expect(outcome).toMatchObject({ outcome: 'not-recorded', reason: expect.stringContaining('changed under each of 8 attempts') });
  });

  it('takes no more at once than one transaction should hold', async () => {
    const bench = racing(async () => {});
    const many = Array.from({ length: MOST_REPORTS + 1 }, () => bench.nsx());
    await expect(bench.report(newEventId(), 'k8s', many)).rejects.toThrow('at most 1000; found 1001');
  });
});
