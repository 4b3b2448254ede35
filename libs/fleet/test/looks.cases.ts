import { newEventId } from '@lockstep/event-store';
import { describe, expect, it } from 'vitest';
import type { SourceFault } from '../src/domain/index.js';
import type { ScanBench } from './scan-bench.js';

const denied: SourceFault = { code: 'not-authorized', subject: null, place: 'GET /apis', detail: 'listing is not allowed' };

/** What looks do to a fleet, on any record. @param setUp a fleet of its own each time */
export function describeScanCases(setUp: () => ScanBench): void {
  const known = async (names: readonly string[] = ['pay', 'shop'], misses = 3) => {
    const bench = setUp();
    await bench.source('k8s', { kind: 'supervisor', id: bench.id('sup') }, misses);
    const all = () => [bench.nsx(), bench.supervisor(), ...names.map((name) => bench.cluster(name))];
    const first = await bench.look('k8s', all());
    return { bench, all, first };
  };

  describe('a look', () => {
    it('registers what nobody knew, in the order of the tree, with all that was seen of it', async () => {
      const { bench, first } = await known(['pay']);
      expect(first.look).toMatchObject({ counts: { seen: 3, changed: 3, unchanged: 0 }, appeared: { cluster: [bench.id('pay')] } });
      expect(await bench.node('pay')).toMatchObject({
        root: bench.id('nsx'),
        versions: { vkr: 'v1.33.1' },
        labels: { env: 'prod' },
        capacity: { nodes: { controlPlane: 3, workers: 5 } },
        identity: { uid: `${bench.prefix}uid-pay`, nsxClusterId: null },
        signals: { [bench.id('k8s')]: { signals: [{ name: 'service-account', state: 'ok' }] } },
      });
      const [event] = await bench.events('pay');
      expect(event).toMatchObject({
        actor: `source:${bench.id('k8s')}`,
        causationId: `look-${first.scan}`,
        observedAt: bench.time(10).replace('Z', '000Z'),
      });
    });

    it('that finds nothing new adds one event to its scan and none to any node or source', async () => {
      const { bench, all } = await known();
      const before = [await bench.typesOf('pay'), await bench.typesOf('sup', 'supervisor'), await bench.typesOf('nsx', 'nsx-manager')];
      const { scan, look } = await bench.look('k8s', all());
      expect([await bench.typesOf('pay'), await bench.typesOf('sup', 'supervisor'), await bench.typesOf('nsx', 'nsx-manager')]).toEqual(
        before,
      );
      expect((await bench.store.readStream(`scan-${scan}`)).map(({ type }) => type)).toEqual(['ScanStarted', 'ScanLookEnded', 'ScanEnded']);
      expect(await bench.store.readStream(`source-${bench.id('k8s')}`)).toHaveLength(1);
      expect(look).toMatchObject({ counts: { seen: 4, changed: 0, unchanged: 4 }, appeared: {}, missed: {}, unreached: {} });
    });

    it('records of what changed that alone, and leaves what it did not look at as it was', async () => {
      const { bench } = await known(['pay']);
      const { labels: _, signals: __, ...seen } = bench.cluster('pay', { versions: { vkr: 'v1.34.1', antrea: '2.1.0' } });
      await bench.look('k8s', [seen]);
      expect((await bench.typesOf('pay')).slice(-2)).toEqual(['ClusterVersionObserved', 'ClusterVersionObserved']);
      expect(await bench.node('pay')).toMatchObject({ versions: { vkr: 'v1.34.1', antrea: '2.1.0' }, labels: { env: 'prod' } });
      expect(Object.keys((await bench.node('pay'))!.signals)).toHaveLength(1);
    });

    it('from inside keeps its signals beside those from outside', async () => {
      const { bench, all } = await known(['pay']);
      const agents = (state: 'ok' | 'failed') => ({
        subject: bench.name('pay'),
        uid: `${bench.prefix}uid-pay`,
        signals: [{ name: 'antrea-agents' as const, state, detail: null }],
      });
      await bench.look('k8s', all(), { inside: [agents('failed')] });
      await bench.look('k8s', all(), { inside: [agents('failed')] });
      expect((await bench.typesOf('pay')).filter((type) => type === 'ClusterSignalsObserved')).toHaveLength(2);
      expect(Object.keys((await bench.node('pay'))!.signals).toSorted()).toEqual([bench.id('k8s'), `${bench.id('k8s')}/inside`]);
    });

    it('that was told of twice is recorded once', async () => {
      const { bench } = await known(['pay']);
      const begun = await bench.start(['k8s']);
      const scan = begun.outcome === 'started' ? begun.scan : '';
      const seen = bench.cluster('pay', { versions: { vkr: 'v1.34.1' } });
      expect(await bench.report(scan, 'k8s', [seen])).toMatchObject({ changed: [bench.name('pay')] });
      expect(await bench.report(scan, 'k8s', [seen, seen])).toMatchObject({ seen: [bench.name('pay')], changed: [] });
    });

    it('that is told of again after a newer one adds nothing', async () => {
      const { bench } = await known(['pay']);
      const begun = await bench.start(['k8s']);
      const scan = begun.outcome === 'started' ? begun.scan : '';
      const at = (second: number, version: string) => bench.cluster('pay', { observedAt: bench.time(second), versions: { vkr: version } });
      await bench.report(scan, 'k8s', [at(10, 'v1.34.1')]);
      await bench.report(scan, 'k8s', [at(20, 'v1.35.0')]);
      const before = await bench.typesOf('pay');
      expect(await bench.report(scan, 'k8s', [at(10, 'v1.34.1')])).toMatchObject({ seen: [bench.name('pay')], changed: [] });
      expect(await bench.typesOf('pay')).toEqual(before);
    });

    it('does not turn back what was observed after it', async () => {
      const { bench } = await known(['pay']);
      const event = { component: 'vkr', version: 'v1.35.0', previous: null };
      const append = {
        id: newEventId(),
        type: 'ClusterVersionObserved',
        data: event,
        observedAt: '2026-11-20T09:00:00Z',
        actor: 'token:t',
      };
      await bench.store.append(`cluster-${bench.id('pay')}`, 'any', [append]);
      const { look } = await bench.look('k8s', [bench.cluster('pay', { versions: { vkr: 'v1.34.1' }, labels: {} })]);
      expect(look.counts.changed).toBe(1);
      expect(await bench.node('pay')).toMatchObject({ versions: { vkr: 'v1.35.0' }, labels: {} });
    });

    it('takes an older snapshot for what it is: what the look changed was heard after it', async () => {
      const { bench } = await known(['pay']);
      await bench.look('k8s', [bench.cluster('pay', { versions: { vkr: 'v1.34.1' } })]);
      const node = (await bench.node('pay'))!;
      expect(node.heardPosition).toBe(node.position);
    });
  });

  describe('a node that is not seen', () => {
    it('is missed, and sight of it is lost once after as many misses as the source allows', async () => {
      const { bench, all } = await known();
      const rest = () => all().slice(0, -1);
      expect((await bench.look('k8s', rest())).look).toMatchObject({ missed: { cluster: [bench.id('shop')] }, lost: {} });
      expect((await bench.look('k8s', rest())).look).toMatchObject({ missed: { cluster: [bench.id('shop')] }, lost: {} });
      expect((await bench.node('shop'))?.lostSight).toBeNull();
      expect((await bench.look('k8s', rest())).look).toMatchObject({ missed: {}, lost: { cluster: [bench.id('shop')] } });
      expect((await bench.look('k8s', rest())).look).toMatchObject({ missed: {}, lost: {} });
      expect((await bench.node('shop'))?.lostSight).toMatchObject({ source: bench.id('k8s'), misses: 3 });
      expect((await bench.typesOf('shop')).filter((type) => type === 'ClusterLostSight')).toHaveLength(1);
      expect((await bench.node('pay'))?.lostSight).toBeNull();
    });

    it('counts anew once it was seen again', async () => {
      const { bench, all } = await known(undefined, 2);
      const rest = () => all().slice(0, -1);
      await bench.look('k8s', rest());
      await bench.look('k8s', all());
      expect((await bench.look('k8s', rest())).look).toMatchObject({ missed: { cluster: [bench.id('shop')] }, lost: {} });
    });

    it('is in sight again when it is seen as it was', async () => {
      const { bench, all } = await known(undefined, 1);
      await bench.look('k8s', all().slice(0, -1));
      expect((await bench.node('shop'))?.lostSight).not.toBeNull();
      const { look } = await bench.look('k8s', all());
      expect(look).toMatchObject({ appeared: { cluster: [bench.id('shop')] }, counts: { changed: 1 } });
      expect((await bench.node('shop'))?.lostSight).toBeNull();
    });

    it.each([
      ['the look fails', async (bench: ScanBench) => void (await bench.fail('k8s'))],
      ['the look is broken off', async (bench: ScanBench) => void (await bench.look('k8s', [], { outcome: 'partial' }))],
      ['a list could not be read', async (bench: ScanBench) => void (await bench.look('k8s', [], { faults: [denied] }))],
      [
        'it was not looked at',
        async (bench: ScanBench) =>
          void (await bench.look('k8s', [], {
            unreached: [
              bench.name('shop'),
              bench.name('pay'),
              { kind: 'supervisor', id: bench.id('sup') },
              { kind: 'nsx-manager', id: bench.id('nsx') },
            ],
          })),
      ],
    ])('is not missed when %s', async (_name, blind) => {
      const { bench } = await known(undefined, 1);
      await blind(bench);
      expect((await bench.node('shop'))?.lostSight).toBeNull();
      expect((await bench.scans.readSourceNodes(bench.id('k8s'))).get(`cluster ${bench.id('shop')}`)?.misses).toBe(0);
    });

    it('stays in sight while another source that speaks for its Supervisor sees it', async () => {
      const { bench, all } = await known(undefined, 2);
      await bench.source('twin', undefined, 2, true);
      for (let round = 0; round < 2; round++) {
        await bench.look('twin', all());
        await bench.look('k8s', all().slice(0, -1));
      }
      expect((await bench.node('shop'))?.lostSight).toBeNull();
      for (let round = 0; round < 2; round++) await bench.look('twin', all().slice(0, -1));
      expect((await bench.node('shop'))?.lostSight).toMatchObject({ source: bench.id('twin') });
    });

    it('is not lost by an NSX manager, which only hears of clusters', async () => {
      const { bench, all } = await known(undefined, 2);
      await bench.source('nsx-1', { kind: 'nsx-manager', id: bench.id('nsx') }, 1);
      const told = { subject: bench.name('shop'), signals: [{ name: 'mp-adapter' as const, state: 'ok' as const, detail: null }] };
      await bench.look('nsx-1', [bench.nsx(), told]);
      const { look } = await bench.look('nsx-1', [bench.nsx()]);
      expect(look).toMatchObject({ lost: {}, forgotten: { cluster: [bench.id('shop')] } });
      await bench.look('nsx-1', [bench.nsx(), told]);
      for (let round = 0; round < 2; round++) await bench.look('k8s', all().slice(0, -1));
      expect((await bench.node('shop'))?.lostSight).toMatchObject({ source: bench.id('k8s') });
    });

    it('is forgotten when somebody has said that it is gone', async () => {
      const { bench, all } = await known(undefined, 1);
      const gone = {
        id: newEventId(),
        type: 'ClusterDecommissioned',
        data: { id: bench.id('shop') },
        observedAt: bench.time(30),
        actor: 'token:t',
      };
      await bench.store.append(`cluster-${bench.id('shop')}`, 'any', [gone]);
      expect((await bench.look('k8s', all().slice(0, -1))).look).toMatchObject({ lost: {}, forgotten: { cluster: [bench.id('shop')] } });
    });
  });

  describe('until when a node was confirmed', () => {
    const confirmed = async (bench: ScanBench, name: string) =>
      ((await bench.read.confirmations([bench.name(name)])).get(`cluster ${bench.id(name)}`) ?? []).map(({ confirmedAt }) => confirmedAt);

    it('follows quiet looks, and stands where they missed it or did not get to it', async () => {
      const { bench, all } = await known(['pay', 'shop', 'web']);
      await bench.look('k8s', all());
      const before = bench.time().replace('Z', '000Z');
      await bench.look('k8s', all().slice(0, -1), { unreached: [bench.name('shop')] });
      const after = bench.time().replace('Z', '000Z');
      expect([await confirmed(bench, 'pay'), await confirmed(bench, 'shop'), await confirmed(bench, 'web')]).toEqual([
        [after],
        [before],
        [before],
      ]);
      await bench.look('k8s', all());
      expect(await confirmed(bench, 'web')).toEqual([bench.time().replace('Z', '000Z')]);
    });

    it('does not move with a look that failed or was broken off', async () => {
      const { bench, all } = await known(['pay']);
      const at = [bench.time().replace('Z', '000Z')];
      await bench.fail('k8s');
      await bench.look('k8s', all(), { outcome: 'partial' });
      expect(await confirmed(bench, 'pay')).toEqual(at);
    });

    it('is not known of a node that only a look told of that was broken off', async () => {
      const bench = setUp();
      await bench.source('k8s');
      await bench.look('k8s', [bench.nsx(), bench.supervisor(), bench.cluster('pay')], { outcome: 'partial' });
      expect(await confirmed(bench, 'pay')).toEqual([]);
      await bench.look('k8s', [bench.nsx(), bench.supervisor(), bench.cluster('pay')]);
      expect(await confirmed(bench, 'pay')).toHaveLength(1);
    });
  });
}
