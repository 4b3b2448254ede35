import type { PostgresEventStore, ProjectionRunner, ProjectionState } from '@lockstep/event-store/postgres';

/** Which projections no longer follow the record, for the readiness probe; null: all do. */
export async function watchProjections(runner: ProjectionRunner): Promise<string | null> {
  const found = (await runner.findStates()).flatMap(describe);
  return found.length === 0 ? null : found.join('; ');
}

function describe({ name, status, failure, rebuild }: ProjectionState): string[] {
  const notes =
    status === 'running' ? [] : [`${name} is ${status}${failure ? ` before position ${failure.position} (${failure.reason})` : ''}`];
  return rebuild?.failure
    ? [...notes, `the rebuild of ${name} is stopped before position ${rebuild.failure.position} (${rebuild.failure.reason})`]
    : notes;
}

/** Who keeps new events from all readers of the record; null: nobody, or not for long. */
export async function watchRecord(store: PostgresEventStore): Promise<string | null> {
  const stall = await store.findStall();
  if (!stall) return null;
  const who = stall.pid === undefined ? (stall.prepared ?? stall.transaction) : `session ${stall.pid}`;
  return `readers wait for a ${stall.kind}, ${who}, since ${stall.since}`;
}
