import { type EventStore, readAs } from '@lockstep/event-store';
import { PostgresEventStore, rebuildList } from '@lockstep/event-store/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import { scheduleEventTypes } from '../../application/schedules/schedule-event-types.js';
import type { RecordedSchedule, ScheduleRecord } from '../../application/schedules/schedule-record.port.js';
import { type ScanScheduleContent, scanScheduleDecider, type ScanScheduleEvent, scheduleStream } from '../../domain/schedules/index.js';

interface ScheduleRow {
  readonly id: string;
  readonly version: string;
  readonly content: ScanScheduleContent;
  readonly changed_at: Date;
}

const columns = 'id, version, content, changed_at';

/** Schedules in PostgreSQL: events in the record, the list in `lockstep.scan_schedule`, written with them. */
export class PostgresScheduleRecord implements ScheduleRecord {
  constructor(private readonly source: DataSource) {}

  transact<Result>(schedule: string, work: (events: EventStore) => Promise<Result>): Promise<Result> {
    return this.source.transaction(async (manager) => {
      const events = readAs(new PostgresEventStore(manager), scheduleEventTypes);
      const result = await work(events);
      await project(manager, events, schedule);
      return result;
    });
  }

  async find(id: string): Promise<RecordedSchedule | undefined> {
    const rows = await this.source.query<ScheduleRow[]>(`select ${columns} from lockstep.scan_schedule where id = $1`, [id]);
    return rows.map(scheduleOf)[0];
  }

  async list({ limit, after }: { readonly limit: number; readonly after?: string }): Promise<readonly RecordedSchedule[]> {
    const rows = await this.source.query<ScheduleRow[]>(
      `select ${columns} from lockstep.scan_schedule where $1::text is null or id > $1 collate "C" order by id collate "C" limit $2`,
      [after ?? null, limit],
    );
    return rows.map(scheduleOf);
  }

  /** Makes the list anew from the events. */
  rebuildList(): Promise<number> {
    return rebuildList(this.source, { table: 'lockstep.scan_schedule', streams: scheduleStream(''), types: scheduleEventTypes, project });
  }
}

/** Folded from the stream as it stands after the append, which holds the stream's head until the commit. */
async function project(manager: EntityManager, events: EventStore, id: string): Promise<void> {
  const history = await events.readStream(scheduleStream(id));
  const state = history.reduce(
    (folded, event) => scanScheduleDecider.evolve(folded, event as unknown as ScanScheduleEvent),
    scanScheduleDecider.initialState,
  );
  const last = history.at(-1);
  if (state.status === 'absent' || last === undefined) {
    await manager.query('delete from lockstep.scan_schedule where id = $1', [id]);
    return;
  }
  await manager.query(
    `insert into lockstep.scan_schedule (id, version, content, changed_at) values ($1, $2, $3, $4)
     on conflict (id) do update set version = excluded.version, content = excluded.content, changed_at = excluded.changed_at`,
    [id, last.version, JSON.stringify(state.content), last.recordedAt],
  );
}

const scheduleOf = ({ id, version, content, changed_at }: ScheduleRow): RecordedSchedule => ({
  ...content,
  id,
  version: Number(version),
  changedAt: changed_at.toISOString(),
});
