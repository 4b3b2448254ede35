import { beginning, type EventStore } from '@lockstep/event-store';
import { compareTexts } from '@lockstep/kernel';
import { scansEventOf } from '../src/application/scans/fold-scans.js';
import type { Confirmation, ScanQuery, ScanRecord } from '../src/application/scans/scan-record.port.js';
import {
  foldScansEvent,
  instantOf,
  type KnownScan,
  type KnownScans,
  type KnownSource,
  type NodeName,
  noScans,
  type SourceNode,
} from '../src/domain/index.js';

/** Sources and scans without a database: folded anew for every question. */
export class MemoryScanRecord implements ScanRecord {
  constructor(private readonly events: EventStore) {}

  async fold(): Promise<KnownScans> {
    const known = noScans();
    for (const event of (await this.events.readAll(beginning, 1_000_000)).events) {
      const entry = scansEventOf(event);
      if (entry) foldScansEvent(known, entry);
    }
    return known;
  }

  async catchUp(): Promise<'reached'> {
    return 'reached';
  }

  async findSource(id: string): Promise<KnownSource | undefined> {
    const source = (await this.fold()).sources.get(id);
    return source?.removed ? undefined : source;
  }

  async listSources({ limit, after = '' }: { readonly limit: number; readonly after?: string }): Promise<KnownSource[]> {
    return [...(await this.fold()).sources.values()]
      .filter(({ id, removed }) => !removed && id > after)
      .toSorted((a, b) => compareTexts(a.id, b.id))
      .slice(0, limit);
  }

  async listSourcesOf({ kind, id }: NodeName): Promise<KnownSource[]> {
    const all = await this.listSources({ limit: Infinity });
    return all.filter(({ speaksFor }) => speaksFor.kind === kind && speaksFor.id === id);
  }

  async findScan(id: string): Promise<KnownScan | undefined> {
    return (await this.fold()).scans.get(id);
  }

  async listScans({ limit, before = Infinity, source }: ScanQuery): Promise<KnownScan[]> {
    return [...(await this.fold()).scans.values()]
      .filter(({ startedPosition, looks }) => startedPosition < before && (source === undefined || Object.hasOwn(looks, source)))
      .toSorted((a, b) => b.startedPosition - a.startedPosition)
      .slice(0, limit);
  }

  async listRunningScans(): Promise<KnownScan[]> {
    return [...(await this.fold()).scans.values()].filter(({ endedAt }) => endedAt === null);
  }

  async readSourceNodes(source: string): Promise<ReadonlyMap<string, SourceNode>> {
    return (await this.fold()).nodes.get(source) ?? new Map();
  }

  async findSeenByOthers(source: string, keys: readonly string[]): Promise<ReadonlySet<string>> {
    const { sources, nodes } = await this.fold();
    const confirmed = (id: string, key: string) => {
      const node = nodes.get(id)?.get(key);
      return node && (node.confirmedAt ?? sources.get(id)!.confirmedAt!);
    };
    const isSame = (a: NodeName, b: NodeName | undefined) => a.kind === b?.kind && a.id === b.id;
    const sees = (other: KnownSource, key: string) =>
      other.id !== source &&
      isSame(other.speaksFor, sources.get(source)?.speaksFor) &&
      nodes.get(other.id)?.get(key)?.confirmedAt === null &&
      other.lastLook?.outcome === 'completed' &&
      confirmed(source, key) !== undefined &&
      other.confirmedAt! > confirmed(source, key)!;
    return new Set(keys.filter((key) => [...sources.values()].some((other) => sees(other, key))));
  }

  async readConfirmations(keys: readonly string[]): Promise<ReadonlyMap<string, readonly Confirmation[]>> {
    const { sources, nodes } = await this.fold();
    const found = keys.map((key) => {
      const confirmations = [...nodes].flatMap(([source, known]): Confirmation[] => {
        const node = known.get(key);
        const confirmedAt = node && (node.confirmedAt ?? sources.get(source)?.confirmedAt);
        return confirmedAt ? [{ source, speaksFor: sources.get(source)!.speaksFor, confirmedAt: instantOf(confirmedAt) }] : [];
      });
      return [key, confirmations.toSorted((a, b) => compareTexts(a.source, b.source))] as const;
    });
    return new Map(found.filter(([, confirmations]) => confirmations.length > 0));
  }
}
