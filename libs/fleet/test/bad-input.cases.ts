import { describe, expect, it } from 'vitest';
import type { Sighting, SourceFault } from '../src/domain/index.js';
import type { ScanBench } from './scan-bench.js';

/** What sources get wrong: recorded as what it is, and what is known stays sound. @param setUp a fleet of its own each time */
export function describeBadInput(setUp: () => ScanBench): void {
  const known = async () => {
    const bench = setUp();
    await bench.source('k8s');
    await bench.look('k8s', [bench.nsx(), bench.supervisor(), bench.cluster('pay')]);
    return bench;
  };

  it.each<[string, Partial<SourceFault>]>([
    ['answers HTML', { code: 'unreadable-answer', place: 'GET /apis', detail: 'the answer must be JSON; found HTML' }],
    [
      'answers half a JSON',
      { code: 'unreadable-answer', place: 'GET /apis', detail: 'the answer must be JSON; found an end in the middle' },
    ],
    ['has a certificate that expired', { code: 'certificate-expired', detail: 'the certificate has expired' }],
    ['refuses the login', { code: 'login-refused', detail: 'the login was refused' }],
  ])('a source that %s fails its look, says why, and changes nothing', async (_name, fault) => {
    const bench = await known();
    const before = await bench.node('pay');
    const { scan, ended } = await bench.fail('k8s', fault);
    expect(ended).toEqual({ outcome: 'ended', result: 'failed' });
    expect(await bench.codes('k8s')).toEqual([fault.code]);
    expect((await bench.read.find(scan))?.looks[bench.id('k8s')]).toMatchObject({ outcome: 'failed', fault });
    expect(await bench.node('pay')).toEqual(before);
  });

  it('a version nobody knows leaves the one that is known, and is said', async () => {
    const bench = await known();
    const { codes } = await bench.look('k8s', [bench.cluster('pay', { versions: { vkr: 'v1.?', antrea: '??' } })]);
    expect(codes).toEqual(['unreadable-version', 'unreadable-version']);
    expect((await bench.node('pay'))?.versions).toEqual({ vkr: 'v1.33.1', antrea: 'unknown' });
    const { look } = await bench.look('k8s', [bench.cluster('pay', { versions: { vkr: 'v1.?', antrea: '??' } })]);
    expect(look.counts.changed).toBe(0);
  });

  it('a component that the matrix does not have is not recorded', async () => {
    const bench = await known();
    const { codes } = await bench.look('k8s', [bench.cluster('pay', { versions: { vkr: 'v1.34.1', nothing: '1.0' } })]);
    expect(codes).toEqual(['unreadable-version']);
    expect((await bench.node('pay'))?.versions).toEqual({ vkr: 'v1.34.1' });
  });

  it('a cluster that was made again under its name is another one, which begins anew', async () => {
    const bench = await known();
    const again = bench.cluster('pay', { uid: `${bench.prefix}uid-2`, versions: { vkr: 'v1.34.1' } });
    const { codes } = await bench.look('k8s', [bench.supervisor(), again]);
    expect(codes).toEqual(['recreated']);
    expect((await bench.typesOf('pay')).slice(6, 8)).toEqual(['ClusterDecommissioned', 'ClusterRegistered']);
    expect(await bench.node('pay')).toMatchObject({ identity: { uid: `${bench.prefix}uid-2` }, versions: { vkr: 'v1.34.1' } });
  });

  it('that a cluster was made again is said for as many looks as it takes to lose sight', async () => {
    const bench = await known();
    const look = () => bench.look('k8s', [bench.nsx(), bench.supervisor(), bench.cluster('pay', { uid: `${bench.prefix}uid-2` })]);
    const said = [];
    for (let round = 0; round < 5; round++) {
      await look();
      said.push(await bench.codes('k8s'));
    }
    expect(said).toEqual([['recreated'], ['recreated'], ['recreated'], [], []]);
  });

  it('what comes late from the inside of a cluster that was made again says nothing of the new one', async () => {
    const bench = await known();
    const again = bench.cluster('pay', { uid: `${bench.prefix}uid-2` });
    const old = { subject: bench.name('pay'), uid: `${bench.prefix}uid-pay`, versions: { antrea: '1.0.0' } };
    await bench.look('k8s', [bench.supervisor(), again], { inside: [old] });
    expect((await bench.node('pay'))?.versions).toEqual({ vkr: 'v1.33.1' });
  });

  it('two Supervisors that claim the same cluster: the first one keeps it, the second one has a fault', async () => {
    const bench = await known();
    await bench.source('other', { kind: 'supervisor', id: bench.id('sup-2') });
    const claim = bench.cluster('pay-2', { uid: `${bench.prefix}uid-pay` }, 'sup-2');
    const { codes, look } = await bench.look('other', [bench.supervisor('sup-2'), claim]);
    expect(codes).toEqual(['claimed-twice']);
    expect(look.counts.seen).toBe(1);
    expect(await bench.node('pay-2')).toBeUndefined();
    expect(await bench.node('pay')).toMatchObject({ placement: { supervisor: bench.id('sup') } });
    expect(await bench.codes('other')).toEqual(['claimed-twice']);
  });

  it('two Supervisors that claim the same id: the cluster stays where it was', async () => {
    const bench = await known();
    await bench.source('other', { kind: 'supervisor', id: bench.id('sup-2') });
    const claim = bench.cluster('pay', { uid: `${bench.prefix}uid-3` }, 'sup-2');
    expect((await bench.look('other', [bench.supervisor('sup-2'), claim])).codes).toEqual(['claimed-twice']);
    expect(await bench.node('pay')).toMatchObject({
      placement: { supervisor: bench.id('sup') },
      identity: { uid: `${bench.prefix}uid-pay` },
    });
  });

  it('a claim counts when sight of the first one is lost', async () => {
    const bench = setUp();
    await bench.source('k8s', undefined, 1);
    await bench.source('other', { kind: 'supervisor', id: bench.id('sup-2') });
    await bench.look('k8s', [bench.nsx(), bench.supervisor(), bench.cluster('pay')]);
    await bench.look('k8s', [bench.nsx(), bench.supervisor()]);
    const claim = bench.cluster('pay-2', { uid: `${bench.prefix}uid-pay` }, 'sup-2');
    expect((await bench.look('other', [bench.supervisor('sup-2'), claim])).codes).toEqual([]);
    expect(await bench.node('pay-2')).toMatchObject({ placement: { supervisor: bench.id('sup-2') } });
  });

  describe('an NSX manager that speaks of clusters by its own names', () => {
    const told = (bench: ScanBench, id: string): Omit<Sighting, 'observedAt'> => ({
      subject: { kind: 'cluster', nsxCluster: { id: bench.id(id), name: `${id}-of-nsx` } },
      signals: [{ name: 'ccp-session', state: 'ok', detail: null }],
    });
    const withNsx = async () => {
      const bench = setUp();
      await bench.source('k8s');
      await bench.source('nsx-1', { kind: 'nsx-manager', id: bench.id('nsx') });
      await bench.look('k8s', [bench.nsx(), bench.supervisor(), bench.cluster('pay', { nsxClusterId: bench.id('nsx-pay') })]);
      return bench;
    };

    it('is understood by the identity that the Supervisor told', async () => {
      const bench = await withNsx();
      const { codes } = await bench.look('nsx-1', [bench.nsx({ nsx: '9.0.1' }), told(bench, 'nsx-pay')]);
      expect(codes).toEqual([]);
      expect((await bench.node('pay'))?.signals[bench.id('nsx-1')]?.signals).toMatchObject([{ name: 'ccp-session' }]);
    });

    it('and of a cluster of another site is told that it hangs on none of its Supervisors', async () => {
      const bench = await withNsx();
      const { codes } = await bench.look('nsx-1', [bench.nsx(), told(bench, 'elsewhere'), told(bench, 'nsx-pay')]);
      expect(codes).toEqual(['foreign-cluster']);
      const [fault] = (await bench.scans.findSource(bench.id('nsx-1')))!.faults;
      expect(fault).toMatchObject({
        subject: { kind: 'cluster', id: 'elsewhere-of-nsx' },
        detail: expect.stringContaining(bench.id('elsewhere')),
      });
    });

    it('and of a cluster under another NSX manager, too', async () => {
      const bench = await withNsx();
      await bench.source('nsx-2', { kind: 'nsx-manager', id: bench.id('nsx-2') });
      expect((await bench.look('nsx-2', [told(bench, 'nsx-pay')])).codes).toEqual(['foreign-cluster']);
    });
  });

  it.each<[string, (bench: ScanBench) => Omit<Sighting, 'observedAt'>]>([
    ['an id with a line break', (bench) => ({ ...bench.cluster('x'), subject: { kind: 'cluster', id: `${bench.id('x')}\nx` } })],
    ['half a surrogate pair', (bench) => ({ ...bench.cluster('x'), subject: { kind: 'cluster', id: bench.id('x\ud800') } })],
    ['a number that is none', (bench) => bench.cluster('x', { nodes: { controlPlane: Number.NaN, workers: 1 } })],
    [
      'a Supervisor on two nodes',
      (bench) => bench.supervisor('x', { placement: { nsxManager: bench.id('nsx'), vcenter: bench.id('vc') } }),
    ],
    ['a cluster that hangs on nothing', (bench) => bench.cluster('x', { placement: { supervisor: null } })],
  ])('%s is a fault, and no node', async (_name, make) => {
    const bench = await known();
    const { codes, look } = await bench.look('k8s', [bench.nsx(), bench.supervisor(), bench.cluster('pay'), make(bench)]);
    expect(codes).toEqual(['wrong-shape']);
    expect(look.counts).toEqual({ seen: 3, changed: 0, unchanged: 3 });
    expect([await bench.node('x'), await bench.node('x', 'supervisor')]).toEqual([undefined, undefined]);
  });

  it('a label that no record can keep is left out, and the rest of the cluster is recorded', async () => {
    const bench = await known();
    const { codes } = await bench.look('k8s', [bench.cluster('pay', { labels: { a: 'b\0' }, versions: { vkr: 'v1.34.1' } })]);
    expect(codes).toEqual(['wrong-shape']);
    expect(await bench.node('pay')).toMatchObject({ labels: { env: 'prod' }, versions: { vkr: 'v1.34.1' } });
  });

  it('what somebody sees who was never told where it hangs makes no node', async () => {
    const bench = await known();
    const { look } = await bench.look('k8s', [{ subject: bench.name('ghost'), versions: { antrea: '2.1.0' } }]);
    expect(look.counts.seen).toBe(0);
    expect(await bench.events('ghost')).toEqual([]);
  });

  it('faults beyond a thousand are counted', async () => {
    const bench = await known();
    const faults = Array.from({ length: 1_002 }, (_, index): SourceFault => ({
      code: 'timed-out',
      subject: { kind: 'cluster', id: `${index}` },
      place: null,
      detail: 'no answer',
    }));
    await bench.look('k8s', [bench.nsx(), bench.supervisor(), bench.cluster('pay')], { faults });
    expect(await bench.scans.findSource(bench.id('k8s'))).toMatchObject({ faults: { length: 1_000 }, omittedFaults: 2 });
  });
}
