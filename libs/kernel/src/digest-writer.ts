import { createHash } from 'node:crypto';
import type { Digest } from './digest.js';

/** Enough that handing bytes to the hash costs little beside hashing them. */
const WIDTH = 1 << 16;

/** The digest of a text that is put together of many short pieces, and that nobody needs to hold. Equal to `digestOfText` of the pieces in a row. */
export class DigestWriter {
  private readonly hash = createHash('sha256');
  private readonly waiting = new Uint8Array(WIDTH);
  private length = 0;

  /** Takes a part of the text, in UTF-8. */
  add(bytes: Uint8Array): void {
    if (bytes.length > WIDTH - this.length) this.flush();
    if (bytes.length > WIDTH) this.hash.update(bytes);
    else {
      this.waiting.set(bytes, this.length);
      this.length += bytes.length;
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
