import { z } from 'zod';
import { canonicalJson, type Digest, digestOfText } from '@lockstep/kernel';
import type { NewEvent } from './event.js';
import type { AppendRequest } from './event-store.port.js';
import { InvalidEventError } from './invalid-event-error.js';
import { normalizeTime } from './timestamp.js';

/** A new event with its defaults filled in and its content frozen to bytes. */
export interface PreparedEvent extends Omit<NewEvent, 'data' | 'schemaVersion'> {
  readonly schemaVersion: number;
  readonly dataText: string;
  readonly contentHash: Digest;
}

export interface PreparedRequest extends Omit<AppendRequest, 'events'> {
  readonly events: readonly PreparedEvent[];
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const eventType = /^[A-Z][A-Za-z0-9]{0,99}$/;
/** No control characters: they would be invisible where people read them, and PostgreSQL can not store NUL. No lone surrogates either. */
const plainText = /^[^\p{Cc}\p{Cs}]+$/u;
const timestamp = z.iso.datetime({ offset: true });

/** Refuses what some store could not keep, before any of them is asked. */
export function prepareRequest(request: AppendRequest): PreparedRequest {
  const { stream, expectedVersion, events } = request;
  if (!plainText.test(stream) || stream.length > 512)
    throw new InvalidEventError(`append; stream name; must be 1 to 512 visible characters; found ${JSON.stringify(stream)}`);
  if (expectedVersion !== 'any' && !(Number.isInteger(expectedVersion) && expectedVersion >= 0 && expectedVersion < 2 ** 31)) {
    throw new InvalidEventError(
      `append; stream ${stream}; the expected version must be a whole number from 0, or 'any'; found ${expectedVersion}`,
    );
  }
  if (events.length === 0) throw new InvalidEventError(`append; stream ${stream}; must have at least one event; found none`);
  if (new Set(events.map((event) => event.id)).size < events.length) {
    throw new InvalidEventError(`append; stream ${stream}; event ids must differ; found one twice`);
  }
  return { stream, expectedVersion, events: events.map((event) => prepareEvent(stream, event)) };
}

function prepareEvent(stream: string, event: NewEvent): PreparedEvent {
  const refuse = (field: string, rule: string, found: unknown): never => {
    throw new InvalidEventError(`append; stream ${stream}, ${field}; ${rule}; found ${JSON.stringify(found)}`);
  };
  const { data, schemaVersion = 1, ...envelope } = event;
  if (!uuid.test(event.id)) refuse('event id', 'must be a lower-case UUID', event.id);
  if (!eventType.test(event.type)) refuse('event type', 'must be PascalCase, at most 100 letters and digits', event.type);
  if (!Number.isInteger(schemaVersion) || schemaVersion < 1 || schemaVersion > 32_767)
    refuse('schema version', 'must be from 1 to 32767', schemaVersion);
  for (const field of ['actor', 'correlationId', 'causationId', 'idempotencyKey'] as const) {
    const value = event[field];
    if (value !== undefined && (!plainText.test(value) || value.length > 512)) refuse(field, 'must be 1 to 512 visible characters', value);
  }
  if (event.observedAt !== undefined && !timestamp.safeParse(event.observedAt).success) {
    refuse('observedAt', 'must be an RFC 3339 time', event.observedAt);
  }
  const dataText = canonicalJson(data);
  const observedAt = event.observedAt === undefined ? undefined : normalizeTime(event.observedAt);
  return { ...envelope, observedAt, schemaVersion, dataText, contentHash: digestOfText(dataText) };
}
