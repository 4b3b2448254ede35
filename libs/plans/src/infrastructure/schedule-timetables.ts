import { type EventStore, readAs } from '@lockstep/event-store';
import { PostgresEventStore } from '@lockstep/event-store/postgres';
import type { DataSource } from 'typeorm';
import { timetableEventTypes } from '../application/schedule-event-types.js';

/** The streams of kept schedules. Nothing lists them: a schedule is read with its plan. */
export const postgresTimetables = (source: DataSource): EventStore => readAs(new PostgresEventStore(source), timetableEventTypes);
