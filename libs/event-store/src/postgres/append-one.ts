import type { PreparedRequest } from '../core/prepared-event.js';
import type { AppendedAt } from './appended-events.js';
import type { Statement } from './run-statement.js';

export const appendOne: Statement = {
  name: 'lockstep-append-one',
  text: 'select event_store.append_one($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) as recorded',
};

export const appendOneValues = ({ stream, expectedVersion, events: [event] }: PreparedRequest): unknown[] => [
  stream,
  expectedVersion === 'any' ? null : expectedVersion,
  event!.id,
  event!.type,
  event!.schemaVersion,
  event!.observedAt,
  event!.actor,
  event!.correlationId,
  event!.causationId,
  event!.idempotencyKey,
  event!.dataText,
];

/** What `append_one` answers. */
export function parseAppendOne(recorded: string): AppendedAt {
  const [version, key, microseconds, position, chainHash] = recorded.split(' ');
  return {
    version: Number(version) - 1,
    key: key!,
    recorded: Number(microseconds),
    positions: [position!],
    chainHashes: chainHash!,
    first: 0,
  };
}
