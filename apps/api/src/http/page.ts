import { problem } from '@lockstep/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

const mostPerPage = 500;

/** Query of every list. */
export const pageQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(mostPerPage)
    .default(100)
    .meta({ description: `items per page, at most ${mostPerPage}` }),
  cursor: z.string().min(1).max(2_000).optional().meta({ description: '`page.next` of the page before; opaque' }),
};

export const pageShape = <Item extends z.ZodType>(item: Item) => ({
  items: z.array(item),
  page: z.object({ limit: z.int(), next: z.string().nullable().meta({ description: 'cursor of the next page; null at the end' }) }),
});

export const pageOf = <Item extends z.ZodType>(item: Item, id: string) => z.object(pageShape(item)).meta({ id });

/** A cursor names the last item of a page by what the list is sorted by, so appending moves nothing between pages. */
export const renderCursor = (last: string | number): string => Buffer.from(JSON.stringify(last)).toString('base64url');

export function readCursor<Last extends string | number>(cursor: string | undefined, schema: z.ZodType<Last>): Last | undefined {
  if (cursor === undefined) return undefined;
  const read = schema.safeParse(parse(cursor));
  if (!read.success)
    throw problem('invalid-request', 'query; 1 rule broken', {
      errors: [{ pointer: 'query:/cursor', detail: 'must be the `page.next` of an earlier answer' }],
    });
  return read.data;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** A page of a list that never changes, as that of a computed plan: its cursors are positions. */
export function sendSlice<Item>(
  request: FastifyRequest,
  reply: FastifyReply,
  list: readonly Item[],
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
) {
  const start = readCursor(cursor, z.int().min(0)) ?? 0;
  const end = start + limit;
  return sendPage(request, reply, list.slice(start, end), limit, end < list.length ? renderCursor(end) : null);
}

/** A page of what was asked for with a limit of one more: that one says that there is a next page. `sortedBy` is what the list goes on behind. */
export function sendList<Found, Item>(
  request: FastifyRequest,
  reply: FastifyReply,
  limit: number,
  found: readonly Found[],
  sortedBy: (last: Found) => string | number,
  render: (found: Found) => Item,
) {
  const page = found.slice(0, limit);
  return sendPage(request, reply, page.map(render), limit, found.length > limit ? renderCursor(sortedBy(page.at(-1)!)) : null);
}

/** The page, and its successor in the header `Link` (RFC 8288). */
export function sendPage<Item>(request: FastifyRequest, reply: FastifyReply, items: readonly Item[], limit: number, next: string | null) {
  if (next !== null) {
    const url = new URL(request.url, 'http://localhost');
    url.searchParams.set('cursor', next);
    reply.header('link', `<${url.pathname}${url.search}>; rel="next"`);
  }
  return { items, page: { limit, next } };
}
