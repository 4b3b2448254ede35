import { defineEventTypes } from '@lockstep/event-store';
import type { PlanScheduleEvent } from '../domain/index.js';

/** The streams `timetable-<plan>`. */
export const timetableEventTypes = defineEventTypes<PlanScheduleEvent['type']>({
  streams: ['timetable-'],
  types: { PlanScheduled: [], ScheduleWaived: [] },
});
