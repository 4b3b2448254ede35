import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import type { RecordedEvent } from '../../core/event.js';
import { type Checkpoint, lockCheckpoint, moveCheckpoint, type Slot } from './checkpoint.js';
import type { Projection, ProjectionFailure } from './projection.js';
import { liveSchema, qualify, rebuildSchema } from './shadow-tables.js';

/** What one attempt to apply a page came to. `idle`: nothing below the fence that is not applied; `busy`: another process has the checkpoint. */
export type Advance = 'moved' | 'idle' | 'busy' | 'stopped';

/** Milliseconds before an event that failed alone is tried again. */
const pauses = [50, 250];

/** Rows and checkpoint commit together. A page that fails is halved until the event that fails is alone; that one is tried again, and then
 *  the answer is why it cannot be applied. Throws on what is no fault of an event, such as a lost connection. */
export async function applyPage(
  source: DataSource,
  projection: Projection,
  checkpoint: Checkpoint,
  events: readonly RecordedEvent[],
): Promise<Advance | ProjectionFailure> {
  let page = events;
  for (let attempt = 0; ;) {
    try {
      return await source.transaction(async (manager) => {
        if ((await lockCheckpoint(manager, projection.name, checkpoint)) === 'changed') return 'busy';
        await applyEvents(manager, projection, checkpoint.slot, page);
        return 'moved';
      });
    } catch (error) {
      if (!(error instanceof ApplyError) || isPassing(error.cause)) throw error;
      if (page.length > 1) page = page.slice(0, Math.ceil(page.length / 2));
      else if (attempt < pauses.length) await sleep(pauses[attempt++]);
      else return poisonOf(page[0]!, error.cause);
    }
  }
}

/** Within a transaction that holds the checkpoint. */
export async function applyEvents(
  manager: EntityManager,
  projection: Projection,
  slot: Slot,
  events: readonly RecordedEvent[],
): Promise<void> {
  const schema = slot === 'live' ? liveSchema : rebuildSchema;
  try {
    await projection.apply(projection.reads?.read(events) ?? events, { manager, table: (table) => qualify(schema, table) });
  } catch (error) {
    throw new ApplyError(error);
  }
  await moveCheckpoint(manager, projection.name, slot, events.at(-1)!);
}

/** What a projection threw, as apart from what the store threw. */
export class ApplyError extends Error {
  override readonly name = 'ApplyError';
  constructor(cause: unknown) {
    super('projection; page; must be applied', { cause });
  }
}

const poisonOf = (event: RecordedEvent, error: unknown): ProjectionFailure => ({
  reason: 'poison',
  position: event.position,
  stream: event.stream,
  eventId: event.id,
  eventType: event.type,
  error: error instanceof Error ? error.message : String(error),
  since: new Date().toISOString(),
});

/** SQLSTATE classes: connection, rolled back (deadlock), resources, locks, operator intervention, system. Trying again may mend these. */
const passingClasses = new Set(['08', '40', '53', '55', '57', '58']);
const passingCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

export function isPassing(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string') return passingCodes.has(code) || (code.length === 5 && passingClasses.has(code.slice(0, 2)));
  return /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/.test(String(message));
}
