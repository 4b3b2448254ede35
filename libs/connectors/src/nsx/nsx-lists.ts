import { z } from 'zod';
import { CallFailure, type FaultLog } from './faults.js';
import { type NsxClient, placeOf } from './nsx-client.js';

/** The most that NSX gives at once. */
const PAGE_SIZE = 1_000;

const page = z.object({ results: z.array(z.unknown()), cursor: z.string().nullish() });

/** All things of a list that look as they should, page by page; the others become faults and hide none of the rest. */
export async function* listOf<Item>(
  client: NsxClient,
  path: string,
  shape: z.ZodType<Item>,
  faults: FaultLog,
  signal: AbortSignal,
  subject: 'nsx-manager' | null = 'nsx-manager',
): AsyncGenerator<Item> {
  const cursors = new Set<string>();
  for (let cursor: string | null | undefined = null; ;) {
    const query = `page_size=${PAGE_SIZE}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
    const place = placeOf(path);
    const { json } = await client.get(`${path}${path.includes('?') ? '&' : '?'}${query}`, signal);
    const { results, cursor: next } = readShape(page, json, place);
    for (const [index, result] of results.entries()) {
      const item = shape.safeParse(result);
      if (item.success) yield item.data;
      else faults.add(shapeFault(item.error, result, `${place}, /results/${nameOf(result) ?? index}`), subject);
    }
    if (!next || results.length === 0) return;
    if (cursors.has(next))
      throw new CallFailure('wrong-shape', `${place}, /cursor`, 'a list comes to its end; a page leads back to an earlier one');
    cursors.add(next);
    cursor = next;
  }
}

/** @throws CallFailure `wrong-shape` with the first field that is not as documented */
export function readShape<Value>(shape: z.ZodType<Value>, json: unknown, place: string): Value {
  const parsed = shape.safeParse(json);
  if (parsed.success) return parsed.data;
  const fault = shapeFault(parsed.error, json, place);
  throw new CallFailure(fault.code, fault.place, fault.detail);
}

function shapeFault({ issues }: z.ZodError, value: unknown, place: string) {
  const [issue] = issues;
  const { path, message } = issue!;
  const field = path.length === 0 ? '' : `${place.includes(', /') ? '' : ', '}/${path.join('/')}`;
  const found = path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | null | undefined)?.[key], value);
  const expected = issue!.code === 'invalid_type' ? (KINDS[issue!.expected] ?? issue!.expected) : message;
  return { code: 'wrong-shape', place: `${place}${field}`, detail: `${expected}; found ${kindOf(found)}` } as const;
}

const KINDS: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'an object',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  undefined: 'nothing',
};

/** Only of what kind: what was found may be long, secret, or another with each look. */
const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  const kind = Array.isArray(value) ? 'array' : typeof value;
  return KINDS[kind] ?? kind;
};

/** Steadier than its index, which changes with whatever comes before it. */
const nameOf = (item: unknown): string | undefined => {
  const { id, external_id: external } = (item ?? {}) as { id?: unknown; external_id?: unknown };
  return [id, external].find(
    (one): one is string => typeof one === 'string' && one !== '' && one.length <= 255 && !/[\p{Cc}\p{Cs}]/u.test(one),
  );
};
