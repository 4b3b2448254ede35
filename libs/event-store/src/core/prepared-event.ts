import { hash } from 'node:crypto';
import { canonicalJson, type Digest } from '@lockstep/kernel';
import type { NewEvent } from './event.js';
import type { AppendRequest } from './event-store.port.js';
import { InvalidEventError } from './invalid-event-error.js';
import { isTime, normalizeTime } from './timestamp.js';

/** A new event with its defaults filled in and its content frozen to bytes. */
export interface PreparedEvent extends Omit<NewEvent, 'data' | 'schemaVersion'> {
  readonly schemaVersion: number;
  readonly dataText: string;
}

export const contentHashOf = ({ dataText }: PreparedEvent): Digest => `sha256:${hash('sha256', dataText)}`;

export interface PreparedRequest extends Omit<AppendRequest, 'events'> {
  readonly events: readonly PreparedEvent[];
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const eventType = /^[A-Z][A-Za-z0-9]{0,99}$/;
/** No control characters: they would be invisible where people read them, and PostgreSQL can not store NUL. No lone surrogates either. */
const plainText = /^[^\p{Cc}\p{Cs}]+$/u;
/** The first is for speed alone. */
const isPlain = (text: string): boolean => text.length <= 512 && (/^[ -~]+$/.test(text) || plainText.test(text));

/** Refuses what some store could not keep, before any of them is asked. */
export function prepareRequest(request: AppendRequest): PreparedRequest {
  const { stream, expectedVersion, events } = request;
  if (!isPlain(stream))
    throw new InvalidEventError(`append; stream name; must be 1 to 512 visible characters; found ${JSON.stringify(stream)}`);
  if (expectedVersion !== 'any' && !(Number.isInteger(expectedVersion) && expectedVersion >= 0 && expectedVersion < 2 ** 31)) {
    throw new InvalidEventError(
      `append; stream ${stream}; the expected version must be a whole number from 0, or 'any'; found ${expectedVersion}`,
    );
  }
  if (events.length === 0) throw new InvalidEventError(`append; stream ${stream}; must have at least one event; found none`);
  if (hasTwice(events)) {
    throw new InvalidEventError(`append; stream ${stream}; event ids must differ; found one twice`);
  }
  return { stream, expectedVersion, events: events.map((event) => prepareEvent(stream, event)) };
}

function hasTwice(events: readonly NewEvent[]): boolean {
  if (events.length === 1) return false;
  const ids = new Set<string>();
  for (const { id } of events) ids.add(id);
  return ids.size < events.length;
}

/** What the event before had, which most have too: what was found plain once is not looked at again. */
const last: { type?: string; actor?: string; correlationId?: string; causationId?: string; idempotencyKey?: string } = {};

function prepareEvent(stream: string, event: NewEvent): PreparedEvent {
  const { id, type, data, schemaVersion = 1, actor, correlationId, causationId, idempotencyKey } = event;
  if (!uuid.test(id)) refuse(stream, 'event id', 'must be a lower-case UUID', id);
  if (type !== last.type) {
    if (!eventType.test(type)) refuse(stream, 'event type', 'must be PascalCase, at most 100 letters and digits', type);
    last.type = type;
  }
  if (!Number.isInteger(schemaVersion) || schemaVersion < 1 || schemaVersion > 32_767)
    refuse(stream, 'schema version', 'must be from 1 to 32767', schemaVersion);
  checkText(stream, 'actor', actor);
  if (correlationId !== undefined) checkText(stream, 'correlationId', correlationId);
  if (causationId !== undefined) checkText(stream, 'causationId', causationId);
  if (idempotencyKey !== undefined) checkText(stream, 'idempotencyKey', idempotencyKey);
  let { observedAt } = event;
  if (observedAt !== undefined) {
    if (!isTime(observedAt)) refuse(stream, 'observedAt', 'must be an RFC 3339 time', observedAt);
    observedAt = normalizeTime(observedAt);
  }
  return { id, type, schemaVersion, observedAt, actor, correlationId, causationId, idempotencyKey, dataText: canonicalJson(data) };
}

function checkText(stream: string, field: 'actor' | 'correlationId' | 'causationId' | 'idempotencyKey', value: string): void {
  if (value === last[field]) return;
  if (!isPlain(value)) refuse(stream, field, 'must be 1 to 512 visible characters', value);
  last[field] = value;
}

function refuse(stream: string, field: string, rule: string, found: unknown): never {
  throw new InvalidEventError(`append; stream ${stream}, ${field}; ${rule}; found ${JSON.stringify(found)}`);
}
