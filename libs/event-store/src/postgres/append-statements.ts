import type { Digest } from '@lockstep/kernel';
import type { Cursor, RecordedEvent } from '../core/event.js';
import type { PreparedEvent, PreparedRequest } from '../core/prepared-event.js';
import { renderMicroseconds } from '../core/timestamp.js';
import { binaryArray } from './binary-array.js';
import { renderCursor } from './recorded-event-row.js';
import type { Statement } from './run-statement.js';

/** A row of `event_store.append_result`. */
export interface AppendRow {
  readonly request: number;
  readonly outcome: 'appended' | 'duplicate' | 'id-reused' | 'archived' | 'conflict' | 'busy';
  /** Of the stream, after the request. */
  readonly version: number;
  readonly tx: string | null;
  /** Of the first event, in microseconds since 1970; each further one is a microsecond later. */
  readonly recorded: string | null;
  /** `{1,2,3}` */
  readonly positions: string | null;
  /** Hex digits of one event after the other. */
  readonly chain_hash: string | null;
  readonly ids: readonly string[] | null;
}

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

/** What `append_one` answers, in the form of `append_many`. */
export function parseAppendOne(recorded: string): AppendRow {
  const [version, tx, microseconds, position, chainHash] = recorded.split(' ');
  return {
    request: 1,
    outcome: 'appended',
    version: Number(version),
    tx: tx!,
    recorded: microseconds!,
    positions: `{${position}}`,
    chain_hash: chainHash!,
    ids: null,
  };
}

export const appendMany: Statement = {
  name: 'lockstep-append-many',
  text: `select request, outcome, version, tx::text, recorded::text, positions, chain_hash, ids::text[]
    from event_store.append_many($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
};

/** `wait` for streams that others have locked; else they are answered `busy`. */
export function appendManyValues(requests: readonly PreparedRequest[], wait: boolean): unknown[] {
  const events = requests.flatMap((request) => request.events);
  const text = (field: (event: PreparedEvent) => string | undefined) => binaryArray('text', events.map(field));
  return [
    binaryArray(
      'text',
      requests.map((request) => request.stream),
    ),
    binaryArray(
      'integer',
      requests.map(({ expectedVersion }) => (expectedVersion === 'any' ? undefined : expectedVersion)),
    ),
    binaryArray(
      'integer',
      requests.map((request) => request.events.length),
    ),
    wait,
    binaryArray(
      'integer',
      requests.flatMap((request, index) => request.events.map(() => index + 1)),
    ),
    binaryArray(
      'text',
      requests.flatMap((request) => request.events.map(() => request.stream)),
    ),
    binaryArray('integer', numberInStreams(requests)),
    binaryArray(
      'uuid',
      events.map((event) => event.id),
    ),
    text((event) => event.type),
    binaryArray(
      'smallint',
      events.map((event) => event.schemaVersion),
    ),
    binaryArray(
      'timestamptz',
      events.map((event) => event.observedAt),
    ),
    text((event) => event.actor),
    text((event) => event.correlationId),
    text((event) => event.causationId),
    text((event) => event.idempotencyKey),
    text((event) => event.dataText),
  ];
}

/** Of each event, how many of its stream there are up to it. */
function numberInStreams(requests: readonly PreparedRequest[]): number[] {
  const counts = new Map<string, number>();
  return requests.flatMap(({ stream, events }) => {
    const before = counts.get(stream) ?? 0;
    counts.set(stream, before + events.length);
    return events.map((_, index) => before + index + 1);
  });
}

/** The events of a request that was appended, as they would be read: put together here, because reading them back costs as much again. */
export function recordedEventsOf({ stream, events }: PreparedRequest, row: AppendRow): readonly RecordedEvent[] {
  const positions = row.positions!.slice(1, -1).split(',');
  const firstRecorded = Number(row.recorded);
  return events.map((event, index) => {
    const recordedAt = renderMicroseconds(firstRecorded + index);
    const cursor: Cursor = renderCursor(row.tx!, positions[index]!);
    return {
      position: Number(positions[index]),
      cursor,
      stream,
      version: row.version - events.length + index + 1,
      id: event.id,
      type: event.type,
      schemaVersion: event.schemaVersion,
      recordedAt,
      observedAt: event.observedAt ?? recordedAt,
      actor: event.actor,
      correlationId: event.correlationId,
      causationId: event.causationId,
      idempotencyKey: event.idempotencyKey,
      data: JSON.parse(event.dataText) as unknown,
      contentHash: event.contentHash,
      chainHash: `sha256:${row.chain_hash!.slice(index * 64, index * 64 + 64)}` as Digest,
    };
  });
}
