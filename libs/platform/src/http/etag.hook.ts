import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problem } from '../problem/index.js';

/** Fastify `onSend` hook: gives every successful GET an ETag of its bytes, unless the handler set one that means more (a digest, a version),
 *  and answers 304 without a body when the client has it. Streams pass untouched. */
export async function addEtag(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if ((request.method !== 'GET' && request.method !== 'HEAD') || reply.statusCode !== 200) return payload;
  if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload;
  const given = reply.getHeader('etag');
  const etag = typeof given === 'string' ? given : `"${createHash('sha256').update(payload).digest('base64url').slice(0, 27)}"`;
  reply.header('etag', etag);
  if (!matchesEtag(request.headers['if-none-match'], etag)) return payload;
  reply.status(304);
  reply.removeHeader('content-length');
  return '';
}

/** Weak comparison of RFC 9110: `W/` does not count. */
function matchesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return header.split(',').some((tag) => bare(tag) === bare(etag));
}

/** Strong comparison of RFC 9110: what is weak names no exact state, and equals nothing. */
function matchesStrongly(header: string, etag: string): boolean {
  return header.trim() === '*' || (!etag.startsWith('W/') && header.split(',').some((tag) => tag.trim() === etag));
}

/** For edits and decisions: throws 428 without `If-Match` and 412 with a stale or a weak one. */
export function assertIfMatch(request: FastifyRequest, etag: string): void {
  const header = request.headers['if-match'];
  if (header === undefined)
    throw problem('precondition-required', `header If-Match; must name the state the decision was based on, now ${etag}; found none`);
  if (!matchesStrongly(header, etag))
    throw problem('precondition-failed', `header If-Match; must be ${etag}; found ${header.slice(0, 200)}`);
}
