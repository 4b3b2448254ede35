import { kubernetesConnector } from '@lockstep/connectors/kubernetes';
import { nsxConnector } from '@lockstep/connectors/nsx';
import { beginning, MemoryEventStore } from '@lockstep/event-store';
import { namedWorld, type ServedWorld, serveWorld, type World } from '@lockstep/simulation';
import { afterEach, describe, expect, it } from 'vitest';
import { MemoryFleetRecord } from '../../../test/memory-fleet-record.js';
import { MemoryScanRecord } from '../../../test/memory-scan-record.js';
import { ScanBench } from '../../../test/scan-bench.js';
import type { InventorySource } from '../../application/scans/inventory-source.port.js';
import { ReadClustersInVpcs } from '../../application/scans/read-clusters-in-vpcs.use-case.js';
import { type ClusterReference, judgeHealth, type NodeName, type SourceFault, type SourceReport } from '../../domain/index.js';

const allowedNetworks = ['127.0.0.0/8'];
const now = () => new Date().toISOString();

const NSX_OF: Readonly<Record<string, string>> = {
  'sup-1': 'nsx-1',
  'sup-fra-1': 'nsx-fra',
  'sup-fra-2': 'nsx-fra',
  'sup-muc-1': 'nsx-muc',
};

function openSource(served: ServedWorld, id: string, fleet: MemoryFleetRecord): InventorySource {
  if (id in served.supervisors) {
    const { url, token, ca } = served.supervisors[id]!;
    const connector = kubernetesConnector({ allowedNetworks });
    const settings = connector.settings.parse({ url, supervisor: id, parent: { nsxManager: NSX_OF[id]! }, caBundle: ca ?? undefined });
    return connector.open({ id, settings, secret: connector.secret.parse({ token }), now });
  }
  const { url, user, password, ca } = served.nsxManagers[id]!;
  const connector = nsxConnector({ allowedNetworks, backOff: 1 });
  const settings = connector.settings.parse({ url, nsxManager: id, caBundle: ca ?? undefined });
  const inVpcs = new ReadClustersInVpcs(fleet);
  return connector.open({
    ...{ id, settings, secret: connector.secret.parse({ username: user, password }), now },
    clustersInVpcs: () => inVpcs.execute({ kind: 'nsx-manager', id }),
  });
}

/** Sources of a simulated world, looked at through real connectors. */
class SimulatedFleet {
  readonly store = new MemoryEventStore();
  readonly fleet = new MemoryFleetRecord(this.store);
  readonly bench = new ScanBench('', this.store, this.fleet, new MemoryScanRecord(this.store));

  private constructor(
    readonly world: World,
    readonly served: ServedWorld,
  ) {}

  static async serve(world: World): Promise<SimulatedFleet> {
    const fleet = new SimulatedFleet(world, await serveWorld(world, { tls: 'own' }));
    for (const id of Object.keys(fleet.served.supervisors)) await fleet.bench.source(id, { kind: 'supervisor', id });
    for (const id of Object.keys(fleet.served.nsxManagers)) await fleet.bench.source(id, { kind: 'nsx-manager', id });
    return fleet;
  }

  /** One scan of all sources, Supervisors first. Tells the faults of all of them. */
  async scan(): Promise<readonly SourceFault[]> {
    const faults: SourceFault[] = [];
    for (const id of [...Object.keys(this.served.supervisors), ...Object.keys(this.served.nsxManagers)])
      faults.push(...(await this.look(id)));
    return faults;
  }

  private async look(id: string): Promise<readonly SourceFault[]> {
    const { bench } = this;
    const takenAt = now();
    const begun = await bench.start([id]);
    if (begun.outcome !== 'started') throw new Error(JSON.stringify(begun));
    const { scan } = begun;
    const [seen, changed]: [NodeName[], NodeName[]] = [[], []];
    const faults: SourceFault[] = [];
    const clusters: ClusterReference[] = [];
    const source = openSource(this.served, id, this.fleet);
    const take = async (told: AsyncIterable<SourceReport>, inside: boolean) => {
      const reports: SourceReport[] = [];
      for await (const report of told) reports.push(report);
      for (const report of reports) if (report.report === 'cluster') clusters.push(report.cluster);
      const outcome = await bench.reports.execute({ scan, source: id, reports, inside });
      if (outcome.outcome !== 'recorded') throw new Error(JSON.stringify(outcome));
      if (!inside) seen.push(...outcome.seen);
      changed.push(...outcome.changed);
      faults.push(...outcome.faults);
    };
    const { signal } = new AbortController();
    await take(source.look(signal), false);
    for (const cluster of source.lookInto ? [...clusters] : []) await take(source.lookInto!(cluster, signal), true);
    await source.close();
    const entered: NodeName[] = source.lookInto ? clusters.map((cluster) => ({ kind: 'cluster', id: cluster.id })) : [];
    await bench.endLook.execute({
      scan,
      source: id,
      takenAt,
      result: { outcome: 'completed', seen, changed, unreached: [], faults, entered },
    });
    await bench.endScan.execute({ scan, actor: 'system:test' });
    return faults;
  }

