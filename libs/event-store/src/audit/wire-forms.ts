import { z } from 'zod';
import type { RawEvent } from './raw-event.js';
import type { Seal } from './seal.js';

const decimal = z.string().regex(/^\d{1,19}$/);
const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
const hexHash = z.string().regex(/^[0-9a-f]{64}$/);
const base64 = z.base64();
const size = z.int().min(0);

const key = { tx: decimal.meta({ description: 'order key; events are read by it, then by position' }), position: decimal };

/** An event as exports and the REST API write it. */
export const eventForm = z
  .object({
    ...key,
    stream: z.string(),
    version: z.int().min(1),
    id: z.uuid(),
    type: z.string(),
    schemaVersion: z.int().min(1),
    recordedAt: time,
    observedAt: time,
    actor: z.string(),
    correlationId: z.string().optional(),
    causationId: z.string().optional(),
    idempotencyKey: z.string().optional(),
    data: z.string().meta({ description: 'the stored bytes as text; `contentHash` is over its UTF-8' }),
    contentHash: hexHash,
    chainHash: hexHash,
    previousChainHash: hexHash
      .optional()
      .meta({ description: 'chain hash of the event before in its stream, where it can not be read before this one' }),
  })
  .meta({ id: 'RawEvent' });
export type EventForm = z.output<typeof eventForm>;

export const sealForm = z
  .object({
    treeSize: size,
    previousSize: size,
    last: z.object(key).meta({ description: 'where its last event stands' }),
    sealedAt: time,
    note: z.string().meta({ description: 'signed checkpoint: origin, tree size, root (c2sp.org/tlog-checkpoint)' }),
    publicKey: base64,
    entries: base64.meta({ description: 'of each event since the seal before: position in 8 bytes and chain hash in 32' }),
  })
  .meta({ id: 'Seal' });
export type SealForm = z.output<typeof sealForm>;

export const renderEvent = ({ correlationId, causationId, idempotencyKey, previousChainHash, ...event }: RawEvent): EventForm => ({
  ...event,
  ...(correlationId === null ? {} : { correlationId }),
  ...(causationId === null ? {} : { causationId }),
  ...(idempotencyKey === null ? {} : { idempotencyKey }),
  ...(previousChainHash == null ? {} : { previousChainHash }),
});

export const readEvent = (form: EventForm): RawEvent => ({
  ...form,
  correlationId: form.correlationId ?? null,
  causationId: form.causationId ?? null,
  idempotencyKey: form.idempotencyKey ?? null,
});

export const renderSeal = ({ publicKey, entries, ...seal }: Seal): SealForm => ({
  ...seal,
  publicKey: publicKey.toString('base64'),
  entries: entries.toString('base64'),
});

export const readSeal = (form: SealForm): Seal => ({
  ...form,
  publicKey: Buffer.from(form.publicKey, 'base64'),
  entries: Buffer.from(form.entries, 'base64'),
});
