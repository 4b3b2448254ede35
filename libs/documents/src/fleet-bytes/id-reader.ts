import { name } from '../shared-fields.js';
import { BACKSLASH, QUOTE } from './json-bytes.js';
import { decodePiece, encodePiece } from './utf8.js';

const LONGEST_NAME = 200;
const KEY = encodePiece(',"id":');

/** Reads ids from JSON strings, one at a time, by the rule for names. */
export class IdReader {
  /** What was read last. */
  id = '';
  /** Its canonical JSON, as a member that is not the first one: so many of these bytes, until the next id is read. */
  canonical: Uint8Array = KEY;
  length = 0;
  private readonly plain = new Uint8Array(KEY.length + LONGEST_NAME + 2);

  constructor() {
    this.plain.set(KEY);
  }

  /** The string from `start` up to `end`. False when it is none, or no name. */
  read(bytes: Buffer, start: number, end: number): boolean {
    if (this.readPlain(bytes, start, end)) return true;
    const { success, data } = name.safeParse(parseString(bytes.subarray(start, end)));
    if (!success) return false;
    this.id = data;
    this.canonical = encodePiece(`,"id":${JSON.stringify(data)}`);
    this.length = this.canonical.length;
    return true;
  }

  /** Printable ASCII that JSON writes as it is, as nearly all ids are: the rule for names lets it pass, and so need not be asked. */
  private readPlain(bytes: Buffer, start: number, end: number): boolean {
    if (end - start < 3 || end - start > LONGEST_NAME + 2 || bytes[start + 1] === 0x20) return false;
    const { plain } = this;
    let length = KEY.length;
    plain[length++] = QUOTE;
    for (let i = start + 1; i < end - 1; i++) {
      const byte = bytes[i]!;
      if (byte < 0x20 || byte > 0x7e || byte === BACKSLASH) return false;
      plain[length++] = byte;
    }
    plain[length++] = QUOTE;
    this.id = bytes.toString('latin1', start + 1, end - 1);
    this.canonical = plain;
    this.length = length;
    return true;
  }
}

function parseString(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decodePiece(bytes) ?? '');
  } catch {
    return null;
  }
}
