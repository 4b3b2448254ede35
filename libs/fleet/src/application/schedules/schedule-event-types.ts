import { defineEventTypes } from '@lockstep/event-store';

/** Of the streams `schedule-<id>`. */
export const scheduleEventTypes = defineEventTypes({
  streams: ['schedule-'],
  types: { ScanScheduleCreated: [], ScanScheduleChanged: [], ScanScheduleRemoved: [] },
});
