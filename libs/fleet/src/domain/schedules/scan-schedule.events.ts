/** When scans are started. Stored as it is; what it says was checked when it was recorded. */
export interface ScanScheduleContent {
  /** For people. */
  readonly name: string;
  /** Minute, hour, day, month, weekday. */
  readonly cron: string;
  /** IANA name. */
  readonly timeZone: string;
  /** Seconds that a start is put off at most, by chance. */
  readonly jitter: number;
  /** Ids; null: all that there are at each start. */
  readonly sources: readonly string[] | null;
  /** False: it is kept, and starts nothing. */
  readonly enabled: boolean;
}

/** Events of the stream `schedule-<id>`. A change holds the whole of the new content. */
export type ScanScheduleEvent =
  | { readonly type: 'ScanScheduleCreated'; readonly data: ScanScheduleContent }
  | { readonly type: 'ScanScheduleChanged'; readonly data: ScanScheduleContent }
  | { readonly type: 'ScanScheduleRemoved'; readonly data: Readonly<Record<string, never>> };

const PREFIX = 'schedule-';
export const scheduleStream = (id: string): string => PREFIX + id;
