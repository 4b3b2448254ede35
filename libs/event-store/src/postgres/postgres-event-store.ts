import type { DataSource, EntityManager } from 'typeorm';
import type { Cursor, NewEvent, RecordedEvent } from '../core/event.js';
import type { AppendOutcome, AppendRequest, EventStore, ExpectedVersion } from '../core/event-store.port.js';
import { type PreparedRequest, prepareRequest } from '../core/prepared-event.js';
import { parseCursor, readRecordedEvent, recordedEventColumns, type RecordedEventRow } from './recorded-event-row.js';

interface AppendRow {
  readonly request: number;
  readonly outcome: AppendOutcome['outcome'];
  readonly version: number;
  readonly id: string | null;
}

/** The record in PostgreSQL 14 or newer. The rules live in SQL functions made by the migration `create-event-store`. */
export class PostgresEventStore implements EventStore {
  constructor(private readonly source: Pick<DataSource, 'query'> | EntityManager) {}

  /** The same store inside the transaction of `manager`: events, projections and job rows then commit or vanish together. Two writers of
   *  the same event id in two streams at once then make the later transaction fail with SQLSTATE 23505; run it again as a whole. */
  withManager(manager: EntityManager): PostgresEventStore {
    return new PostgresEventStore(manager);
  }

  /** To be called at every start: notices a record that was restored into another database cluster. Returns the epoch. */
  async ensureIncarnation(): Promise<number> {
    const [row] = await this.source.query<{ epoch: number }[]>('select event_store.ensure_incarnation() as epoch');
    return row!.epoch;
  }

  async append(stream: string, expectedVersion: ExpectedVersion, events: readonly NewEvent[]): Promise<AppendOutcome> {
    const [outcome] = await this.appendMany([{ stream, expectedVersion, events }]);
    return outcome!;
  }

  async appendMany(requests: readonly AppendRequest[]): Promise<readonly AppendOutcome[]> {
    if (requests.length === 0) return [];
    const prepared = requests.map(prepareRequest);
    const rows = await this.retryOnce(() => this.source.query<AppendRow[]>(appendSql, parametersOf(prepared)));
    const ids = rows.filter((row) => row.outcome === 'appended' || row.outcome === 'duplicate').map((row) => row.id);
    const stored = ids.length === 0 ? [] : await this.source.query<RecordedEventRow[]>(readIdsSql, [ids]);
    const byId = new Map(stored.map((row) => [row.id, readRecordedEvent(row)]));
    return prepared.map((request, index) =>
      outcomeOf(
        request,
        rows.filter((row) => row.request === index + 1),
        byId,
      ),
    );
  }

  async readStream(stream: string, range: { fromVersion?: number; limit?: number } = {}): Promise<readonly RecordedEvent[]> {
    const rows = await this.source.query<RecordedEventRow[]>(readStreamSql, [stream, range.fromVersion ?? 1, range.limit ?? null]);
    return rows.map(readRecordedEvent);
  }

  async readAll(after: Cursor, limit: number): Promise<{ events: readonly RecordedEvent[]; cursor: Cursor }> {
    const [tx, position] = parseCursor(after);
    const rows = await this.source.query<RecordedEventRow[]>(readAllSql, [tx, position, limit]);
    const events = rows.map(readRecordedEvent);
    return { events, cursor: events.at(-1)?.cursor ?? after };
  }

  /** Two connections that record the same id in two streams meet at the unique index; asked again, the loser sees the winner's event.
   *  Inside a caller's transaction the failed statement has ended the transaction, and asking again would only hide the cause. */
  private async retryOnce<Result>(ask: () => Promise<Result>): Promise<Result> {
    try {
      return await ask();
    } catch (error) {
      const inTransaction = 'queryRunner' in this.source && this.source.queryRunner?.isTransactionActive === true;
      if (inTransaction || !retryableStates.has(String((error as { code?: unknown }).code))) throw error;
      return ask();
    }
  }
}

/** unique_violation, serialization_failure, deadlock_detected */
const retryableStates = new Set(['23505', '40001', '40P01']);

const appendSql = `select request, outcome, version, id::text from event_store.append(
  $1::integer[], $2::text[], $3::integer[], $4::uuid[], $5::text[], $6::smallint[], $7::timestamptz[], $8::text[], $9::text[], $10::text[], $11::text[],
  $12::text[], $13::bytea[])`;
const readIdsSql = `select ${recordedEventColumns} from event_store.event e where e.id = any ($1::uuid[])`;
const readStreamSql = `select ${recordedEventColumns} from event_store.event e where e.stream = $1 and e.version >= $2 order by e.version limit $3`;
const readAllSql = `select ${recordedEventColumns} from event_store.read_all($1, $2, $3) e order by e.tx, e.position`;

function parametersOf(requests: readonly PreparedRequest[]): unknown[] {
  const events = requests.flatMap(({ stream, expectedVersion, events: own }, index) =>
    own.map((event) => ({ ...event, request: index + 1, stream, expected: expectedVersion === 'any' ? null : expectedVersion })),
  );
  return [
    events.map((event) => event.request),
    events.map((event) => event.stream),
    events.map((event) => event.expected),
    events.map((event) => event.id),
    events.map((event) => event.type),
    events.map((event) => event.schemaVersion),
    events.map((event) => event.observedAt ?? null),
    events.map((event) => event.actor),
    events.map((event) => event.correlationId ?? null),
    events.map((event) => event.causationId ?? null),
    events.map((event) => event.idempotencyKey ?? null),
    events.map((event) => event.dataText),
    events.map((event) => Buffer.from(event.contentHash.slice('sha256:'.length), 'hex')),
  ];
}

function outcomeOf(request: PreparedRequest, rows: readonly AppendRow[], byId: ReadonlyMap<string, RecordedEvent>): AppendOutcome {
  const { stream, expectedVersion, events } = request;
  const last = rows.at(-1)!;
  switch (last.outcome) {
    case 'conflict':
      return { outcome: 'conflict', stream, expectedVersion: expectedVersion as number, actualVersion: last.version };
    case 'id-reused':
      return { outcome: 'id-reused', stream, eventIds: rows.map((row) => row.id!) };
    default:
      return { outcome: last.outcome, stream, version: last.version, events: events.map((event) => byId.get(event.id)!) };
  }
}
