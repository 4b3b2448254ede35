import { encodePiece } from './utf8.js';

export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;
export const COLON = 0x3a;
export const COMMA = 0x2c;
export const [OPEN_LIST, CLOSE_LIST, OPEN_MAP, CLOSE_MAP] = [0x5b, 0x5d, 0x7b, 0x7d] as const;

export function skipSpace(bytes: Uint8Array, offset: number): number {
  let i = offset;
  for (let byte = bytes[i]; byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09; byte = bytes[++i]);
  return i;
}

/** Offset behind the string that begins at `start`; the length of the bytes when it never ends. */
export function endOfString(bytes: Uint8Array, start: number): number {
  for (let i = start + 1; i < bytes.length; i++) {
    if (bytes[i] === QUOTE) return i + 1;
    if (bytes[i] === BACKSLASH) i++;
  }
  return bytes.length;
}

/**
 * Offset of the value that the keys lead to from the map that the text is, or -1. It takes the first of equal keys, written without escapes, and looks at
 * nothing that it can step over: only a reader of the whole text can tell whether that is JSON.
 */
export function findValue(bytes: Uint8Array, keys: readonly string[]): number {
  let value = skipSpace(bytes, 0);
  for (const key of keys) {
    value = findMember(bytes, value, encodePiece(`"${key}"`));
    if (value === -1) return -1;
  }
  return value;
}

function findMember(bytes: Uint8Array, map: number, key: Uint8Array): number {
  if (bytes[map] !== OPEN_MAP) return -1;
  for (let i = skipSpace(bytes, map + 1); bytes[i] === QUOTE; i = skipSpace(bytes, i + 1)) {
    const end = endOfString(bytes, i);
    const found = end - i === key.length && key.every((byte, k) => bytes[i + k] === byte);
    const colon = skipSpace(bytes, end);
    if (bytes[colon] !== COLON) return -1;
    i = skipSpace(bytes, colon + 1);
    if (found) return i;
    i = endOfMember(bytes, i);
    if (bytes[i] !== COMMA) return -1;
  }
  return -1;
}

/** Offset of the first comma or closing bracket that belongs to what lies around. */
function endOfMember(bytes: Uint8Array, start: number): number {
  let depth = 0;
  for (let i = start; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === QUOTE) i = endOfString(bytes, i) - 1;
    else if (byte === OPEN_MAP || byte === OPEN_LIST) depth++;
    else if (byte === CLOSE_MAP || byte === CLOSE_LIST) {
      if (depth === 0) return i;
      depth--;
    } else if (byte === COMMA && depth === 0) return i;
  }
  return bytes.length;
}
