import type { EventStore } from './event-store.port.js';
import type { EventTypes } from './upcast.js';

/** The same store, with events read as `types` know them: in their newest shape, and refused when a newer program wrote them. */
export const readAs = (store: EventStore, types: EventTypes): EventStore => ({
  append: (...request) => store.append(...request),
  appendMany: (requests) => store.appendMany(requests),
  readStream: async (...range) => types.read(await store.readStream(...range)),
  readAll: async (after, limit) => {
    const { events, cursor } = await store.readAll(after, limit);
    return { events: types.read(events), cursor };
  },
  findCursor: (position) => store.findCursor(position),
  settledPosition: () => store.settledPosition(),
  findPosition: (time) => store.findPosition(time),
});
