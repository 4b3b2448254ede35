import { type RequestContext, ResponseContext, wrapHttpLibrary } from '@kubernetes/client-node';
import { type Answer, type Outbound, OutboundError, type OutboundFault, readText } from '@lockstep/platform/outbound';
import { setTimeout as sleep } from 'node:timers/promises';
import { FAULT_OF_CALL } from '@lockstep/fleet/domain';
import { failureOfStatus, KubernetesFailure } from './kubernetes-failure.js';

/** The same request may succeed a little later. */
const PASSING: ReadonlySet<OutboundFault> = new Set(['unreachable', 'timed-out', 'unreadable-answer']);

const MOST_TRIES = 4;
/** A server that wants more patience than this is left alone until the next try of the whole look. */
const LONGEST_WAIT_SECONDS = 10;

export interface TransportOptions {
  readonly outbound: Outbound;
  readonly token?: string;
  readonly signal: AbortSignal;
  /** Told of the `Date` of every answer, in milliseconds since 1970. */
  readonly onDate: (date: number) => void;
}

/** Not there: 404. It is no failure, and the generated client knows no other way than to throw. */
export class NotThere extends Error {}
/** The continue token is no longer good: 410. */
export class Expired extends Error {}

/**
 * The HTTP library under the generated client: every request goes through the guard, is a GET, and comes back as 200 with JSON or throws a
 * `KubernetesFailure`. 429 and 503 are waited for when the server says how long.
 */
export const guardedTransport = ({ outbound, token, signal, onDate }: TransportOptions) =>
  wrapHttpLibrary({
    async send(request: RequestContext): Promise<ResponseContext> {
      const url = request.getUrl();
      const place = `${request.getHttpMethod()} ${new URL(url).pathname}`;
      const headers = { ...request.getHeaders(), ...(token !== undefined && { authorization: `Bearer ${token}` }) };
      for (let tries = 1; ; tries++) {
        const answer = await outbound.request({ url, headers, signal }).catch((error: unknown) => {
          throw failureOfError(error, place);
        });
        const date = Date.parse(headerOf(answer, 'date'));
        if (!Number.isNaN(date)) onDate(date);
        if (answer.status === 200) return readable(answer, place);
        const wait = Number(headerOf(answer, 'retry-after') || Number.NaN);
        const again = (answer.status === 429 || answer.status === 503) && wait >= 0 && wait <= LONGEST_WAIT_SECONDS && tries < MOST_TRIES;
        if (!again) throw answer.status === 410 ? new Expired(place) : (failureOfStatus(answer.status, place) ?? new NotThere(place));
        await sleep(wait * 1000, undefined, { signal });
      }
    },
  });

function readable(answer: Answer, place: string): ResponseContext {
  const type = headerOf(answer, 'content-type');
  if (!/^application\/json\b/i.test(type))
    throw new KubernetesFailure(
      'unreadable-answer',
      place,
      `the answer is not JSON but ${type.split(';', 1)[0] || 'of no stated kind'}`,
      false,
    );
  const text = async () => readText(answer);
  return new ResponseContext(answer.status, { 'content-type': 'application/json' }, { text, binary: async () => Buffer.from(answer.body) });
}

const headerOf = ({ headers }: Answer, name: 'date' | 'retry-after' | 'content-type'): string => headers[name] ?? '';

/** Errors of the guard in the words of a look; others as they are. */
export function failureOfError(error: unknown, place: string | null): unknown {
  if (!(error instanceof OutboundError)) return error;
  const { kind, detail } = error;
  return new KubernetesFailure(FAULT_OF_CALL[kind], place, detail, PASSING.has(kind), { cause: error });
}
