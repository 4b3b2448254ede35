export * from './scan-schedule.decider.js';
export * from './scan-schedule.events.js';
