import { createHash } from 'node:crypto';
import { assertIfMatch } from '@lockstep/platform';
import type { FastifyRequest } from 'fastify';

/**
 * ETag of a resource that people edit and that also changes by itself: its edition, and what it looks like now. Whoever edits it has to have seen the
 * edition; whoever has cached it has to have it as it is.
 */
export const etagOfEdition = (edition: string, resource: unknown): string =>
  `"${edition}-${createHash('sha256').update(JSON.stringify(resource)).digest('base64url').slice(0, 16)}"`;

/** 428 without `If-Match`, 412 when it names another edition, or names it by a weak tag. */
export function assertEdition(request: FastifyRequest, edition: string, etag: string): void {
  const header = request.headers['if-match'] ?? '';
  const names = header.split(',').some((tag) => tag.trim().startsWith(`"${edition}-`));
  if (!names) assertIfMatch(request, etag);
}
