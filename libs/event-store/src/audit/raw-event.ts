import { hash } from 'node:crypto';

/** Where an event stands among all: order key, then position. Both are decimal texts, because the order key outgrows a number. */
export interface EventKey {
  readonly tx: string;
  readonly position: string;
}

export const firstKey: EventKey = { tx: '0', position: '0' };

/** A hash in 64 hex digits. Texts, because millions of small buffers keep the garbage collector busier than the hashes keep the processor. */
export type HexHash = string;

/** The link before the first event of a stream. */
export const hexChainStart: HexHash = '0'.repeat(64);

/** An event as a verifier needs it: with the exact text of its data. */
export interface RawEvent extends EventKey {
  readonly stream: string;
  readonly version: number;
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  /** RFC 3339 in UTC with six decimals, like `observedAt`. */
  readonly recordedAt: string;
  readonly observedAt: string;
  readonly actor: string;
  readonly correlationId: string | null;
  readonly causationId: string | null;
  readonly idempotencyKey: string | null;
  readonly data: string;
  readonly contentHash: HexHash;
  readonly chainHash: HexHash;
  /** Chain hash of the event before it in its stream, where a source tells it; null: it has none. */
  readonly previousChainHash?: HexHash | null;
}

const compareDecimals = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

export const compareKeys = (a: EventKey, b: EventKey): number => compareDecimals(a.tx, b.tx) || compareDecimals(a.position, b.position);

export const rawContentHash = (event: RawEvent): HexHash => hash('sha256', event.data, 'hex');

/** The sum of `computeChainHash`, in one go: a verifier does little else. */
export function rawChainHash(previous: HexHash, event: RawEvent): HexHash {
  const envelope =
    netstring(event.stream) +
    netstring(String(event.version)) +
    netstring(event.id) +
    netstring(event.type) +
    netstring(String(event.schemaVersion)) +
    netstring(microsecondsOf(event.recordedAt)) +
    netstring(microsecondsOf(event.observedAt)) +
    netstring(event.actor) +
    netstring(event.correlationId) +
    netstring(event.causationId) +
    netstring(event.idempotencyKey);
  // A code unit is three bytes at most.
  const most = 64 + envelope.length * 3;
  if (most > room.length) room = Buffer.allocUnsafe(most * 2);
  room.write(previous, 0, 'hex');
  room.write(event.contentHash, 32, 'hex');
  return hash('sha256', room.subarray(0, 64 + room.write(envelope, 64)), 'hex');
}

let room: Buffer = Buffer.allocUnsafe(4_096);

const netstring = (field: string | null): string => (field === null ? '-,' : `${Buffer.byteLength(field)}:${field},`);

function microsecondsOf(text: string): string {
  const milliseconds = millisecondsOf(text.slice(0, 19));
  const fraction = text.slice(20, 26);
  // Digits in a row are the sum as long as there are seconds before them.
  return milliseconds > 0 ? `${milliseconds / 1_000}${fraction}` : String(BigInt(milliseconds) * 1_000n + BigInt(fraction));
}

/** Many events are of the same second. */
function millisecondsOf(second: string): number {
  let milliseconds = known.get(second);
  if (milliseconds === undefined) {
    milliseconds = Date.parse(`${second}Z`);
    if (known.size > 10_000) known.clear();
    known.set(second, milliseconds);
  }
  return milliseconds;
}
const known = new Map<string, number>();

/** Bytes of one entry of the sealed tree. */
export const entryLength = 40;

/** What is sealed of an event, in hex: its position in eight bytes, the most significant first, and its chain hash. The position is in no
 *  other hash, and tells which event it was when there is none any more. */
export const hexEntry = ({ position, chainHash }: Pick<RawEvent, 'position' | 'chainHash'>): string =>
  Number(position).toString(16).padStart(16, '0') + chainHash;

export const sealedEntry = (event: Pick<RawEvent, 'position' | 'chainHash'>): Buffer => Buffer.from(hexEntry(event), 'hex');

export const positionOfEntry = (entry: Buffer): number => Number(entry.readBigUInt64BE());
