import { inventoryEventTypes, NODE_KINDS } from '@lockstep/fleet';
import { z } from 'zod';
import { nodeId } from '../fleet/fleet.dto.js';
import { pageQuery } from '../http/page.js';
import { cloudEvent } from './cloud-event.js';

const publicTypes = inventoryEventTypes.map(({ publicType }) => publicType) as [string, ...string[]];
const type = z.enum(publicTypes);
const subject = z
  .string()
  .max(256)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u, 'visible characters only');

const wish = {
  type: z
    .union([type.transform((one) => [one]), z.array(type).max(publicTypes.length)])
    .optional()
    .meta({ description: 'only this type; given several times, any of them' }),
  kind: z.enum(NODE_KINDS).optional().meta({ description: 'about nodes of this kind' }),
  subject: subject.optional().meta({ description: 'about this node: `cluster-fra/pay`' }),
  subjectPrefix: subject.optional().meta({ description: 'about nodes whose subject begins so' }),
  project: nodeId.optional().meta({ description: 'about clusters that belonged to this NSX Project then' }),
  after: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .meta({ description: 'after the event with this position (`sequence`), in the order in which this resource gives events' }),
};

export const eventsQuery = z.strictObject({ ...pageQuery, ...wish });
export const streamQuery = z.strictObject(wish);
/** Of the store. The cursor of a page is this, wrapped. */
export const recordCursor = z.string().regex(/^\d{1,18}\.\d{1,18}$/);
export const eventId = z.uuid();

const recorded = {
  outcome: z.enum(['accepted', 'duplicate']).meta({ description: '`duplicate`: it was on record already, and nothing was written' }),
  eventId: z.string().meta({ description: 'of the record: a UUID made of `source` and `id`' }),
  stream: z.string(),
  version: z.int().meta({ description: 'of the stream' }),
  position: z.int(),
};
const refusal = z.object({
  pointer: z.string().meta({ description: 'RFC 6901 into the event' }),
  rule: z.string(),
  found: z.string(),
});

const eventReceipt = z.object(recorded).meta({ id: 'EventReceipt' });
const eventOutcome = z
  .union([eventReceipt, z.object({ outcome: z.literal('refused'), errors: z.array(refusal) })])
  .meta({ id: 'EventOutcome' });

const count = z.int().min(0);
const batchReceipt = z
  .object({
    accepted: count,
    duplicate: count,
    refused: count,
    position: z.int().meta({ description: 'the greatest of an event that is on record now; 0: none is' }),
    outcomes: z.array(eventOutcome).meta({ description: 'one per event, in order' }),
  })
  .meta({ id: 'EventBatchReceipt' });

export const ingestAnswer = z.union([eventReceipt, batchReceipt]).meta({ id: 'EventIngestAnswer' });
export const ingestBody = z.union([cloudEvent, z.array(cloudEvent)]);
