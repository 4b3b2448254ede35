import type { EventKey, LostHead, RawEvent, RecordSource, Seal } from '../../audit/index.js';
import type { Queryable } from '../queryable.js';
import { type RawReading, readRawEvents } from './raw-event-rows.js';
import { listSeals } from './seal-rows.js';

/** The record as it lies in a database. */
export class PostgresRecordSource implements RecordSource {
  constructor(
    private readonly db: Queryable,
    private readonly reading: RawReading = {},
  ) {}

  readEvents(after: EventKey, limit: number): Promise<readonly RawEvent[]> {
    return readRawEvents(this.db, after, limit, this.reading);
  }

  readSeals(afterSize: number, limit: number): Promise<readonly Seal[]> {
    return listSeals(this.db, afterSize, limit);
  }

  /** One statement, so that events and heads are of the same moment. */
  findLostHeads(): Promise<readonly LostHead[]> {
    return this.db.query<LostHead[]>(lostHeadsSql);
  }
}

const lostHeadsSql = `
  select s.name as stream, s.version, encode(s.chain_hash, 'hex') as "chainHash" from event_store.stream s
  where s.version > 0 and not exists (
    select from event_store.event e where e.stream = s.name and e.version = s.version and e.chain_hash = s.chain_hash)
  order by s.name limit 100`;
