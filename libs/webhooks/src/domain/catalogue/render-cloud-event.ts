import { z } from 'zod';
import type { Message, PublicEventType } from './public-event.js';

/** As events of the inventory name it, so that a receiver of both knows them as one record. */
const SOURCE = 'urn:lockstep:record';

/** The body of a delivery: CloudEvents 1.0, structured, in JSON. Equal messages give equal bytes, and so equal signatures at one time. */
export function renderCloudEvent({ id, type, subject, time, recordedAt, position, actor, data }: Message): string {
  return JSON.stringify({
    specversion: '1.0',
    id,
    source: SOURCE,
    type,
    subject,
    time,
    datacontenttype: 'application/json',
    ...(position === 0 ? {} : { sequence: String(position) }),
    recordedtime: recordedAt,
    actor,
    data,
  });
}

/** What a receiver is sent. */
export const cloudEventSchema = ({ type, schema }: PublicEventType) =>
  z.object({
    specversion: z.literal('1.0'),
    id: z.string().meta({ description: 'the same as the header `webhook-id`: the same at each attempt, and in no other event' }),
    source: z.literal(SOURCE),
    type: z.literal(type),
    subject: z.string().meta({ description: 'the stream of the record' }),
    time: z.string().meta({ description: 'RFC 3339: when it was so' }),
    datacontenttype: z.literal('application/json'),
    sequence: z.string().optional().meta({ description: 'position in the record, to order by; a ping has none' }),
    recordedtime: z.string().meta({ description: 'RFC 3339: when it was recorded' }),
    actor: z.string(),
    data: schema,
  });
