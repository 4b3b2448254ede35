import pRetry from 'p-retry';
import { askedOf, LockstepProblem, LockstepUnreachable, readProblem } from './lockstep-problem.js';

export interface TransportOptions {
  readonly token: string;
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Headers of every request, such as `user-agent`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How often a request that may be repeated is repeated, and the milliseconds before the first time; they double each time. */
  readonly retries?: number;
  readonly pause?: number;
}

/** Sends one request; every answer that is no success becomes an error. */
export type Transport = (request: Request) => Promise<Response>;

const longestPause = 10_000;
/** Seconds. A service that asks for more is not waited for: whoever called knows better what to do meanwhile. */
const longestRetryAfter = 60;

/**
 * Adds the token, and a key to each POST, under which the service does it once however often it comes. So a POST may be repeated, as a GET may be;
 * what edits and removes may not: an answer that was lost would be told as a conflict.
 */
export function createTransport({ token, fetch = globalThis.fetch, headers = {}, retries = 4, pause = 500 }: TransportOptions): Transport {
  return async (request) => {
    for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
    request.headers.set('authorization', `Bearer ${token}`);
    if (request.method === 'POST' && !request.headers.has('idempotency-key')) request.headers.set('idempotency-key', newKey());
    return pRetry(() => send(request, fetch), {
      retries: ['GET', 'HEAD', 'POST'].includes(request.method) ? retries : 0,
      minTimeout: pause,
      maxTimeout: longestPause,
      randomize: true,
      signal: request.signal,
      shouldRetry: ({ error }) => isPassing(error),
      onFailedAttempt: async ({ error, retriesLeft }) => {
        if (retriesLeft > 0 && isPassing(error)) await sleep(waitOf(error) * 1_000, request.signal);
      },
    });
  };
}

async function send(request: Request, fetch: (request: Request) => Promise<Response>): Promise<Response> {
  let response: Response;
  try {
    // A body can be read once; the request is kept whole for the next attempt.
    response = await fetch(request.clone());
  } catch (error) {
    request.signal.throwIfAborted();
    throw new LockstepUnreachable(askedOf(request), { cause: error });
  }
  if (response.ok) return response;
  throw await readProblem(request, response);
}

/** Worth another attempt: too many requests, away for a moment, or the same request has not ended yet. */
function isPassing(error: Error): boolean {
  if (error instanceof LockstepUnreachable) return true;
  if (!(error instanceof LockstepProblem) || waitOf(error) > longestRetryAfter) return false;
  return error.status === 429 || error.status === 503 || error.problem.code === 'request-in-progress';
}

const waitOf = (error: Error): number => (error instanceof LockstepProblem ? (error.retryAfter ?? 0) : 0);

/** Not `randomUUID`, which browsers have on secure pages only. */
const newKey = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Rejects with the signal's reason. */
export async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  if (milliseconds <= 0) return;
  await new Promise<void>((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal!.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
