export { ArchivedError } from './core/archived-error.js';
export { chainStart, computeChainHash } from './core/chain-hash.js';
export { accept, type DecidedEvent, type Decider, type Decision, refuse } from './core/decider.js';
export { beginning, type Cursor, type NewEvent, type RecordedEvent } from './core/event.js';
export type { AppendOutcome, AppendRequest, EventStore, ExpectedVersion, FoundPosition } from './core/event-store.port.js';
export { type CommandContext, type CommandOutcome, handleCommand } from './core/handle-command.js';
export { HeldBackError } from './core/held-back-error.js';
export { InvalidEventError } from './core/invalid-event-error.js';
export { newEventId } from './core/new-event-id.js';
export { readAs } from './core/read-as.js';
export { StoreBusyError } from './core/store-busy-error.js';
export {
  combineEventTypes,
  defineEventTypes,
  type EventTypes,
  type EventTypesDefinition,
  UnreadableEventError,
  type Upcast,
} from './core/upcast.js';
export { MemoryEventStore } from './memory/memory-event-store.js';
