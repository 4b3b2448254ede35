import type { RecordedEvent } from '@lockstep/event-store';
import { publicTypeOf, recordSource } from '@lockstep/fleet';
import type { RecordedCloudEvent } from './cloud-event.js';

/** A recorded event under the name its producer gave it; undefined for one that is not about a node. */
export function renderCloudEvent(event: RecordedEvent): RecordedCloudEvent | undefined {
  const { stream, type, schemaVersion, position, version, recordedAt, observedAt, actor, correlationId, causationId, data } = event;
  const publicType = publicTypeOf(stream, type, schemaVersion);
  if (publicType === undefined) return undefined;
  return {
    specversion: '1.0',
    ...nameOf(event),
    type: publicType,
    subject: stream,
    time: observedAt,
    datacontenttype: 'application/json',
    sequence: String(position),
    streamversion: version,
    recordedtime: recordedAt,
    actor,
    ...(correlationId === undefined ? {} : { correlationid: correlationId }),
    ...(causationId === undefined ? {} : { causationid: causationId }),
    data,
  };
}

/** Of a reported event the record keeps source and id with a space between; no source has one. */
function nameOf({ id, idempotencyKey }: RecordedEvent): { readonly source: string; readonly id: string } {
  const space = idempotencyKey?.indexOf(' ') ?? -1;
  if (idempotencyKey === undefined || space < 0) return { source: recordSource, id };
  return { source: idempotencyKey.slice(0, space), id: idempotencyKey.slice(space + 1) };
}
