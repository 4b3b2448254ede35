import type { FastifyReply, FastifyRequest } from 'fastify';

/** A caller who wants to wait longer polls. */
const longest = 30;

/** Milliseconds between two looks. */
const pause = 100;

/** Seconds that the caller would rather wait than poll: `Prefer: wait=10` (RFC 7240). 0 without; anything malformed is ignored, as that RFC asks. */
export function preferredWait(request: FastifyRequest): number {
  const header = [request.headers['prefer'] ?? []].flat().join(',');
  const seconds = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,6})"?(?=\s*(?:$|[,;]))/i.exec(header)?.[1];
  return seconds === undefined ? 0 : Math.min(Number(seconds), longest);
}

/** Looks until `isDone` or until the preferred time is over; the last look either way. */
export async function waitAsPreferred<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  look: () => Promise<T>,
  isDone: (found: T) => boolean,
): Promise<T> {
  const wait = preferredWait(request);
  if (wait > 0) reply.header('preference-applied', `wait=${wait}`);
  const deadline = performance.now() + wait * 1_000;
  for (;;) {
    const found = await look();
    if (isDone(found) || performance.now() >= deadline || request.socket.destroyed) return found;
    await new Promise((settle) => setTimeout(settle, pause));
  }
}
