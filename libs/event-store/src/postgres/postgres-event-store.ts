import type { DataSource, EntityManager } from 'typeorm';
import { ArchivedError } from '../core/archived-error.js';
import { beginning, type Cursor, type NewEvent, type RecordedEvent } from '../core/event.js';
import type { AppendOutcome, AppendRequest, EventStore, ExpectedVersion, FoundPosition } from '../core/event-store.port.js';
import { type PreparedRequest, prepareRequest } from '../core/prepared-event.js';
import { parseTime } from '../core/timestamp.js';
import { AppendCoalescer } from './append-coalescer.js';
import { eventColumns, type EventRow } from './event-columns.js';
import { type Stall, StallFinder } from './find-stall.js';
import { sendAppends } from './postgres-append.js';
import { parseCursor, readRecordedEvent, renderCursor } from './recorded-event-row.js';
import { dataSourceOf, isInTransaction, runStatement, type Statement, type StatementSource } from './run-statement.js';
import { splitById } from './split-by-id.js';

/** One for all stores of a data source, so that appends of all its features go together. */
const coalescers = new WeakMap<DataSource, AppendCoalescer>();

/** The record in PostgreSQL 14 or newer. The rules live in SQL functions made by migrations. Statements are prepared by name, so a pooler in
 *  between must keep a session. */
export class PostgresEventStore implements EventStore {
  private readonly stalls: StallFinder;

  constructor(private readonly source: StatementSource) {
    this.stalls = new StallFinder(source);
  }

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

  /** To be called now and then: makes partitions ahead. Fewer than 2 ready before is worth an alarm: whoever should call it does not. */
  async ensurePartitions(): Promise<{ readonly readyBefore: number }> {
    const [row] = await this.source.query<{ before: number }[]>('select event_store.ensure_partitions() as before');
    return { readyBefore: row!.before };
  }

  /** Who holds all readers of all streams back, if for at least `olderThan` milliseconds. */
  findStall(olderThan = 2_000): Promise<Stall | undefined> {
    return this.stalls.find(olderThan);
  }

  async append(stream: string, expectedVersion: ExpectedVersion, events: readonly NewEvent[]): Promise<AppendOutcome> {
    const request = prepareRequest({ stream, expectedVersion, events });
    if (isInTransaction(this.source)) return (await this.sendTogether([request]))[0]!;
    return this.coalescer().append(request);
  }

  async appendMany(requests: readonly AppendRequest[]): Promise<readonly AppendOutcome[]> {
    if (requests.length === 0) return [];
    const prepared = requests.map(prepareRequest);
    const statements = splitById(prepared);
    if (statements.length === 1) return this.sendTogether(prepared);
    if (!isInTransaction(this.source))
      return dataSourceOf(this.source).transaction((manager) => this.withManager(manager).appendMany(requests));
    const outcomes: AppendOutcome[] = [];
    for (const indexes of statements) {
      const answers = await this.sendTogether(indexes.map((index) => prepared[index]!));
      for (const [nth, index] of indexes.entries()) outcomes[index] = answers[nth]!;
    }
    return outcomes;
  }

  async readStream(stream: string, range: { fromVersion?: number; limit?: number } = {}): Promise<readonly RecordedEvent[]> {
    const from = Math.max(range.fromVersion ?? 1, 1);
    const rows = await runStatement<EventRow & Record<string, unknown>>(this.source, readStream, [stream, from, range.limit ?? null]);
    const gap = rows.findIndex(({ version }, index) => version !== from + index);
    if (gap >= 0 || (rows.length === 0 && range.limit !== 0)) await this.refuseGap(stream, from + Math.max(gap, 0));
    if (gap >= 0) throw new Error(`event store; stream ${stream}; must be read without gaps; found it changed while it was read`);
    return rows.map(readRecordedEvent);
  }

  async readAll(after: Cursor, limit: number): Promise<{ events: readonly RecordedEvent[]; cursor: Cursor }> {
    const [tx, position] = parseCursor(after);
    const rows = await runStatement<EventRow & Record<string, unknown>>(this.source, readAll, [tx, position, limit]);
    const events = rows.map(readRecordedEvent);
    return { events, cursor: events.at(-1)?.cursor ?? after };
  }

  async findCursor(position: number): Promise<Cursor> {
    const [row] = await runStatement<{ tx: string; position: string }>(this.source, findCursor, [position]);
    return row === undefined ? beginning : renderCursor(row.tx, row.position);
  }

  async settledPosition(): Promise<number> {
    const statement = isInTransaction(this.source) ? findSettled : settle;
    const [row] = await runStatement<{ position: string }>(this.source, statement, []);
    return Number(row!.position);
  }

  async findPosition(time: string): Promise<FoundPosition> {
    const asked = parseTime(time);
    let position = await this.lookUpPosition(asked);
    if (position === null && !isInTransaction(this.source)) {
      await runStatement(this.source, settleUntil, [asked]);
      position = await this.lookUpPosition(asked);
    }
    return position === null ? { outcome: 'not-settled' } : { outcome: 'found', position: Number(position) };
  }

  private async lookUpPosition(time: string): Promise<string | null> {
    const [row] = await runStatement<{ position: string | null }>(this.source, findPosition, [time]);
    return row!.position;
  }

  private coalescer(): AppendCoalescer {
    const source = dataSourceOf(this.source);
    let coalescer = coalescers.get(source);
    if (coalescer === undefined) {
      coalescer = new AppendCoalescer((requests, wait) => sendAppends(source, requests, wait));
      coalescers.set(source, coalescer);
    }
    return coalescer;
  }

  /** In one statement that waits for its streams, so nothing is busy. */
  private async sendTogether(requests: readonly PreparedRequest[]): Promise<readonly AppendOutcome[]> {
    return (await sendAppends(this.source, requests, true)) as readonly AppendOutcome[];
  }

  /** The stream came to that version, and nothing was found there: an answer without it would look like another stream. */
  private async refuseGap(stream: string, version: number): Promise<void> {
    const [gap] = await runStatement<{ archived: boolean }>(this.source, findGap, [stream, version]);
    if (gap === undefined) return;
    const message = `event store; stream ${stream}; must be read without gaps; found version ${version}`;
    if (gap.archived) throw new ArchivedError(`${message} put away`);
    throw new Error(`${message} missing`);
  }
}

const statement = (name: string, text: string): Statement => ({ name: `lockstep-${name}`, text });

const readStream = statement(
  'read-stream',
  `select ${eventColumns} from event_store.event e where e.stream = $1 and e.version >= $2 order by e.version limit $3`,
);
/** One statement, so that head and events are of the same moment. */
const findGap = statement(
  'find-gap',
  `select exists (select from event_store.partition where detached_at is not null) as archived from event_store.stream s
    where s.name = $1 and s.version >= $2 and not exists (select from event_store.event e where e.stream = s.name and e.version = $2)`,
);
const readAll = statement('read-all', `select ${eventColumns} from event_store.read_all($1, $2, $3) e order by e.tx, e.position`);
const findCursor = statement('find-cursor', 'select tx::text, position::text from event_store.find_cursor($1) where tx is not null');
const settle = statement('settle', 'select settled_position::text as position from event_store.settle()');
const settleUntil = statement('settle-until', 'select event_store.settle($1)');
const findSettled = statement('find-settled', 'select settled_position::text as position from event_store.horizon');
const findPosition = statement('find-position', 'select event_store.find_position($1)::text as position');
