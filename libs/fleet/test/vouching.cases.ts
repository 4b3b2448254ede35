import { describe, expect, it } from 'vitest';
import type { ScanBench } from './scan-bench.js';

/** For how long what a source has told of health stands, on any record. @param setUp a fleet of its own each time */
export function describeVouching(setUp: () => ScanBench): void {
  const failing = (bench: ScanBench, name = 'pay') => ({
    subject: bench.name(name),
    uid: `${bench.prefix}uid-${name}`,
    signals: [{ name: 'antrea-agents' as const, state: 'failed' as const, detail: null }],
  });
  const toldBy = async (bench: ScanBench, name = 'pay') => Object.keys((await bench.node(name))!.signals).toSorted();
  const known = async (misses = 1) => {
    const bench = setUp();
    await bench.source('k8s', undefined, misses);
    const all = () => [bench.nsx(), bench.supervisor(), bench.cluster('pay'), bench.cluster('shop')];
    await bench.look('k8s', all(), { inside: [failing(bench)] });
    expect(await toldBy(bench)).toEqual([bench.id('k8s'), `${bench.id('k8s')}/inside`]);
    return { bench, all };
  };

  describe('what a source has told of health', () => {
    it('from inside of a cluster stands no longer once nobody looks into it', async () => {
      const { bench, all } = await known();
      await bench.look('k8s', all());
      expect(await toldBy(bench)).toEqual([bench.id('k8s')]);
      const before = await bench.typesOf('pay');
      await bench.look('k8s', all());
      expect(await bench.typesOf('pay')).toEqual(before);
    });

    it.each([
      ['did not get into it', (bench: ScanBench) => ({ unreached: [bench.name('pay')] })],
      ['was broken off', () => ({ outcome: 'partial' as const })],
    ])('from inside of a cluster stands while a look %s', async (_name, more) => {
      const { bench, all } = await known();
      await bench.look('k8s', all(), more(bench));
      expect(await toldBy(bench)).toEqual([bench.id('k8s'), `${bench.id('k8s')}/inside`]);
    });

    it('goes with the source, from every node', async () => {
      const { bench } = await known();
      await bench.registry.remove({ id: bench.id('k8s'), actor: 'token:t' });
      expect([await toldBy(bench), await toldBy(bench, 'shop')]).toEqual([[], []]);
    });

    it('goes with the source without bringing a node back into sight', async () => {
      const { bench, all } = await known();
      const twin = await bench.source('twin', undefined, 1, true);
      expect(twin.outcome).toBe('recorded');
      await bench.look('twin', all());
      await bench.look('k8s', all().slice(0, -1));
      await bench.look('twin', all().slice(0, -1));
      const { lostSight } = (await bench.node('shop'))!;
      expect(lostSight).not.toBeNull();
      for (const id of ['k8s', 'twin']) await bench.registry.remove({ id: bench.id(id), actor: 'token:t' });
      expect((await bench.node('shop'))!.lostSight).toEqual(lostSight);
    });

    it('goes where the source sees the node no more and only ever heard of it', async () => {
      const { bench, all } = await known();
      await bench.source('nsx-1', { kind: 'nsx-manager', id: bench.id('nsx') }, 1);
      const told = { subject: bench.name('pay'), signals: [{ name: 'mp-adapter' as const, state: 'failed' as const, detail: null }] };
      await bench.look('nsx-1', [bench.nsx(), told]);
      expect(await toldBy(bench)).toContain(bench.id('nsx-1'));
      await bench.look('nsx-1', [bench.nsx()]);
      expect(await toldBy(bench)).not.toContain(bench.id('nsx-1'));
      await bench.look('k8s', all(), { inside: [failing(bench)] });
      expect(await toldBy(bench)).toEqual([bench.id('k8s'), `${bench.id('k8s')}/inside`]);
    });

    it('goes when sight of the node is lost, which stays lost', async () => {
      const { bench, all } = await known();
      await bench.look('k8s', [...all().slice(0, 2), bench.cluster('shop')]);
      expect(await bench.node('pay')).toMatchObject({ signals: {}, lostSight: { source: bench.id('k8s') } });
    });
  });

  describe('a Supervisor that is registered anew under another name', () => {
    const renamed = (bench: ScanBench) => [
      bench.nsx(),
      bench.supervisor('sup-2'),
      bench.cluster('new-pay', { uid: `${bench.prefix}uid-pay` }, 'sup-2'),
    ];

    it('has its clusters there, and no longer where no source speaks for them', async () => {
      const { bench } = await known();
      await bench.registry.remove({ id: bench.id('k8s'), actor: 'token:t' });
      await bench.source('k8s-2', { kind: 'supervisor', id: bench.id('sup-2') });
      for (let look = 0; look < 2; look++) expect((await bench.look('k8s-2', renamed(bench))).codes).toEqual([]);
      expect(await bench.node('new-pay')).toMatchObject({ versions: { vkr: 'v1.33.1' } });
      expect(await bench.node('pay')).toBeUndefined();
      expect(await bench.node('shop')).toBeDefined();
    });

    it('claims clusters in vain while a source speaks for where they are', async () => {
      const { bench } = await known();
      await bench.source('k8s-2', { kind: 'supervisor', id: bench.id('sup-2') });
      expect((await bench.look('k8s-2', renamed(bench))).codes).toEqual(['claimed-twice']);
      expect([await bench.node('pay'), await bench.node('new-pay')]).toEqual([expect.anything(), undefined]);
    });
  });

  describe('a source that is removed while it is looked at', () => {
    it('has failed, and nothing that comes later is recorded', async () => {
      const { bench, all } = await known();
      const begun = await bench.start(['k8s']);
      const scan = begun.outcome === 'started' ? begun.scan : '';
      await bench.registry.remove({ id: bench.id('k8s'), actor: 'token:t' });
      expect(await bench.report(scan, 'k8s', all())).toEqual({ outcome: 'not-running' });
      const late = { outcome: 'completed', seen: [bench.name('pay')], changed: [], unreached: [], faults: [] } as const;
      expect(await bench.end(scan, 'k8s', late)).toEqual({ outcome: 'ended', as: 'failed' });
      expect(await bench.endScan.execute({ scan, actor: 'token:t' })).toEqual({ outcome: 'ended', result: 'failed' });
      expect(await toldBy(bench)).toEqual([]);
    });
  });
}
