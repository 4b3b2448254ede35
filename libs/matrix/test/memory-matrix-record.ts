import type { CompatibilityMatrix } from '@lockstep/documents';
import { type EventStore, MemoryEventStore } from '@lockstep/event-store';
import type { MatrixRecord, MatrixTransaction, Publication } from '../src/application/matrix-record.port.js';

/** The record without a database. Transactions are not isolated and do not roll back. */
export class MemoryMatrixRecord implements MatrixRecord {
  readonly events: EventStore;
  readonly publications: Publication[] = [];
  readonly documents = new Map<string, CompatibilityMatrix>();
  reads = 0;
  /** Runs once, after the head was read: another publisher was faster. */
  beforeNextAppend: (() => Promise<void>) | undefined;

  constructor() {
    const store = new MemoryEventStore();
    this.events = {
      append: async (...request) => {
        const interference = this.beforeNextAppend;
        this.beforeNextAppend = undefined;
        await interference?.();
        return store.append(...request);
      },
      appendMany: (requests) => store.appendMany(requests),
      readStream: (stream, range) => store.readStream(stream, range),
      readAll: (after, limit) => store.readAll(after, limit),
      findCursor: (position) => store.findCursor(position),
      settledPosition: () => store.settledPosition(),
      findPosition: (time) => store.findPosition(time),
    };
  }

  transact<Result>(work: (transaction: MatrixTransaction) => Promise<Result>): Promise<Result> {
    return work({
      events: this.events,
      findHead: () => this.findHead(),
      project: async (publication, document) => {
        this.publications.push(publication);
        this.documents.set(publication.digest, document);
      },
    });
  }

  async findHead(): Promise<Publication | undefined> {
    return this.publications.at(-1);
  }

  async findAt(position: number): Promise<Publication | undefined> {
    return this.publications.findLast((publication) => publication.position <= position);
  }

  async find(digest: string): Promise<Publication | undefined> {
    return this.publications.findLast((publication) => publication.digest === digest);
  }

  async readDocument(digest: string): Promise<CompatibilityMatrix | undefined> {
    this.reads++;
    return this.documents.get(digest);
  }

  async list({ limit, before = Infinity }: { limit: number; before?: number }): Promise<readonly Publication[]> {
    return this.publications
      .toReversed()
      .filter(({ number }) => number < before)
      .slice(0, limit);
  }
}
