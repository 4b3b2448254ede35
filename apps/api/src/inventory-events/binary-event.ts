import type { IncomingHttpHeaders } from 'node:http';
import type { Refusal } from '@lockstep/fleet';

const prefix = 'ce-';

/** A CloudEvent in binary mode: attributes in headers, data in the body. Undefined when there is no header of one. */
export function readBinaryEvent(headers: IncomingHttpHeaders, body: unknown): Record<string, unknown> | undefined {
  const named = Object.entries(headers).filter(([name]) => name.startsWith(prefix));
  if (named.length === 0) return undefined;
  const attributes = named.map(([name, value]) => [name.slice(prefix.length), decodeHeader(String(value))] as const);
  const contentType = headers['content-type'];
  return { ...Object.fromEntries(attributes), data: body, ...(contentType === undefined ? {} : { datacontenttype: contentType }) };
}

/** Where in a request in binary mode the place is that the pointer names in an event. */
export function placeInBinary({ pointer, ...refusal }: Refusal): Refusal {
  if (pointer === '/data' || pointer.startsWith('/data/')) return { ...refusal, pointer: pointer.slice('/data'.length) };
  if (pointer === '/datacontenttype') return { ...refusal, pointer: 'header:/content-type' };
  return { ...refusal, pointer: pointer.replace('/', `header:/${prefix}`) };
}

/** HTTP binding of CloudEvents 1.0, section 3.1.3.2: percent-encoded, and perhaps a quoted string. */
function decodeHeader(value: string): string {
  const bare = /^"(.*)"$/.exec(value)?.[1]?.replace(/\\(.)/g, '$1') ?? value;
  try {
    return decodeURIComponent(bare);
  } catch {
    return bare;
  }
}
