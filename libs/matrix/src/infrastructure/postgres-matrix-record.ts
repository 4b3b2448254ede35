import type { CompatibilityMatrix } from '@lockstep/documents';
import type { RecordedEvent } from '@lockstep/event-store';
import { PostgresEventStore } from '@lockstep/event-store/postgres';
import { canonicalJson } from '@lockstep/kernel';
import type { DataSource, EntityManager } from 'typeorm';
import { matrixEventTypes } from '../application/matrix-event-types.js';
import { MATRIX_STREAM, type MatrixRevisionPublished } from '../application/matrix-events.js';
import type { MatrixRecord, MatrixTransaction, Publication } from '../application/matrix-record.port.js';
import { publicationOf } from '../application/publish-revision.use-case.js';

const columns = `p.number, p.digest, p.parent, r.name, p.author, p.reason, p.position::text, r.parts,
  to_char(p.published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as published_at`;
const from = 'from lockstep.matrix_publication p join lockstep.matrix_revision r using (digest)';

interface PublicationRow extends Omit<Publication, 'publishedAt' | 'position'> {
  readonly published_at: string;
  readonly position: string;
}

/** Tables `matrix_revision` (content, by digest) and `matrix_publication` (who published what when). */
export class PostgresMatrixRecord implements MatrixRecord {
  constructor(private readonly source: DataSource) {}

  transact<Result>(work: (transaction: MatrixTransaction) => Promise<Result>): Promise<Result> {
    return this.source.transaction((manager) => work(matrixTransaction(manager)));
  }

  findHead(): Promise<Publication | undefined> {
    return findHead(this.source);
  }

  async findAt(position: number): Promise<Publication | undefined> {
    const rows = await this.source.query<PublicationRow[]>(
      `select ${columns} ${from} where p.position <= $1 order by p.number desc limit 1`,
      [position],
    );
    return rows.map(readRow)[0];
  }

  async find(digest: string): Promise<Publication | undefined> {
    const rows = await this.source.query<PublicationRow[]>(`select ${columns} ${from} where p.digest = $1 order by p.number desc limit 1`, [
      digest,
    ]);
    return rows.map(readRow)[0];
  }

  async readDocument(digest: string): Promise<CompatibilityMatrix | undefined> {
    const rows = await this.source.query<{ document: CompatibilityMatrix }[]>(
      'select document from lockstep.matrix_revision where digest = $1',
      [digest],
    );
    return rows[0]?.document;
  }

  async list({ limit, before }: { limit: number; before?: number }): Promise<readonly Publication[]> {
    const sql = `select ${columns} ${from} where $1::integer is null or p.number < $1 order by p.number desc limit $2`;
    return (await this.source.query<PublicationRow[]>(sql, [before ?? null, limit])).map(readRow);
  }

  /** Makes both tables anew from the events. Readers see the old rows until it is done; a publication waits. Returns the number of events. */
  rebuild(): Promise<number> {
    return this.source.transaction(async (manager) => {
      await manager.query('lock table lockstep.matrix_publication, lockstep.matrix_revision in exclusive mode');
      await manager.query('delete from lockstep.matrix_publication');
      await manager.query('delete from lockstep.matrix_revision');
      const store = new PostgresEventStore(manager);
      for (let fromVersion = 1; ; fromVersion += rebuildPage) {
        const events = matrixEventTypes.read(await store.readStream(MATRIX_STREAM, { fromVersion, limit: rebuildPage }));
        for (const event of events as readonly RecordedEvent<string, MatrixRevisionPublished>[])
          await project(manager, publicationOf(event), event.data.document);
        if (events.length < rebuildPage) return fromVersion - 1 + events.length;
      }
    });
  }
}

/** Publishing within a transaction that does something else as well. */
export const matrixTransaction = (manager: EntityManager): MatrixTransaction => ({
  events: new PostgresEventStore(manager),
  findHead: () => findHead(manager),
  project: (publication, document) => project(manager, publication, document),
});

/** Events at a time: each may hold ten megabytes. */
const rebuildPage = 10;

async function findHead(source: Pick<DataSource, 'query'> | EntityManager): Promise<Publication | undefined> {
  const rows = await source.query<PublicationRow[]>(`select ${columns} ${from} order by p.number desc limit 1`);
  return rows.map(readRow)[0];
}

async function project(manager: EntityManager, publication: Publication, document: CompatibilityMatrix): Promise<void> {
  const { number, digest, parent, name, author, reason, publishedAt, position, parts } = publication;
  await manager.query(
    'insert into lockstep.matrix_revision (digest, name, parts, document) values ($1, $2, $3, $4) on conflict (digest) do nothing',
    [digest, name, JSON.stringify(parts), canonicalJson(document)],
  );
  await manager.query(
    `insert into lockstep.matrix_publication (number, digest, parent, author, reason, published_at, position) values ($1, $2, $3, $4, $5, $6, $7)`,
    [number, digest, parent, author, reason, publishedAt, position],
  );
}

const readRow = ({ published_at: publishedAt, position, ...row }: PublicationRow): Publication => ({
  ...row,
  publishedAt,
  position: Number(position),
});
