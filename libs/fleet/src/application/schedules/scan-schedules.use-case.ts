import { type CommandContext, type Decider, handleCommand } from '@lockstep/event-store';
import {
  type ScanScheduleCommand,
  type ScanScheduleContent,
  scanScheduleDecider,
  type ScanScheduleEvent,
  type ScanScheduleRefusal,
  type ScanScheduleState,
  scheduleStream,
} from '../../domain/schedules/index.js';
import type { RecordedSchedule, ScheduleRecord } from './schedule-record.port.js';

const decider: Decider<ScanScheduleCommand, ScanScheduleEvent, ScanScheduleState, ScanScheduleRefusal> = scanScheduleDecider;

export type ScheduleOutcome =
  | { readonly outcome: 'recorded'; readonly schedule: RecordedSchedule }
  | { readonly outcome: 'exists' | 'absent' }
  /** It is at another version than the caller has seen. */
  | { readonly outcome: 'stale' };

/** Schedules of scans, kept by id. That cron and time zone can be read is for the caller to check. */
export class ScanSchedules {
  constructor(private readonly record: ScheduleRecord) {}

  create(id: string, content: ScanScheduleContent, context: CommandContext): Promise<ScheduleOutcome> {
    return this.handle(id, { command: 'create', content }, context);
  }

  change(id: string, content: ScanScheduleContent, context: CommandContext): Promise<ScheduleOutcome> {
    return this.handle(id, { command: 'change', content }, context);
  }

  async remove(id: string, context: CommandContext): Promise<'removed' | 'absent' | 'stale'> {
    const outcome = await this.decide(id, { command: 'remove' }, context);
    if (outcome.outcome === 'conflict') return 'stale';
    return outcome.outcome === 'accepted' ? 'removed' : 'absent';
  }

  find(id: string): Promise<RecordedSchedule | undefined> {
    return this.record.find(id);
  }

  list(query: { readonly limit: number; readonly after?: string }): Promise<readonly RecordedSchedule[]> {
    return this.record.list(query);
  }

  private async handle(id: string, command: ScanScheduleCommand, context: CommandContext): Promise<ScheduleOutcome> {
    const outcome = await this.decide(id, command, context);
    if (outcome.outcome === 'conflict') return { outcome: 'stale' };
    if (outcome.outcome === 'refused') return { outcome: outcome.refusal };
    const schedule = await this.record.find(id);
    return schedule === undefined ? { outcome: 'absent' } : { outcome: 'recorded', schedule };
  }

  private decide(id: string, command: ScanScheduleCommand, context: CommandContext) {
    return this.record.transact(id, (events) => handleCommand(events, decider, scheduleStream(id), command, context));
  }
}
