export { type Calendar, calendarOf, firstFit, type Interval, type Minute, stretchesOf, without } from './calendar.js';
export { laySchedule, layScheduleInTurns } from './lay-schedule.js';
export * from './schedule-problem.js';
