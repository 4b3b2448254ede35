import { type Finding, foundEvent, nameEvent } from './finding.js';
import { compareKeys, type EventKey, hexChainStart, rawChainHash, rawContentHash, type RawEvent } from './raw-event.js';
import type { StreamHeads } from './stream-heads.js';

/** That the source gave it in the order of the record. */
export function checkPlace(event: RawEvent, index: number, last: EventKey): Finding | undefined {
  if (compareKeys(event, last) > 0) return undefined;
  const message = `event ${nameEvent(event)}; place; must be after position ${last.position}; found it later`;
  return { layer: 'order', kind: 'reordered', index, event: foundEvent(event), message };
}

/** That the data is what its content hash was made of. */
export function checkContent(event: RawEvent, index: number): Finding | undefined {
  if (rawContentHash(event) === event.contentHash) return undefined;
  const message = `event ${nameEvent(event)}; data; must have the content hash it was recorded with; found other data`;
  return { layer: 'content', kind: 'changed', index, event: foundEvent(event), message };
}

/** That the event follows the one before it in its stream: without a gap, and chained to it. A stream that begins later than its first event,
 *  in a part of the record, follows what the source says came before. */
export function checkLink(event: RawEvent, index: number, heads: StreamHeads): Finding | undefined {
  if (!heads.keeps(event.stream)) return undefined;
  const known = heads.find(event.stream);
  const before =
    known ?? (event.previousChainHash == null ? undefined : { version: event.version - 1, chainHash: event.previousChainHash });
  const expected = (before?.version ?? 0) + 1;
  const subject = `event ${nameEvent(event)}`;
  if (event.version < expected)
    return {
      layer: 'order',
      kind: 'reordered',
      index,
      event: foundEvent(event),
      message: `${subject}; version; must come after version ${expected - 1} of its stream; found it later`,
    };
  heads.set(event.stream, { version: event.version, chainHash: event.chainHash });
  if (event.version > expected)
    return {
      layer: 'order',
      kind: 'removed',
      index,
      event: { stream: event.stream, version: expected, position: null, id: null },
      message: `stream ${event.stream}, version ${expected}; must stand before version ${event.version} (position ${event.position}); found none before it`,
    };
  if (rawChainHash(before?.chainHash ?? hexChainStart, event) === event.chainHash) return undefined;
  return {
    layer: 'chain',
    kind: 'changed',
    index,
    event: foundEvent(event),
    message: `${subject}; chain hash; must be over the event before, the content hash and the envelope; found another`,
  };
}
