import { type ChangeFault, ChangeSystemFailure } from '@lockstep/approvals';
import { type Answer, type Outbound, OutboundError, type OutboundFault, readJson, readText } from '@lockstep/platform/outbound';
import { z } from 'zod';

type Login = Readonly<Record<string, string>>;

/** Headers that tell who calls. `anew`: those of before were refused. Undefined: there are no others. */
export type Authorize = (which: 'held' | 'anew', signal: AbortSignal) => Promise<Login | undefined>;

export interface ChangeClientOptions {
  /** Of the system, without a slash at its end. */
  readonly url: string;
  readonly outbound: Outbound;
  readonly authorize: Authorize;
  /** Cuts secrets out of what a system says. */
  readonly redact: (text: string) => string;
  /** What a refusal says to people, from its body. */
  readonly reasonOf: (body: unknown) => string;
}

export interface ChangeCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Its segments are encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** What it means when the system takes the request for wrong. @default 'misconfigured' */
  readonly refused?: ChangeFault;
}

const FAULTS: Readonly<Record<OutboundFault, readonly [ChangeFault, retryable: boolean]>> = {
  unreachable: ['unreachable', true],
  'timed-out': ['timed-out', true],
  // Whoever runs the system renews its certificate; until then it is as good as away.
  'certificate-expired': ['unreachable', true],
  'certificate-untrusted': ['misconfigured', false],
  'certificate-refused': ['misconfigured', false],
  'address-refused': ['misconfigured', false],
  redirected: ['misconfigured', false],
  'answer-too-large': ['wrong-shape', false],
  'unreadable-answer': ['wrong-shape', false],
};

const LONGEST_REASON = 300;
const LONGEST_WAIT = 86_400;

/** Calls a system with change records: one request, one answer, nothing repeated, because a write whose answer is lost may have been done. */
export class ChangeClient {
  constructor(private readonly options: ChangeClientOptions) {}

  /**
   * @throws ChangeSystemFailure
   * @throws the reason of `signal` when it is aborted
   */
  async call<Shape extends z.ZodType>(call: ChangeCall, shape: Shape, signal: AbortSignal): Promise<z.output<Shape>> {
    const place = `${call.method} ${call.path}`;
    const answer = await this.answered(call, place, signal);
    const json = answer.status === 204 ? null : this.json(answer, place);
    const read = shape.safeParse(json);
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    throw new ChangeSystemFailure('wrong-shape', `${place}, /${issue!.path.join('/')}; ${issue!.message}`, false);
  }

