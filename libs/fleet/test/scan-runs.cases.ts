import { newEventId } from '@lockstep/event-store';
import { describe, expect, it } from 'vitest';
import type { ScanBench } from './scan-bench.js';

/** Sources and scans from beginning to end, on any record. @param setUp a fleet of its own each time */
export function describeScanRuns(setUp: () => ScanBench): void {
  const begun = async (bench: ScanBench, sources: readonly string[]) => {
    const outcome = await bench.start(sources);
    if (outcome.outcome !== 'started') throw new Error(JSON.stringify(outcome));
    return outcome;
  };
  const seen = { outcome: 'completed', seen: [], changed: [], unreached: [], faults: [] } as const;
  const twoSources = async () => {
    const bench = setUp();
    await bench.source('a');
    await bench.source('b', { kind: 'supervisor', id: bench.id('sup-2') });
    return bench;
  };

  describe('a source', () => {
    it('is registered once, changed on the revision that was read, and removed', async () => {
      const bench = setUp();
      expect(await bench.source('k8s')).toMatchObject({ outcome: 'recorded', revision: 1 });
      expect(await bench.source('k8s')).toEqual({ outcome: 'exists' });
      const change = (more: object) => bench.registry.change({ id: bench.id('k8s'), actor: 'token:t', ...more });
      expect(await change({ misses: 5, revision: 1 })).toMatchObject({ outcome: 'recorded', revision: 2 });
      expect(await change({ misses: 6, revision: 1 })).toEqual({ outcome: 'stale', revision: 2 });
      expect(await change({ misses: 5 })).toEqual({ outcome: 'recorded', revision: 2, position: null });
      expect(await bench.registry.find(bench.id('k8s'))).toMatchObject({ misses: 5, revision: 2, system: 'kubernetes', faults: [] });
      expect(await bench.registry.remove({ id: bench.id('k8s'), actor: 'token:t', revision: 2 })).toMatchObject({ revision: 3 });
      expect(await bench.registry.find(bench.id('k8s'))).toBeUndefined();
      expect(await change({ misses: 5 })).toEqual({ outcome: 'unknown' });
      expect(await bench.source('k8s')).toMatchObject({ outcome: 'recorded', revision: 4 });
    });

    it('keeps its revision whatever looks find wrong with it', async () => {
      const bench = setUp();
      await bench.source('k8s');
      await bench.fail('k8s');
      expect(await bench.registry.find(bench.id('k8s'))).toMatchObject({ revision: 1, faults: [{ code: 'unreachable', look: 0 }] });
    });

    it('does not speak for a node that another one speaks for, unless that is meant', async () => {
      const bench = await twoSources();
      const order = { id: bench.id('c'), system: 'kubernetes', name: 'c', settings: {}, actor: 'token:t' };
      const speaksFor = { kind: 'supervisor', id: bench.id('sup') } as const;
      expect(await bench.registry.register({ ...order, speaksFor })).toEqual({ outcome: 'spoken-for', by: bench.id('a') });
      expect(await bench.registry.change({ id: bench.id('b'), speaksFor, actor: 'token:t' })).toMatchObject({ outcome: 'spoken-for' });
      expect(await bench.registry.change({ id: bench.id('a'), speaksFor, name: 'x', actor: 'token:t' })).toMatchObject({
        outcome: 'recorded',
      });
      expect(await bench.registry.register({ ...order, speaksFor, evenIfShared: true })).toMatchObject({ outcome: 'recorded' });
    });

    it('speaks for one node as long as it is registered', async () => {
      const bench = await twoSources();
      const speaksFor = { kind: 'supervisor', id: bench.id('sup-3') } as const;
      const change = bench.registry.change({ id: bench.id('a'), speaksFor, name: 'x', actor: 'token:t' });
      expect(await change).toEqual({ outcome: 'other-node', speaksFor: { kind: 'supervisor', id: bench.id('sup') } });
    });

    it.each([
      ['an id with a slash', { id: 'a/b' }],
      ['an id that is empty', { id: '' }],
      ['no misses at all', { id: 'fine', misses: 0 }],
      ['half a miss', { id: 'fine', misses: 1.5 }],
    ])('is refused with %s', async (_name, more) => {
      const bench = setUp();
      const order = { system: 'nsx', name: 'n', settings: {}, speaksFor: { kind: 'nsx-manager', id: bench.id('nsx') } as const };
      expect(await bench.registry.register({ ...order, actor: 'token:t', ...more })).toMatchObject({ outcome: 'invalid' });
    });

    it('takes its faults along when it is removed, and its nodes are confirmed no longer', async () => {
      const bench = setUp();
      await bench.source('k8s');
      await bench.look('k8s', [bench.nsx(), bench.supervisor(), bench.cluster('pay', { versions: { vkr: '?' } })]);
      expect(await bench.codes('k8s')).toEqual(['unreadable-version']);
      await bench.registry.remove({ id: bench.id('k8s'), actor: 'token:t' });
      const [last] = (await bench.store.readStream(`source-${bench.id('k8s')}`)).slice(-1);
      expect(last).toMatchObject({ type: 'SourceRemoved', data: { cleared: [{ code: 'unreadable-version' }] } });
      expect(await bench.read.confirmations([bench.name('pay')])).toEqual(new Map());
    });

    it('says only once what is wrong, and when it no longer is', async () => {
      const bench = setUp();
      await bench.source('k8s');
      await bench.fail('k8s');
      await bench.fail('k8s');
      const partly = { code: 'wrong-shape', subject: bench.name('x'), place: 'spec', detail: 'no' } as const;
      await bench.look('k8s', [bench.nsx(), bench.supervisor()], { faults: [partly] });
      await bench.fail('k8s');
      await bench.look('k8s', [bench.nsx(), bench.supervisor()]);
      const events = (await bench.store.readStream(`source-${bench.id('k8s')}`)).slice(1);
      expect(events.map(({ data }) => (data as { faults: { code: string }[] }).faults.map(({ code }) => code))).toEqual([
        ['unreachable'],
        ['wrong-shape'],
        ['unreachable', 'wrong-shape'],
        [],
      ]);
    });
  });

  describe('a scan', () => {
    it('leaves out sources that another one is looking at, and those that nobody knows', async () => {
      const bench = await twoSources();
      const first = await begun(bench, ['a']);
      expect(await bench.start(['a', 'b', 'none'])).toMatchObject({
        outcome: 'started',
        sources: [bench.id('b')],
        skipped: [
          { source: bench.id('a'), reason: 'in-scan', scan: first.scan },
          { source: bench.id('none'), reason: 'unknown', scan: null },
        ],
      });
      expect(await bench.start(['a', 'b'])).toMatchObject({ outcome: 'refused', skipped: [{ reason: 'in-scan' }, { reason: 'in-scan' }] });
      await bench.end(first.scan, 'a', seen);
      expect(await bench.start(['a'])).toMatchObject({ outcome: 'started' });
    });

    it('of the same id begins once', async () => {
      const bench = await twoSources();
      const scan = newEventId();
      const answer = await bench.start(['a'], scan);
      await bench.end(scan, 'a', seen);
      expect(await bench.start(['a', 'b'], scan)).toEqual(answer);
      expect(await bench.store.readStream(`scan-${scan}`)).toHaveLength(2);
    });

    it.each([
      ['completed', [seen, seen]],
      ['partial', [seen, { outcome: 'failed', fault: { code: 'unreachable', subject: null, place: null, detail: 'x' } }]],
      ['failed', [{ outcome: 'failed', fault: { code: 'unreachable', subject: null, place: null, detail: 'x' } }, null]],
      ['partial', [seen, null]],
      ['partial', [{ ...seen, outcome: 'partial' }, null]],
    ] as const)('is %s after its looks', async (result, looks) => {
      const bench = await twoSources();
      const { scan } = await begun(bench, ['a', 'b']);
      for (const [index, look] of looks.entries()) if (look) await bench.end(scan, ['a', 'b'][index]!, look);
      expect(await bench.endScan.execute({ scan, actor: 'system:t' })).toEqual({ outcome: 'ended', result });
      expect(await bench.endScan.execute({ scan, actor: 'system:t' })).toEqual({ outcome: 'ended', result });
      expect(await bench.read.find(scan)).toMatchObject({ status: result, endedAt: expect.any(String), by: 'token:t' });
      expect(await bench.start(['a', 'b'])).toMatchObject({ outcome: 'started', skipped: [] });
    });

    it('that was cancelled says so, takes what its looks have seen, and nothing after its end', async () => {
      const bench = await twoSources();
      const { scan } = await begun(bench, ['a']);
      expect(await bench.cancel.execute({ scan, actor: 'token:t' })).toEqual({ outcome: 'cancelling' });
      expect(await bench.read.find(scan)).toMatchObject({ status: 'cancelling' });
      expect(await bench.report(scan, 'a', [bench.nsx()])).toMatchObject({ outcome: 'recorded' });
      await bench.end(scan, 'a', { ...seen, outcome: 'partial' });
      expect(await bench.report(scan, 'a', [bench.nsx()])).toEqual({ outcome: 'not-running' });
      expect(await bench.endScan.execute({ scan, actor: 'token:t' })).toEqual({ outcome: 'ended', result: 'cancelled' });
      expect(await bench.cancel.execute({ scan, actor: 'token:t' })).toEqual({ outcome: 'ended' });
      expect(await bench.end(scan, 'a', seen)).toEqual({ outcome: 'ended', as: 'partial' });
    });

    it('takes reports of its own sources only', async () => {
      const bench = await twoSources();
      const { scan } = await begun(bench, ['a']);
      expect(await bench.report(scan, 'b', [bench.nsx()])).toEqual({ outcome: 'not-running' });
      expect(await bench.end(scan, 'b', seen)).toEqual({ outcome: 'not-running' });
      expect(await bench.report(newEventId(), 'a', [bench.nsx()])).toEqual({ outcome: 'not-running' });
      expect(await bench.endScan.execute({ scan: newEventId(), actor: 'token:t' })).toEqual({ outcome: 'unknown' });
    });

    it('that nobody runs any more is ended, so that its sources are looked at again', async () => {
      const bench = await twoSources();
      const [gone, alive] = [await begun(bench, ['a']), await begun(bench, ['b'])];
      const ended = await bench.abandon.execute(async ({ id }) => id !== gone.scan);
      expect(ended).toEqual([gone.scan]);
      expect(await bench.read.find(gone.scan)).toMatchObject({ status: 'failed', reason: 'abandoned' });
      expect((await bench.read.listRunning()).map(({ id }) => id)).toContain(alive.scan);
      expect(await bench.start(['a'])).toMatchObject({ outcome: 'started' });
      for (const { id } of await bench.read.listRunning()) await bench.endScan.execute({ scan: id, actor: 'token:t' });
    });

    it('is listed newest first, page by page, and by source', async () => {
      const bench = await twoSources();
      const scans: string[] = [];
      for (const source of ['a', 'b', 'a']) scans.unshift((await bench.fail(source)).scan);
      const [first, second] = [await bench.read.list({ limit: 1, source: bench.id('a') }), await bench.read.list({ limit: 3 })];
      expect(first.scans.map(({ id }) => id)).toEqual([scans[0]]);
      const rest = await bench.read.list({ limit: 1, source: bench.id('a'), before: first.next! });
      expect([rest.scans.map(({ id }) => id), rest.next]).toEqual([[scans[2]], null]);
      expect(second.scans.map(({ id }) => id)).toEqual(scans);
    });
  });
}
