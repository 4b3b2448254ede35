import { eventForm, sealForm } from '@lockstep/event-store/audit';
import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.js';

const size = z.int().min(1);
const base64Hash = z.base64().meta({ description: '32 bytes' });

export const checkpoint = z
  .object({
    treeSize: size.meta({ description: 'events it covers, in the order of the record' }),
    sealedAt: z.string(),
    note: z.string().meta({ description: 'the signed note: origin, tree size, root, signature (c2sp.org/tlog-checkpoint)' }),
    key: z.string().meta({ description: 'verifier key of the signature, as the record itself names it' }),
  })
  .meta({ id: 'Checkpoint' });
export const checkpointPage = pageOf(checkpoint, 'CheckpointPage');
export const listQuery = z.strictObject(pageQuery);

/** Keys of the record are told as they are: a verifier compares them with what seals say. */
const key = z.string().regex(/^\d{1,19}\.\d{1,19}$/, 'must be <tx>.<position>');
export const eventsQuery = z.strictObject({
  after: key.default('0.0').meta({ description: '`<tx>.<position>` of the last event read; absent: from the first' }),
  limit: z.coerce.number().int().min(1).max(2_000).default(500),
  linked: z.enum(['true', 'false']).default('false').meta({ description: 'with the chain hash of the event before in its stream' }),
});
export const eventList = z.object({ items: z.array(eventForm) }).meta({ id: 'RawEventList' });

export const sealsQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0).meta({ description: 'tree size of the last seal read; 0: from the first' }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const sealList = z.object({ items: z.array(sealForm) }).meta({ id: 'SealList' });

export const consistencyQuery = z.strictObject({ first: z.coerce.number().int().min(1), second: z.coerce.number().int().min(1) });
export const consistency = z
  .object({ first: size, second: size, path: z.array(base64Hash).meta({ description: 'RFC 9162, section 2.1.4' }) })
  .meta({ id: 'ConsistencyProof' });

export const eventId = z.uuid();
export const eventProof = z
  .object({
    event: eventForm,
    index: z.int().min(0).meta({ description: 'place among the sealed events, from 0' }),
    path: z.array(base64Hash).meta({ description: 'RFC 9162, section 2.1.3: from the entry of the event to the root of the checkpoint' }),
    checkpoint: z.string().meta({ description: 'the signed note' }),
    key: z.string(),
  })
  .meta({ id: 'EventProof' });

export const actorId = z.string().min(1).max(512);
export const actor = z
  .object({ id: z.string(), name: z.string().nullable().meta({ description: 'null: there is none, or it was forgotten' }) })
  .meta({ id: 'Actor' });
