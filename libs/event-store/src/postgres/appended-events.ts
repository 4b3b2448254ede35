import type { Digest } from '@lockstep/kernel';
import type { RecordedEvent } from '../core/event.js';
import type { AppendOutcome } from '../core/event-store.port.js';
import { contentHashOf, type PreparedRequest } from '../core/prepared-event.js';
import { renderMicroseconds } from '../core/timestamp.js';
import { renderCursor } from './recorded-event-row.js';

/** Where the events of a request came to lie. */
export interface AppendedAt {
  /** Of the stream, before the request. */
  readonly version: number;
  readonly key: string;
  /** When the first event of the request was, in microseconds since 1970; each further one is a microsecond later. */
  readonly recorded: number;
  /** Of all events of the statement, and their chain hashes as hex digits one after the other. */
  readonly positions: readonly string[];
  readonly chainHashes: string;
  /** Number of the first event of the request in these, from 0. */
  readonly first: number;
}

/** The events are put together when somebody asks for them: few callers do, and it costs as much as to prepare them. */
export function appendedOutcome(request: PreparedRequest, at: AppendedAt): AppendOutcome {
  let events: readonly RecordedEvent[] | undefined;
  return {
    outcome: 'appended',
    stream: request.stream,
    version: at.version + request.events.length,
    get events() {
      return (events ??= recordedEventsOf(request, at));
    },
  };
}

/** The events as they would be read. */
function recordedEventsOf({ stream, events }: PreparedRequest, at: AppendedAt): readonly RecordedEvent[] {
  return events.map((event, index) => {
    const recordedAt = renderMicroseconds(at.recorded + index);
    const nth = at.first + index;
    const position = at.positions[nth]!;
    return {
      position: Number(position),
      cursor: renderCursor(at.key, position),
      stream,
      version: at.version + index + 1,
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
      contentHash: contentHashOf(event),
      chainHash: `sha256:${at.chainHashes.slice(nth * 64, nth * 64 + 64)}` as Digest,
    };
  });
}
