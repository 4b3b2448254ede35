import { setMaxListeners } from 'node:events';
import { type ClusterInVpc as KnownCluster, type InventorySource, SourceFailure } from '@lockstep/fleet/scans';
import type { Signal, SourceReport, Subject } from '@lockstep/fleet/domain';
import { compareTexts } from '@lockstep/kernel';
import { CallFailure, FaultLog, isPassing } from './faults.js';
import type { NsxClient } from './nsx-client.js';
import { projectOf, vpcPath } from './policy-paths.js';
import { readClusters, type RegisteredCluster } from './read-clusters.js';
import { readIpBlocks } from './read-ip-blocks.js';
import { readManager } from './read-manager.js';
import { type ClusterInVpc, OUTSIDE_OF_A_VPC, readVpc, withoutRegistration } from './read-vpc.js';
import type { NsxSettings } from './settings.js';

/** VPCs read at the same time: what they say waits in memory until it is its turn. */
const VPCS_AT_ONCE = 16;

export interface NsxSourceOptions {
  readonly settings: NsxSettings;
  /** Called at the first look, so that a login that cannot work is a fault of that look. @throws CallFailure */
  readonly connect: () => NsxClient;
  /** RFC 3339 */
  readonly now: () => string;
  /** Those that NSX has no registration of. */
  readonly clustersInVpcs: () => Promise<readonly KnownCluster[]>;
}

/** One NSX manager, looked at from outside. It tells of the manager, of the clusters that are registered with it, and of the VPCs of those that are not. */
export class NsxSource implements InventorySource {
  private client: NsxClient | undefined;

  constructor(private readonly options: NsxSourceOptions) {}

  async *look(signal: AbortSignal): AsyncGenerator<SourceReport> {
    // What was asked for ahead is of no use once the look has ended, however it did.
    const ended = new AbortController();
    const until = AbortSignal.any([signal, ended.signal]);
    // Every call that waits listens to it.
    setMaxListeners(0, until);
    try {
      this.client ??= this.options.connect();
      yield* this.lookWith(this.client, until);
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      const { code, place, detail } = error;
      throw new SourceFailure({ code, subject: null, place, detail }, isPassing(code), { cause: error });
    } finally {
      ended.abort();
    }
  }

  async close(): Promise<void> {
    await this.client?.close();
    this.client = undefined;
  }

  private async *lookWith(client: NsxClient, signal: AbortSignal): AsyncGenerator<SourceReport> {
    const { settings, now } = this.options;
    const faults = new FaultLog(settings.nsxManager);
    if (settings.tls === 'not-verified')
      faults.add({ code: 'tls-not-verified', place: null, detail: 'by its settings the certificate of the NSX manager is not verified' });
    const manager = await readManager(client, faults, now, signal);
    const ipBlocks = await readIpBlocks(client, settings.nsxManager, settings.projects, faults, signal);
    yield {
      report: 'sighting',
      sighting: {
        subject: { kind: 'nsx-manager', id: settings.nsxManager },
        observedAt: now(),
        placement: {},
        versions: { nsx: manager.version },
        ...(manager.mixed && { mixed: { nsx: manager.mixed } }),
        ...(ipBlocks && { ipBlocks }),
      },
    };
    yield* faults.drain();
    const registered = await readClusters(client, settings.projects, faults, signal);
    yield* faults.drain();
    const clusters = [...registered.map(asRegistered), ...(await this.options.clustersInVpcs()).map(asKnown).filter(isAskedFor(settings))];
    for (const [vpcs, reading] of inBatches(clusters)) {
      const views = await Promise.all(
        vpcs.map((vpc) => (vpc === null ? undefined : readVpc(client, vpc, reading.get(vpc)!, faults, signal))),
      );
      for (const [index, vpc] of vpcs.entries())
        for (const cluster of reading.get(vpc)!) yield sightingOf(cluster, views[index]?.(cluster) ?? OUTSIDE_OF_A_VPC, now());
      yield* faults.drain();
    }
  }
}

/** A cluster that is told of. */
interface ToldCluster {
  readonly subject: Subject;
  /** As NSX calls it. */
  readonly name: string;
  /** Policy path; null: it is in none. */
  readonly vpc: string | null;
  readonly signals: readonly Signal[];
  /** What its VPC tells, as it counts for this cluster. */
  readonly inVpc: (told: ClusterInVpc) => ClusterInVpc;
}

const asRegistered = ({ nodeId: id, name, vpc, signals }: RegisteredCluster): ToldCluster => ({
  ...{ subject: { kind: 'cluster', nsxCluster: { id, name } }, name, vpc, signals },
  inVpc: (told) => told,
});

const asKnown = ({ id, nsxName: name, project, vpc }: KnownCluster): ToldCluster => ({
  ...{ subject: { kind: 'cluster', id }, name, vpc: vpcPath(project, vpc), signals: [] },
  inVpc: withoutRegistration,
});

const isAskedFor =
  ({ projects }: NsxSettings) =>
  ({ vpc }: ToldCluster): boolean =>
    projects === undefined || (vpc !== null && projects.includes(projectOf(vpc)!));

type ByVpc = Map<string | null, ToldCluster[]>;

/** Clusters by VPC, those in none last; a few VPCs at a time. */
function* inBatches(clusters: readonly ToldCluster[]): Generator<[vpcs: (string | null)[], ByVpc]> {
  const byVpc: ByVpc = new Map();
  for (const cluster of clusters) {
    const others = byVpc.get(cluster.vpc);
    if (others) others.push(cluster);
    else byVpc.set(cluster.vpc, [cluster]);
  }
  const vpcs = [...byVpc.keys()].sort((a, b) => Number(a === null) - Number(b === null) || compareTexts(a ?? '', b ?? ''));
  for (let start = 0; start < vpcs.length; start += VPCS_AT_ONCE) yield [vpcs.slice(start, start + VPCS_AT_ONCE), byVpc];
}

function sightingOf({ subject, signals, inVpc }: ToldCluster, vpc: ClusterInVpc, observedAt: string): SourceReport {
  const told = inVpc(vpc);
  return {
    report: 'sighting',
    sighting: { subject, observedAt, ...(told.addresses && { addresses: told.addresses }), signals: [...signals, ...told.signals] },
  };
}
