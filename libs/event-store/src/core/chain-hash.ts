import { createHash } from 'node:crypto';
import type { Digest } from '@lockstep/kernel';
import type { RecordedEvent } from './event.js';
import { microsecondsOf } from './timestamp.js';

/** The link before the first event of a stream. */
export const chainStart: Digest = `sha256:${'0'.repeat(64)}`;

/** SHA-256 over: the previous link (32 bytes), the content hash (32 bytes), then the envelope as netstrings (`<bytes>:<text>,`, absent: `-,`):
 *  stream, version, id, type, schema version, recorded, observed (both in microseconds since 1970), actor, correlation, causation and
 *  idempotency key. The same sum is computed in SQL by `event_store.chain_hash`; a verifier in any language needs no more than this text. */
export function computeChainHash(previous: Digest, event: Omit<RecordedEvent, 'chainHash' | 'position' | 'cursor' | 'data'>): Digest {
  const envelope = [
    event.stream,
    String(event.version),
    event.id,
    event.type,
    String(event.schemaVersion),
    String(microsecondsOf(event.recordedAt)),
    String(microsecondsOf(event.observedAt)),
    event.actor,
    event.correlationId,
    event.causationId,
    event.idempotencyKey,
  ];
  const hash = createHash('sha256').update(bytesOf(previous)).update(bytesOf(event.contentHash));
  for (const field of envelope) hash.update(field === undefined ? '-,' : `${Buffer.byteLength(field)}:${field},`);
  return `sha256:${hash.digest('hex')}`;
}

const bytesOf = (digest: Digest): Buffer => Buffer.from(digest.slice('sha256:'.length), 'hex');
