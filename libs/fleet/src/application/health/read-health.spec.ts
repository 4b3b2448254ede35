import { newEventId } from '@lockstep/event-store';
import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryFleetRecord } from '../../../test/memory-fleet-record.js';
import { NOWHERE, SIGNALS } from '../../domain/index.js';
import { ReadHealth } from './read-health.use-case.js';

let record: MemoryFleetRecord;
let newest = 0;
const append = async (type: string, data: unknown, observedAt: string) => {
  const outcome = await record.events.append('cluster-c', 'any', [{ id: newEventId(), type, data, observedAt, actor: 'token:t' }]);
  newest = outcome.outcome === 'appended' ? outcome.events[0]!.position : 0;
};
const signals = (state: string) => Object.values(SIGNALS).flatMap((names) => names.map((name) => ({ name, state, detail: null })));

beforeEach(async () => {
  record = new MemoryFleetRecord();
  const registered = { id: 'c', placement: { ...NOWHERE, supervisor: 's' }, networking: null, cni: { cni: 'antrea', adapter: 'enabled' } };
  await append('ClusterRegistered', registered, '2026-11-20T06:00:00Z');
  await append('ClusterSignalsObserved', { source: 'sv-1', signals: signals('ok') }, '2026-11-20T06:00:00Z');
});

describe('reading health', () => {
  const ask = (now: string, confirmed: Record<string, string> = {}) =>
    new ReadHealth(record, { find: async () => confirmed }, 3_600, () => now);

  it('forgets what was not confirmed for longer than the age that counts', async () => {
    const verdictAt = async (now: string, confirmed?: Record<string, string>) =>
      (await ask(now, confirmed).find({ kind: 'cluster', id: 'c' }))?.health.verdict;
    expect(await verdictAt('2026-11-20T07:00:00Z')).toBe('healthy');
    expect(await verdictAt('2026-11-20T07:00:01Z')).toBe('unknown');
    expect(await verdictAt('2026-11-20T09:00:00Z', { 'sv-1': '2026-11-20T08:30:00Z' })).toBe('healthy');
  });

  it('counts ages up to the moment that is asked about, and not up to now', async () => {
    const then = newest;
    await append('ClusterSignalsObserved', { source: 'sv-1', signals: signals('failed') }, '2026-11-20T06:30:00Z');
    const read = ask('2027-01-01T00:00:00Z');
    const found = await read.find({ kind: 'cluster', id: 'c', position: then, asOf: '2026-11-20T06:20:00Z' });
    expect(found).toMatchObject({ health: { verdict: 'healthy' }, freshness: { at: '2026-11-20T06:20:00Z' } });
    expect((await read.find({ kind: 'cluster', id: 'c' }))?.health.verdict).toBe('unknown');
  });

  it('finds no node that nobody has registered', async () => {
    expect(await ask('2026-11-20T06:00:00Z').find({ kind: 'cluster', id: 'x' })).toBeUndefined();
  });
});
