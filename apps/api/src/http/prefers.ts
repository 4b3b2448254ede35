import type { FastifyRequest } from 'fastify';

/** Whether the header `Prefer` (RFC 7240) names a preference, with its value if it has one: `respond-async`, `return=minimal`. */
export function prefers(request: FastifyRequest, preference: string): boolean {
  const header = [request.headers['prefer'] ?? []].flat().join(',');
  return header.split(',').some((part) => part.split(';', 1)[0]!.replaceAll(/[\s"]/g, '').toLowerCase() === preference);
}
