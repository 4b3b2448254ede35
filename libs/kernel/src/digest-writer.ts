import { createHash } from 'node:crypto';
import type { Digest } from './digest.js';

/** Enough that handing bytes to the hash costs little beside hashing them. */
const WIDTH = 1 << 16;

/** The digest of a text that is put together of many short pieces, and that nobody needs to hold. Equal to `digestOfText` of the pieces in a row. */
export class DigestWriter {
  private readonly hash = createHash('sha256');
  private readonly waiting = new Uint8Array(WIDTH);
  private length = 0;

  /** Takes the bytes, or those before `end`: UTF-8 of a part of the text. */
  add(bytes: Uint8Array, end = bytes.length): void {
    if (end > WIDTH - this.length) this.flush();
    if (end > WIDTH) this.hash.update(bytes.subarray(0, end));
    else {
      // A view of some bytes costs more than copying them one by one.
      if (end === bytes.length) this.waiting.set(bytes, this.length);
      else for (let i = 0; i < end; i++) this.waiting[this.length + i] = bytes[i]!;
      this.length += end;
    }
  }

  /** Once, after the last piece. */
  finish(): Digest {
    this.flush();
    return `sha256:${this.hash.digest('hex')}`;
  }

  private flush(): void {
    this.hash.update(this.waiting.subarray(0, this.length));
    this.length = 0;
  }
}