  async nodeEvents(): Promise<string[]> {
    const { events } = await this.store.readAll(beginning, 100_000);
    return events
      .filter(({ actor }) => actor.startsWith('source:'))
      .map(({ stream, type }) => `${stream} ${type}`)
      .filter((text) => !/^(scan|source)-/.test(text));
  }
}

describe('scans of a simulated world', () => {
  let fleet: SimulatedFleet;
  afterEach(() => fleet.served.close());

  const codes = (faults: readonly SourceFault[]) => faults.map(({ code, subject }) => [code, subject?.id]);

  it('see the versions that run, and add nothing while nothing changes', async () => {
    fleet = await SimulatedFleet.serve(namedWorld('tiny'));
    expect(await fleet.scan()).toEqual([]);
    const clusters = await fleet.bench.fleet.list({ kind: 'cluster', limit: 100 });
    expect(clusters.map(({ id }) => id).toSorted()).toEqual(['sup-1/shop/batch', 'sup-1/shop/checkout']);
    expect(Object.keys(clusters[0]!.signals).toSorted()).toEqual(['nsx-1', 'sup-1', 'sup-1/inside']);
    const before = await fleet.nodeEvents();
    for (let round = 0; round < 2; round++) expect(await fleet.scan()).toEqual([]);
    expect((await fleet.nodeEvents()).slice(before.length)).toEqual([]);
  });

  it('know how a cluster without adapter stands, by its VPC and by no adapter', async () => {
    fleet = await SimulatedFleet.serve(namedWorld('two-sites'));
    expect(await fleet.scan()).toEqual([]);
    const states = async () => {
      const clusters = await fleet.bench.fleet.list({ kind: 'cluster', limit: 100 });
      const silent = clusters.filter(({ cni }) => cni?.adapter === 'disabled');
      return Object.fromEntries(
        silent.map((node) => [node.id, judgeHealth(node, null).layers.map(({ state, missing }) => [state, ...missing].join())]),
      );
    };
    const [calico, antrea] = ['sup-fra-1/fra-retail-prod/retail-shop', 'sup-fra-2/fra/retail-search'];
    expect(await states()).toEqual({
      [calico!]: ['not-applicable', 'healthy', 'healthy'],
      [antrea!]: ['healthy', 'healthy', 'healthy'],
      'sup-muc-1/muc-retail-prod/retail-shop': ['not-applicable', 'healthy', 'healthy'],
    });
    fleet.world.trouble('cluster', 'fra/retail-shop', 'unrealized');
    fleet.world.trouble('cluster', 'fra/retail-search', 'subnet-full');
    await fleet.scan();
    expect(await states()).toMatchObject({
      [calico!]: ['not-applicable', 'failing', 'healthy'],
      [antrea!]: ['healthy', 'failing', 'degraded'],
    });
    fleet.world.remove('cluster', 'fra/retail-shop');
    for (let round = 0; round < 3; round++) await fleet.scan();
    expect((await fleet.bench.node(calico!))?.lostSight).not.toBeNull();
    const before = await fleet.nodeEvents();
    await fleet.scan();
    expect((await fleet.nodeEvents()).slice(before.length)).toEqual([]);
  });

  it('tell a cluster that was made again, one of another site, and one that is gone', async () => {
    fleet = await SimulatedFleet.serve(namedWorld('tiny'));
    await fleet.scan();
    fleet.world.recreate('shop/batch');
    fleet.world.addForeign('nsx-1', { name: 'of-another-site', site: 'default' });
    fleet.world.remove('cluster', 'shop/checkout');
    expect(codes(await fleet.scan())).toEqual([
      ['recreated', 'sup-1/shop/batch'],
      ['foreign-cluster', 'of-another-site'],
    ]);
    for (let round = 0; round < 2; round++) await fleet.scan();
    expect(await fleet.bench.typesOf('sup-1/shop/checkout')).toContain('ClusterLostSight');
    expect((await fleet.bench.node('sup-1/shop/batch'))?.lostSight).toBeNull();
  });

  it('keep a cluster that a second Supervisor claims where it was', async () => {
    fleet = await SimulatedFleet.serve(namedWorld('two-sites'));
    await fleet.scan();
    fleet.world.claim('fra/payments-cards', 'sup-fra-2');
    const before = await fleet.nodeEvents();
    expect(codes(await fleet.scan())).toEqual([['claimed-twice', 'sup-fra-2/fra/payments-cards']]);
    expect((await fleet.nodeEvents()).slice(before.length)).toEqual([]);
  });
});
