import { accessSync, closeSync, constants, openSync, readFileSync, readSync, statSync } from 'node:fs';

/** In bytes. Enough that a call costs little beside them. */
const PIECE = 1 << 16;

/** The bytes of a file, a pipe or standard input (`0`), as `SourceBytes` wants them. Throws when it may not be read. */
export function fileBytes(file: string | 0): Iterable<Uint8Array> {
  // What is no file in a folder can be read only once: it is kept.
  if (file === 0 || !statSync(file).isFile()) return [readFileSync(file)];
  accessSync(file, constants.R_OK);
  return { [Symbol.iterator]: () => piecesOf(file) };
}

function* piecesOf(file: string): Generator<Uint8Array> {
  const handle = openSync(file, 'r');
  try {
    const buffer = Buffer.allocUnsafe(PIECE);
    for (let length = readSync(handle, buffer); length > 0; length = readSync(handle, buffer)) yield buffer.subarray(0, length);
  } finally {
    closeSync(handle);
  }
}
