import { createHash, type Hash } from 'node:crypto';
import type { Digest } from './digest.js';

/** The digest of a text as far as it was read. It never changes, so that texts which begin alike can go on from it. */
export class DigestSoFar {
  static readonly nothing = new DigestSoFar(createHash('sha256'));

  private constructor(private readonly hash: Hash) {}

  /** With a further piece of the text, which must not end between the halves of a surrogate pair. */
  with(piece: string): DigestSoFar {
    return new DigestSoFar(this.hash.copy().update(piece, 'utf8'));
  }

  get digest(): Digest {
    return `sha256:${this.hash.copy().digest('hex')}`;
  }
}
