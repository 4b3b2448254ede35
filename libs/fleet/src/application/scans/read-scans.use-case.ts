import { type KnownScan, keyOfName, type NodeName } from '../../domain/index.js';
import type { Confirmation, ScanQuery, ScanRecord } from './scan-record.port.js';

/** Scans as the record has them, and until when looks have confirmed nodes. */
export class ReadScans {
  constructor(private readonly record: ScanRecord) {}

  find(id: string): Promise<KnownScan | undefined> {
    return this.record.findScan(id);
  }

  /** Newest first. `next`: the `before` of the following page; null at the end. */
  async list(query: ScanQuery): Promise<{ readonly scans: readonly KnownScan[]; readonly next: number | null }> {
    const found = await this.record.listScans({ ...query, limit: query.limit + 1 });
    const scans = found.slice(0, query.limit);
    return { scans, next: found.length > query.limit ? scans.at(-1)!.startedPosition : null };
  }

  /** Oldest first. */
  listRunning(): Promise<readonly KnownScan[]> {
    return this.record.listRunningScans();
  }

  /** A quiet look leaves no event on a node: this is until when each source has seen it as it is known. By `nodeKey`. */
  confirmations(names: readonly NodeName[]): Promise<ReadonlyMap<string, readonly Confirmation[]>> {
    return this.record.readConfirmations(names.map(keyOfName));
  }
}
