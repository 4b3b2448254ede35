import type { Registered, RegisterOutcome } from '@lockstep/approvals';
import { actorOf, assertIfMatch, currentTrace, type Principal, problem } from '@lockstep/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

export const registerId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, '1 to 63 of a-z, 0-9 and hyphen, beginning with a letter or digit');

const etagOf = ({ version }: { readonly version: number }): string => `"${version}"`;

/** What a decision on an entry that was looked at is recorded with: 404, 428 and 412 as everywhere. */
export function contextOn(
  what: string,
  seen: Registered<object> | undefined,
  request: FastifyRequest,
  principal: Principal,
): { actor: string; correlationId?: string | undefined; expectedVersion: number } {
  if (seen === undefined) throw problem('not-found', `${what}; must exist; found none`);
  assertIfMatch(request, etagOf(seen));
  return { actor: actorOf(principal), correlationId: currentTrace()?.traceId, expectedVersion: seen.version };
}

export function recordedOf<Content>(what: string, outcome: RegisterOutcome<Content>): Registered<Content> {
  if (outcome.outcome === 'recorded') return outcome.entry;
  if (outcome.outcome === 'exists') throw problem('conflict', `${what}; its id must be new; found one of this id`);
  if (outcome.outcome === 'absent') throw problem('not-found', `${what}; must exist; found none`);
  throw problem('precondition-failed', `${what}; it changed meanwhile`);
}

export function assertRemoved(what: string, outcome: 'removed' | 'absent' | 'stale'): void {
  if (outcome !== 'removed') recordedOf(what, { outcome });
}

export function sendEntry<Content, Shown>(
  reply: FastifyReply,
  entry: Registered<Content>,
  render: (entry: Registered<Content>) => Shown,
): Shown {
  reply.header('etag', etagOf(entry));
  return render(entry);
}
