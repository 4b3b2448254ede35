import { readValue } from '@lockstep/documents';
import { compileMatrix, type MatrixRevision } from '../domain/index.js';
import type { MatrixRecord, Publication } from './matrix-record.port.js';

/** Compiled revisions held in memory: the current one and those that plans in flight were made of. */
const CACHED = 8;

/** Published revisions, compiled. Content-addressed, so what is cached never goes stale. */
export class MatrixRevisions {
  private readonly compiled = new Map<string, Promise<MatrixRevision | undefined>>();

  constructor(private readonly record: MatrixRecord) {}

  /** Undefined: none was ever published. */
  async findCurrent(): Promise<MatrixRevision | undefined> {
    const head = await this.record.findHead();
    return head && this.find(head.digest);
  }

  /** The revision that was current at a position of the record. */
  async findAt(position: number): Promise<MatrixRevision | undefined> {
    const known = await this.record.findAt(position);
    return known && this.find(known.digest);
  }

  find(digest: string): Promise<MatrixRevision | undefined> {
    const cached = this.compiled.get(digest);
    const revision = cached ?? this.load(digest);
    this.compiled.delete(digest);
    this.compiled.set(digest, revision);
    if (this.compiled.size > CACHED) this.compiled.delete(this.compiled.keys().next().value!);
    return revision;
  }

  findPublication(digest: string): Promise<Publication | undefined> {
    return this.record.find(digest);
  }

  findCurrentPublication(): Promise<Publication | undefined> {
    return this.record.findHead();
  }

  /** Newest first. `next` is the `before` of the following page; null at the end. */
  async list(query: {
    readonly limit: number;
    readonly before?: number;
  }): Promise<{ readonly publications: readonly Publication[]; readonly next: number | null }> {
    const found = await this.record.list({ ...query, limit: query.limit + 1 });
    const publications = found.slice(0, query.limit);
    return { publications, next: found.length > query.limit ? publications.at(-1)!.number : null };
  }

  private load(digest: string): Promise<MatrixRevision | undefined> {
    const loading = this.compile(digest);
    const forget = () => this.compiled.delete(digest);
    loading.then((revision) => revision ?? forget(), forget);
    return loading;
  }

  private async compile(digest: string): Promise<MatrixRevision | undefined> {
    const [document, publication] = [await this.record.readDocument(digest), await this.record.find(digest)];
    if (!document || !publication) return undefined;
    const located = readValue('CompatibilityMatrix', document, digest);
    const revision = Array.isArray(located) ? { problems: located } : compileMatrix([located]);
    if ('problems' in revision)
      throw new Error(`matrix; revision ${digest}; a published revision compiles; ${revision.problems[0]?.message}`);
    if (revision.digest !== digest)
      throw new Error(`matrix; revision ${digest}; the content must have this digest; found ${revision.digest}`);
    return { ...revision, parts: publication.parts };
  }
}
