import { randomUUID } from 'node:crypto';

/** UUIDv7 (RFC 9562): ids made in the same millisecond stay together, which keeps the index on them small. The random part is that of a UUIDv4,
 *  of which Node keeps a supply. */
export function newEventId(now: number = Date.now()): string {
  const time = now.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
