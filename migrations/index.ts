import { CreateEventStore1763856000000 } from './1763856000000-create-event-store.js';

/** Every migration, oldest first; each new one is added at the end and none is ever edited. */
export const migrations = [CreateEventStore1763856000000];
