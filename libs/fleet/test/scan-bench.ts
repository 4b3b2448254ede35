import { type EventStore, newEventId, type RecordedEvent } from '@lockstep/event-store';
import { BeginScan } from '../src/application/scans/begin-scan.use-case.js';
import { CancelScan, EndAbandonedScans, EndScan } from '../src/application/scans/end-scan.use-case.js';
import { EndSourceLook, type LookResult } from '../src/application/scans/end-source-look.use-case.js';
import { ReadScans } from '../src/application/scans/read-scans.use-case.js';
import { RecordReports } from '../src/application/scans/record-reports.use-case.js';
import type { ScanRecord } from '../src/application/scans/scan-record.port.js';
import { SourceRegistry } from '../src/application/scans/source-registry.use-case.js';
import type { FleetRecord, RecordedNode } from '../src/application/fleet-record.port.js';
import type { NodeName, Sighting, SourceFault } from '../src/domain/index.js';

export interface Look {
  readonly inside?: readonly Unplaced[];
  readonly faults?: readonly SourceFault[];
  readonly unreached?: readonly NodeName[];
  readonly outcome?: 'completed' | 'partial';
}

/** Seen at a time of the scan, unless it says otherwise. */
export type Unplaced = Omit<Sighting, 'observedAt'> & { readonly observedAt?: string };

/** Versions that contain `?` are in no scheme; there is no component `nothing`. */
const versionRule = async (_kind: string, component: string, version: string) =>
  component === 'nothing' ? 'must be of a component of the matrix' : version.includes('?') ? 'must be a version' : undefined;

/** A fleet of its own, whoever else writes to the same record: all ids begin with `prefix`. Each scan is a minute later than the one before. */
export class ScanBench {
  readonly registry: SourceRegistry;
  readonly begin: BeginScan;
  readonly reports: RecordReports;
  readonly endLook: EndSourceLook;
  readonly endScan: EndScan;
  readonly cancel: CancelScan;
  readonly abandon: EndAbandonedScans;
  readonly read: ReadScans;
  private minute = 0;

  constructor(
    readonly prefix: string,
    readonly store: EventStore,
    readonly fleet: FleetRecord,
    readonly scans: ScanRecord,
  ) {
    this.registry = new SourceRegistry(fleet, scans);
    this.begin = new BeginScan(fleet, scans);
    this.reports = new RecordReports(fleet, scans, versionRule);
    this.endLook = new EndSourceLook(fleet, scans);
    this.endScan = new EndScan(fleet, scans);
    this.cancel = new CancelScan(fleet, scans);
    this.abandon = new EndAbandonedScans(scans, this.endScan);
    this.read = new ReadScans(scans);
  }

  id = (name: string): string => this.prefix + name;

  /** RFC 3339, in the minute of the scan that is being made, or was last. */
  time(second = 0): string {
    return new Date(Date.parse('2026-11-20T06:00:00Z') + this.minute * 60_000 + second * 1_000).toISOString();
  }

  source(name: string, speaksFor: NodeName = { kind: 'supervisor', id: this.id('sup') }, misses = 3, evenIfShared = false) {
    const settings = { url: 'https://one.example' };
    const order = { id: this.id(name), system: 'kubernetes', name, settings, speaksFor, misses, evenIfShared };
    return this.registry.register({ ...order, actor: 'token:t' });
  }

  nsx(versions: Record<string, string> = {}): Unplaced {
    return { subject: { kind: 'nsx-manager', id: this.id('nsx') }, versions };
  }

  supervisor(name = 'sup', more: Partial<Sighting> = {}): Unplaced {
    return {
      subject: { kind: 'supervisor', id: this.id(name) },
      placement: { nsxManager: this.id('nsx') },
      versions: { vks: '3.4.0' },
      ...more,
    };
  }

  cluster(name: string, more: Partial<Sighting> = {}, supervisor = 'sup'): Unplaced {
    return {
      subject: { kind: 'cluster', id: this.id(name) },
      placement: { supervisor: this.id(supervisor) },
      uid: `${this.prefix}uid-${name}`,
      cni: { cni: 'antrea', adapter: 'enabled' },
      versions: { vkr: 'v1.33.1' },
      labels: { env: 'prod' },
      nodes: { controlPlane: 3, workers: 5 },
      signals: [{ name: 'service-account', state: 'ok', detail: null }],
      ...more,
    };
  }

  name(name: string): NodeName {
    return { kind: 'cluster', id: this.id(name) };
  }

  start(sources: readonly string[], scan: string = newEventId()) {
    this.minute++;
    return this.begin.execute({ scan, sources: sources.map(this.id), trigger: { kind: 'person' }, actor: 'token:t' });
  }

  report(scan: string, source: string, sightings: readonly Unplaced[], { inside = false } = {}) {
    const seen = sightings.map((one) => ({
      report: 'sighting' as const,
      sighting: { observedAt: this.time(inside ? 20 : 10), ...one },
    }));
    return this.reports.execute({ scan, source: this.id(source), reports: seen, inside });
  }

  end(scan: string, source: string, result: LookResult) {
    return this.endLook.execute({ scan, source: this.id(source), takenAt: this.time(), result });
  }

  /** A scan of one source from its beginning to its end. */
  async look(source: string, sightings: readonly Unplaced[], more: Look = {}) {
    const { inside = [], faults = [], unreached = [], outcome = 'completed' } = more;
    const begun = await this.start([source]);
    if (begun.outcome !== 'started') throw new Error(JSON.stringify(begun));
    const { scan } = begun;
    const parts = [await this.report(scan, source, sightings), await this.report(scan, source, inside, { inside: true })];
    const recorded = parts.map((part) => {
      if (part.outcome !== 'recorded') throw new Error(JSON.stringify(part));
      return part;
    });
    const ended = await this.end(scan, source, {
      outcome,
      seen: recorded.flatMap(({ seen }) => seen),
      changed: recorded.flatMap(({ changed }) => changed),
      faults: [...faults, ...recorded.flatMap((part) => part.faults)],
      unreached,
      entered: inside.flatMap(({ subject }) => ('id' in subject ? [subject] : [])),
    });
    if (ended.outcome !== 'recorded') throw new Error(JSON.stringify(ended));
    await this.endScan.execute({ scan, actor: 'token:t' });
    return { scan, look: ended.look!, codes: recorded.flatMap((part) => part.faults.map(({ code }) => code)) };
  }

  async fail(source: string, fault: Partial<SourceFault> = {}) {
    const begun = await this.start([source]);
    if (begun.outcome !== 'started') throw new Error(JSON.stringify(begun));
    const { scan } = begun;
    const whole: SourceFault = { code: 'unreachable', subject: null, place: null, detail: 'nobody answers', ...fault };
    await this.end(scan, source, { outcome: 'failed', fault: whole });
    return { scan, ended: await this.endScan.execute({ scan, actor: 'token:t' }) };
  }

  async node(name: string, kind: NodeName['kind'] = 'cluster'): Promise<RecordedNode | undefined> {
    await this.fleet.catchUp();
    return this.fleet.find(kind, this.id(name));
  }

  events(name: string, kind: NodeName['kind'] = 'cluster'): Promise<readonly RecordedEvent[]> {
    return this.store.readStream(`${kind}-${this.id(name)}`);
  }

  async typesOf(name: string, kind: NodeName['kind'] = 'cluster'): Promise<string[]> {
    return (await this.events(name, kind)).map(({ type }) => type);
  }

  async codes(source: string): Promise<string[]> {
    return ((await this.scans.findSource(this.id(source)))?.faults ?? []).map(({ code }) => code);
  }
}
