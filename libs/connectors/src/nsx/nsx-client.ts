import { FAULT_OF_CALL } from '@lockstep/fleet/domain';
import { type Answer, type Outbound, OutboundError, type OutboundRequest, readJson } from '@lockstep/platform/outbound';
import { CallFailure } from './faults.js';
import {
  basicHeaders,
  type NsxLogin,
  readSession,
  SESSION_CREATE,
  SESSION_DESTROY,
  sessionForm,
  type SessionHeaders,
} from './nsx-session.js';
import type { RequestBudget } from './request-budget.js';

export interface NsxClientOptions {
  readonly url: string;
  readonly login: NsxLogin;
  readonly outbound: Outbound;
  readonly budget: RequestBudget;
  /** Milliseconds before the first repetition where a manager that is too busy does not say how long to wait; doubled each time. */
  readonly backOff?: number;
}

export interface NsxAnswer {
  readonly json: unknown;
  /** Text of the header `Date`. */
  readonly date: string | undefined;
}

const MOST_ATTEMPTS = 5;
const LONGEST_WAIT = 30_000;
/** Logins that did not help before a refusal counts as what it says: who may not see ten thousand objects does not log in ten thousand times. */
const MOST_FRUITLESS_LOGINS = 3;
const CLOSING_TIME = 5_000;

/** Calls one NSX manager, logged in, within its limits. Reads only. */
export class NsxClient {
  private session: Promise<SessionHeaders> | undefined;
  private fruitlessLogins = 0;
  /** Something was answered; before that a refusal is one of the login, whatever it is called. */
  private isKnown = false;

  constructor(private readonly options: NsxClientOptions) {}

  /**
   * @param path with its query, which does not become part of the place of a failure
   * @throws CallFailure
   */
  async get(path: string, signal: AbortSignal): Promise<NsxAnswer> {
    const place = placeOf(path);
    const session = this.login(signal);
    let answer = await this.call(path, { headers: await session }, place, signal);
    if (isDenied(answer) && this.options.login.login === 'session' && this.fruitlessLogins < MOST_FRUITLESS_LOGINS) {
      // A session that has expired answers 403 like a missing permission, and may do so in the middle of a list.
      if (this.session === session) this.session = undefined;
      answer = await this.call(path, { headers: await this.login(signal) }, place, signal);
      if (isDenied(answer)) this.fruitlessLogins++;
    }
    if (isDenied(answer) && !this.isKnown) throw loginRefused(answer, place);
    assertFine(answer, place);
    this.isKnown = true;
    const { date } = answer.headers;
    try {
      return { json: readJson(answer), date };
    } catch (error) {
      throw asFailure(error, place);
    }
  }

  /** Ends the session, so that those of many looks do not pile up at the manager. */
  async close(): Promise<void> {
    const session = await this.session?.catch(() => undefined);
    this.session = undefined;
    if (session && this.options.login.login === 'session')
      await this.send(SESSION_DESTROY, { method: 'POST', headers: session }, AbortSignal.timeout(CLOSING_TIME)).catch(() => undefined);
    await this.options.outbound.close();
  }

  private login(signal: AbortSignal): Promise<SessionHeaders> {
    if (this.session) return this.session;
    const session = this.startSession(signal);
    this.session = session;
    session.catch(() => {
      if (this.session === session) this.session = undefined;
    });
    return session;
  }

  private async startSession(signal: AbortSignal): Promise<SessionHeaders> {
    const { login } = this.options;
    if (login.login === 'certificate') return {};
    if (login.login === 'basic') return basicHeaders(login);
    const place = `POST ${SESSION_CREATE}`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await this.call(SESSION_CREATE, { method: 'POST', headers, body: sessionForm(login) }, place, signal);
    if (isDenied(answer)) throw loginRefused(answer, place);
    assertFine(answer, place);
    return readSession(answer, place);
  }

  /** Repeats what a busy manager turns away; all calls to it wait meanwhile. */
  private async call(path: string, request: Omit<OutboundRequest, 'url'>, place: string, signal: AbortSignal): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      let answer: Answer;
      try {
        answer = await this.options.budget.run(() => this.send(path, request, signal), signal);
      } catch (error) {
        throw asFailure(error, place);
      }
      if (answer.status !== 429 && answer.status !== 503) return answer;
      const wait = retryAfter(answer) ?? (this.options.backOff ?? 500) * 2 ** (attempt - 1);
      if (attempt >= MOST_ATTEMPTS || wait > LONGEST_WAIT)
        throw answer.status === 429
          ? new CallFailure('rate-limited', place, 'it turns calls away as too many, again and again', 429)
          : new CallFailure('server-error', place, 'it is not ready to answer, again and again', 503);
      this.options.budget.hold(wait);
    }
  }

  private send(path: string, request: Omit<OutboundRequest, 'url'>, signal: AbortSignal): Promise<Answer> {
    return this.options.outbound.request({ ...request, url: new URL(path, this.options.url), signal });
  }
}

export const placeOf = (path: string): string => `GET ${path.replace(/\?.*$/s, '')}`;

const isDenied = ({ status }: Answer): boolean => status === 401 || status === 403;

const loginRefused = ({ status }: Answer, place: string) =>
  new CallFailure('login-refused', place, 'who we say we are is refused, or the account is locked', status);

function assertFine(answer: Answer, place: string): void {
  const { status } = answer;
  if (status === 401) throw new CallFailure('login-refused', place, 'the login is refused', status);
  if (status === 403) throw new CallFailure('not-authorized', place, 'the account may not read this', status);
  if (status >= 500) throw new CallFailure('server-error', place, `the answer is ${status}`, status);
  if (status !== 200) throw new CallFailure('wrong-shape', place, `the answer is ${status}`, status);
}

const asFailure = (error: unknown, place: string): unknown =>
  error instanceof OutboundError ? new CallFailure(FAULT_OF_CALL[error.kind], place, error.detail, null, { cause: error }) : error;

/** Milliseconds; undefined: not said, or unreadable. */
function retryAfter({ headers }: Answer): number | undefined {
  const text = headers['retry-after'];
  if (text === undefined) return undefined;
  if (/^\d{1,6}$/.test(text)) return Number(text) * 1_000;
  const until = Date.parse(text);
  const from = Date.parse(headers.date ?? '');
  return Number.isFinite(until - from) ? Math.max(0, until - from) : undefined;
}
