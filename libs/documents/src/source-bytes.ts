import { decodeUtf8 } from './decode-utf8.js';
import type { Problem } from './problem.js';

/** A text that holds documents, not decoded yet, and not held by whoever gives it. */
export interface SourceBytes {
  readonly file: string;
  /** UTF-8 in pieces, the same and from the beginning each time they are asked for. A piece counts until the next one is taken. */
  readonly pieces: Iterable<Uint8Array>;
}

export const decodeSource = ({ file, pieces }: SourceBytes): string | Problem => decodeUtf8(joinPieces(pieces), file);

export function joinPieces(pieces: Iterable<Uint8Array>): Uint8Array {
  const copies: Uint8Array[] = [];
  for (const piece of pieces) copies.push(Buffer.from(piece));
  return Buffer.concat(copies);
}
