import type { ByteWindow } from './byte-window.js';
import { BACKSLASH, CLOSE_LIST, CLOSE_MAP, COMMA, OPEN_LIST, OPEN_MAP, QUOTE } from './json-bytes.js';

/** The table is at most half full, so a longer search means that somebody chose texts which collide. */
const MOST_PROBES = 100;

/**
 * Numbers the members of maps by their bytes, from 0: most clusters of a fleet have members that some other one has, to the letter. Nothing is allocated
 * for a text that is known.
 */
export class MemberTable {
  /** Behind the member that was asked for last: the offset of its comma or closing bracket, or the length of the bytes. */
  end = 0;
  /** The texts of all members, one behind the other. */
  private texts = new DataView(new ArrayBuffer(1 << 14));
  /** By number: where a text begins. One more than there are texts. */
  private readonly starts = [0];
  private readonly hashes: number[] = [];
  /** Open addressing: the number of a member and 1, or 0. */
  private slots = new Int32Array(1 << 10);

  /** The number of the member that begins at `start`, or -1 when it can not be found in reasonable time. */
  numberOf(window: ByteWindow, start: number): number {
    const { bytes } = window;
    const hash = this.scan(bytes, start);
    if (this.end - start < 4) return -1;
    const mask = this.slots.length - 1;
    for (let slot = hash & mask, probes = 0; probes < MOST_PROBES; slot = (slot + 1) & mask, probes++) {
      const known = this.slots[slot]! - 1;
      if (known === -1) return this.add(slot, hash, bytes.subarray(start, this.end));
      if (this.hashes[known] === hash && this.isText(known, window, start)) return known;
    }
    return -1;
  }

  /** Goes to the end of the member, and returns a hash of its bytes. */
  private scan(bytes: Uint8Array, start: number): number {
    const { length } = bytes;
    let hash = 0;
    let depth = 0;
    let i = start;
    for (; i < length; i++) {
      let byte = bytes[i]!;
      if (byte === QUOTE) {
        for (hash = (Math.imul(hash, 31) + byte) | 0; ++i < length;) {
          byte = bytes[i]!;
          if (byte === QUOTE) break;
          hash = (Math.imul(hash, 31) + byte) | 0;
          // Nothing that a backslash stands before ends a string. It counts when the texts are compared.
          if (byte === BACKSLASH) i++;
        }
      } else if (byte === OPEN_MAP || byte === OPEN_LIST) depth++;
      else if (byte === CLOSE_MAP || byte === CLOSE_LIST) {
        if (depth === 0) break;
        depth--;
      } else if (byte === COMMA && depth === 0) break;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    this.end = Math.min(i, length);
    return hash ^ (hash >>> 15);
  }

  /** Four bytes at a time, the last of which may have been looked at already. No member is shorter. */
  private isText(known: number, { view }: ByteWindow, start: number): boolean {
    const { texts } = this;
    const from = this.starts[known]!;
    const last = this.end - start - 4;
    if (this.starts[known + 1]! - from - 4 !== last) return false;
    for (let i = 0; i < last; i += 4) if (texts.getInt32(from + i) !== view.getInt32(start + i)) return false;
    return texts.getInt32(from + last) === view.getInt32(start + last);
  }

  private add(slot: number, hash: number, text: Uint8Array): number {
    const from = this.starts.at(-1)!;
    const end = from + text.length;
    if (end > this.texts.byteLength) {
      const grown = new Uint8Array(2 * end);
      grown.set(new Uint8Array(this.texts.buffer));
      this.texts = new DataView(grown.buffer);
    }
    new Uint8Array(this.texts.buffer).set(text, from);
    this.starts.push(end);
    this.slots[slot] = this.hashes.push(hash);
    if (this.hashes.length * 2 > this.slots.length) this.grow();
    return this.hashes.length - 1;
  }

  private grow(): void {
    this.slots = new Int32Array(this.slots.length * 4);
    const mask = this.slots.length - 1;
    for (const [number, hash] of this.hashes.entries()) {
      let slot = hash & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = number + 1;
    }
  }
}
