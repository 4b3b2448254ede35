export * from './scan-job-definitions.js';
export { RunSchedule, type ScheduleRun } from './run-schedule.js';
export { ScanTimetable } from './scan-timetable.js';
export { StartScan } from './start-scan.js';
