import type { HexHash } from './raw-event.js';

export interface StreamHead {
  readonly version: number;
  readonly chainHash: HexHash;
}

/**
 * The newest event seen of each stream, for as many streams as memory is granted.
 *
 * With more streams than `most` it keeps every second one, then every fourth: those whose number is `shard` modulo `shards`. The others are
 * for further passes over the record. So the memory is bounded for any number of streams, and one pass is enough for most records.
 */
export class StreamHeads {
  private readonly heads = new Map<string, StreamHead>();

  constructor(
    private readonly most: number,
    readonly shard = 0,
    private count = 1,
  ) {}

  get shards(): number {
    return this.count;
  }

  keeps(stream: string): boolean {
    return this.count === 1 || numberOf(stream) % this.count === this.shard;
  }

  find(stream: string): StreamHead | undefined {
    return this.heads.get(stream);
  }

  set(stream: string, head: StreamHead): void {
    this.heads.set(stream, head);
    // Later passes know from the first one how many shards are needed.
    if (this.heads.size <= this.most || this.shard > 0) return;
    this.count *= 2;
    for (const name of this.heads.keys()) if (!this.keeps(name)) this.heads.delete(name);
  }
}

/** FNV-1a, 32 bits. */
function numberOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
