export type { Stall } from './find-stall.js';
export { type EventFilter, findEvent, findEvents, type FoundEvents } from './find-events.js';
export { findEnd, findHeldBack, isAfter } from './find-held-back.js';
export { PostgresEventStore } from './postgres-event-store.js';
export * from './projections/index.js';
export { rebuildList } from './rebuild-list.js';
export { orderKeyOf } from './recorded-event-row.js';