  /** Undefined: there is no such thing, and the system itself says so. */
  async find<Shape extends z.ZodType>(call: ChangeCall, shape: Shape, signal: AbortSignal): Promise<z.output<Shape> | undefined> {
    try {
      return await this.call(call, shape, signal);
    } catch (error) {
      if (error instanceof ChangeSystemFailure && error.fault === 'not-found') return undefined;
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.options.outbound.close();
  }

  private async answered(call: ChangeCall, place: string, signal: AbortSignal): Promise<Answer> {
    const { authorize } = this.options;
    let login = (await authorize('held', signal)) ?? {};
    let answer = await this.send(call, login, place, signal);
    if (answer.status === 401) {
      const others = await authorize('anew', signal);
      if (others) answer = await this.send(call, (login = others), place, signal);
    }
    if (answer.status === 200 || answer.status === 201 || answer.status === 202 || answer.status === 204) return answer;
    throw this.failure(answer, call, place, login);
  }

  private async send({ method, path, query, body }: ChangeCall, login: Login, place: string, signal: AbortSignal): Promise<Answer> {
    const url = new URL(`${this.options.url}${path}`);
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
    const content: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    try {
      return await this.options.outbound.request({
        method,
        url,
        headers: { accept: 'application/json', ...content, ...login },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal,
      });
    } catch (error) {
      throw asFailure(error, place);
    }
  }

  private json(answer: Answer, place: string): unknown {
    try {
      return readJson(answer);
    } catch (error) {
      throw asFailure(error, place);
    }
  }

  private failure(answer: Answer, { refused = 'misconfigured' }: ChangeCall, place: string, login: Login): ChangeSystemFailure {
    const { status } = answer;
    const said = this.reason(answer, login);
    const fail = (fault: ChangeFault, detail: string, retryable = false) =>
      new ChangeSystemFailure(fault, `${place}; ${detail}`, retryable, retryable ? retryAfter(answer) : null);
    if (status === 400 || status === 422) return fail(refused, `it is refused${said ? `: ${said}` : ''}`);
    if (status === 401) return fail('unauthorized', 'the login is refused');
    // Rules and policies of an instance answer so as well, and say which they are.
    if (status === 403) return fail('forbidden', said ? `it is refused: ${said}` : 'the account may not do this');
    // A page for people says that nothing of the kind is at this address, not that a record is gone.
    if (status === 404)
      return said === null
        ? fail('wrong-shape', 'the answer is 404 and a page for people; is the address right?')
        : fail('not-found', 'it is not there');
    if (status === 409 || status === 423) return fail('not-allowed-now', `it is in use${said ? `: ${said}` : ''}`, true);
    if (status === 429) return fail('too-many-requests', 'it turns requests away as too many', true);
    if (status >= 500) return fail('server-error', `the answer is ${status}`, true);
    return fail('wrong-shape', `the answer is ${status}`);
  }

  /** Null: the answer is not JSON. */
  private reason(answer: Answer, login: Login): string | null {
    try {
      const said = this.options.redact(this.options.reasonOf(JSON.parse(readText(answer))));
      // It may repeat what it was sent, and a token that it has issued is in no settings.
      const text = Object.values(login).reduce((rest, header) => rest.replaceAll(header.replace(/^\w+ /, ''), '****'), said);
      return text
        .replaceAll(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
        .trim()
        .slice(0, LONGEST_REASON);
    } catch {
      return null;
    }
  }
}

export const asFailure = (error: unknown, place: string): unknown => {
  if (!(error instanceof OutboundError)) return error;
  const [fault, retryable] = FAULTS[error.kind];
  return new ChangeSystemFailure(fault, `${place}; ${error.detail}`, retryable, null, { cause: error });
};

/** Answers of the system itself that say no to a request. */
const REFUSALS: ReadonlySet<ChangeFault> = new Set([
  'unauthorized',
  'forbidden',
  'not-found',
  'too-many-requests',
  'not-allowed-now',
  'misconfigured',
]);

/**
 * Of a record that may have been made, or be made yet: who looks at once might not see it, and make another. So says every answer but a refusal of the system
 * itself: a balancer in between that gives up (502, 504), a connection that is cut, a page for people with status 200.
 */
export const asLostCreate = (error: unknown): unknown => {
  if (!(error instanceof ChangeSystemFailure)) return error;
  const { fault, detail, retryAfter, cause } = error;
  const isRedirected = cause instanceof OutboundError && cause.kind === 'redirected';
  if (REFUSALS.has(fault) && !isRedirected) return error;
  return new ChangeSystemFailure(fault, `${detail}; the record may have been made`, true, retryAfter, { cause, lost: true });
};

/** Seconds; null: not said, or unreadable. */
function retryAfter({ headers }: Answer): number | null {
  const seconds = secondsUntil(headers['retry-after'], headers.date) ?? secondsUntil(headers['x-ratelimit-reset'], headers.date);
  return seconds === null ? null : Math.min(LONGEST_WAIT, Math.max(0, Math.ceil(seconds)));
}

/** From seconds, from a date, or from seconds since 1970, by the clock of whoever says it. */
function secondsUntil(header: string | readonly string[] | undefined, date: string | undefined): number | null {
  const text = [header].flat()[0];
  if (text === undefined) return null;
  if (/^\d{1,7}$/.test(text)) return Number(text);
  const until = /^\d{9,12}$/.test(text) ? Number(text) * 1_000 : Date.parse(text);
  const from = Date.parse(date ?? '');
  return Number.isFinite(until - from) ? (until - from) / 1_000 : null;
}
