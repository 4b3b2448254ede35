export { type Calendar, calendarOf, firstFit, type Interval, type Minute, without } from './calendar.js';
export { laySchedule } from './lay-schedule.js';
export * from './schedule-problem.js';
