import { closeSync, openSync, readSync } from 'node:fs';
import { InputError } from '../../input.js';

const PIECE = 1 << 16;

/** The text of a file or of standard input (`-`). Nothing larger is read, also from a pipe without end: a stranger may have written it. */
export function readBounded(file: string, most: number): string {
  let handle: number | undefined;
  try {
    handle = file === '-' ? 0 : openSync(file, 'r');
    const pieces: Buffer[] = [];
    let size = 0;
    for (let piece = Buffer.allocUnsafe(PIECE), length; (length = readSync(handle, piece)) > 0; piece = Buffer.allocUnsafe(PIECE)) {
      size += length;
      if (size > most) throw new InputError([`${file}; must be at most ${most} bytes; found more`]);
      pieces.push(piece.subarray(0, length));
    }
    return Buffer.concat(pieces).toString('utf8');
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError([`${file}; must be readable; found ${(error as Error).message}`]);
  } finally {
    if (handle !== undefined && handle !== 0) closeSync(handle);
  }
}
