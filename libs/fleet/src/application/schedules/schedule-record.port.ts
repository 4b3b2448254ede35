import type { EventStore } from '@lockstep/event-store';
import type { ScanScheduleContent } from '../../domain/schedules/index.js';

export interface RecordedSchedule extends ScanScheduleContent {
  readonly id: string;
  /** Of its stream. */
  readonly version: number;
  /** RFC 3339, of the last change. */
  readonly changedAt: string;
}

export interface ScheduleRecord {
  /** What `work` appends to the stream of a schedule is in the list when it resolves. */
  transact<Result>(schedule: string, work: (events: EventStore) => Promise<Result>): Promise<Result>;
  find(id: string): Promise<RecordedSchedule | undefined>;
  /** In the order of ids, after this one. */
  list(query: { readonly limit: number; readonly after?: string }): Promise<readonly RecordedSchedule[]>;
}
