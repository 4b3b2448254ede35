import { microsecondsOf } from '../core/timestamp.js';

interface Element<Value> {
  /** Object id of the type. */
  readonly oid: number;
  readonly sizeOf: (value: Value) => number;
  readonly write: (buffer: Buffer, at: number, value: Value) => void;
}

const year2000 = microsecondsOf('2000-01-01T00:00:00.000000Z');

const elements = {
  text: {
    oid: 25,
    sizeOf: (value) => Buffer.byteLength(value),
    write: (buffer, at, value) => buffer.write(value, at),
  } satisfies Element<string>,
  integer: { oid: 23, sizeOf: () => 4, write: (buffer, at, value) => buffer.writeInt32BE(value, at) } satisfies Element<number>,
  smallint: { oid: 21, sizeOf: () => 2, write: (buffer, at, value) => buffer.writeInt16BE(value, at) } satisfies Element<number>,
  uuid: {
    oid: 2950,
    sizeOf: () => 16,
    write: (buffer, at, value) => buffer.write(value.replaceAll('-', ''), at, 'hex'),
  } satisfies Element<string>,
  /** RFC 3339 in UTC with six decimals; microseconds since 2000 on the wire. */
  timestamptz: {
    oid: 1184,
    sizeOf: () => 8,
    write: (buffer, at, value) => buffer.writeBigInt64BE(microsecondsOf(value) - year2000, at),
  } satisfies Element<string>,
};

type ValueOf<Type extends keyof typeof elements> = Parameters<(typeof elements)[Type]['write']>[2];

/** An array in PostgreSQL's binary form, in which text needs no escaping; pg sends a Buffer as a binary parameter. Null when no element has a
 *  value: `unnest` beside longer arrays makes it nulls again. */
export function binaryArray<Type extends keyof typeof elements>(type: Type, values: readonly (ValueOf<Type> | undefined)[]): Buffer | null {
  const { oid, sizeOf, write } = elements[type] as unknown as Element<ValueOf<Type>>;
  let [size, present] = [20 + 4 * values.length, 0];
  for (const value of values) {
    if (value === undefined) continue;
    size += sizeOf(value);
    present++;
  }
  if (present === 0) return null;
  const buffer = Buffer.allocUnsafe(size);
  // One dimension, whether there are nulls, the type, how many elements, and that the first is number 1.
  for (const [index, field] of [1, present < values.length ? 1 : 0, oid, values.length, 1].entries()) buffer.writeInt32BE(field, index * 4);
  let at = 20;
  for (const value of values) {
    const length = value === undefined ? -1 : sizeOf(value);
    at = buffer.writeInt32BE(length, at);
    if (value === undefined) continue;
    write(buffer, at, value);
    at += length;
  }
  return buffer;
}
