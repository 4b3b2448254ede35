import type { Problem } from './problem.js';

/** Reads bytes as UTF-8 and drops a byte order mark. Bytes that are no UTF-8 are a problem at the first of them, never replacement characters. */
export function decodeUtf8(bytes: Uint8Array, file: string): string | Problem {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const { offset: bad, cutOff } = firstInvalidByte(bytes);
    const lines = new TextDecoder('utf-8').decode(bytes.subarray(0, bad)).split('\n');
    const hint = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff) ? '; this looks like UTF-16' : '';
    const found = cutOff
      ? 'the end of the text inside a character'
      : `byte 0x${bytes[bad]!.toString(16).padStart(2, '0')} at offset ${bad}`;
    return { file, line: lines.length, column: lines.at(-1)!.length + 1, path: '', message: `a document is UTF-8; found ${found}${hint}` };
  }
}

/** Offset of the first byte that begins no well-formed sequence (Unicode 15, table 3-7); `cutOff` when the text merely ends inside one. */
function firstInvalidByte(bytes: Uint8Array): { offset: number; cutOff: boolean } {
  let i = 0;
  while (i < bytes.length) {
    const first = bytes[i]!;
    const length =
      first < 0x80 ? 1 : first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
    if (length === 0) return { offset: i, cutOff: false };
    for (let k = 1; k < length; k++) {
      if (i + k >= bytes.length) return { offset: i, cutOff: true };
      const low = k > 1 ? 0x80 : first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
      const high = k > 1 ? 0xbf : first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
      if (bytes[i + k]! < low || bytes[i + k]! > high) return { offset: i, cutOff: false };
    }
    i += length;
  }
  return { offset: i, cutOff: true };
}
