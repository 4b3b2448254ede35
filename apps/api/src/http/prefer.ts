import type { FastifyReply, FastifyRequest } from 'fastify';

/** A caller who wants to wait longer polls. */
const longest = 30;

/** Milliseconds between two looks. */
const pause = 100;

/** The preferences of the header `Prefer` (RFC 7240), each followed by its parameters, in small letters: `wait=10`, `respond-async`. */
const preferencesOf = (request: FastifyRequest): string[][] =>
  [request.headers['prefer'] ?? []]
    .flat()
    .flatMap((header) => header.split(','))
    .map((preference) =>
      preference.split(';').map((part) =>
        part
          .trim()
          .toLowerCase()
          .replace(/\s*=\s*/, '=')
          .replaceAll('"', ''),
      ),
    );

/** Whether a preference is named, with its value if it has one: `respond-async`, `return=minimal`. */
export const prefers = (request: FastifyRequest, preference: string): boolean =>
  preferencesOf(request).some(([named]) => named === preference);

/** Seconds that the caller would rather wait than poll: `Prefer: wait=10`. 0 without; anything malformed is ignored, as the RFC asks. */
export function preferredWait(request: FastifyRequest): number {
  const [seconds] = preferencesOf(request)
    .flat()
    .flatMap((part) => /^wait=(\d{1,6})$/.exec(part)?.[1] ?? []);
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
