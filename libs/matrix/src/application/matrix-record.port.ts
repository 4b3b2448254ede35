import type { CompatibilityMatrix } from '@lockstep/documents';
import type { EventStore } from '@lockstep/event-store';
import type { MatrixPart } from '../domain/index.js';

/** One act of publishing. A revision may be published again after another one; its content is kept once, under its digest. */
export interface Publication {
  /** 1 for the first one, without gaps: the version of the stream `matrix`. */
  readonly number: number;
  readonly digest: string;
  readonly parent: string | null;
  readonly name: string;
  readonly author: string;
  readonly reason: string | null;
  /** RFC 3339 in UTC. */
  readonly publishedAt: string;
  readonly position: number;
  readonly parts: readonly MatrixPart[];
}

export interface MatrixRecord {
  /** Runs `work` in one transaction. What throws is rolled back whole. */
  transact<Result>(work: (transaction: MatrixTransaction) => Promise<Result>): Promise<Result>;
  /** The newest publication; undefined before the first one. */
  findHead(): Promise<Publication | undefined>;
  /** The newest publication that is recorded at or below a position. */
  findAt(position: number): Promise<Publication | undefined>;
  /** The newest publication of a digest. */
  find(digest: string): Promise<Publication | undefined>;
  readDocument(digest: string): Promise<CompatibilityMatrix | undefined>;
  /** Newest first, at most `limit`; only publications with a number below `before` when it is given. */
  list(query: { readonly limit: number; readonly before?: number }): Promise<readonly Publication[]>;
}

export interface MatrixTransaction {
  readonly events: EventStore;
  findHead(): Promise<Publication | undefined>;
  project(publication: Publication, document: CompatibilityMatrix): Promise<void>;
}
