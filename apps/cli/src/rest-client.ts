import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

interface Answer {
  readonly body: unknown;
  readonly location: string | null;
  /** Seconds after which it is worth asking again, if the service says so. */
  readonly retryAfter: number | null;
}

/** An answer that is no success, with its status. */
export class RefusedRequest extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const POLL_MILLISECONDS = 100;
const POLL_LIMIT_SECONDS = 60;

/** A thin REST caller; every answer that is no success becomes an error with the problem's own words. */
export class RestClient {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  async send(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: string,
    contentType?: string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const headers: Record<string, string> = { authorization: `Bearer ${this.token}`, accept: 'application/json', ...more };
    if (contentType) headers['content-type'] = contentType;
    if (method === 'POST') headers['idempotency-key'] = randomUUID();
    const response = await fetch(new URL(path, this.url), { method, headers, body });
    const text = await response.text();
    if (!response.ok)
      throw new RefusedRequest(
        response.status,
        `${method} ${path}; status; must be a success; found ${response.status} ${text.slice(0, 2000)}`,
      );
    const seconds = Number(response.headers.get('retry-after') ?? NaN);
    return {
      body: text === '' ? null : JSON.parse(text),
      location: response.headers.get('location'),
      retryAfter: Number.isFinite(seconds) ? seconds : null,
    };
  }

  async poll<T>(path: string, isDone: (body: T) => boolean): Promise<T> {
    for (const deadline = Date.now() + POLL_LIMIT_SECONDS * 1000; Date.now() < deadline;) {
      const { body } = await this.send('GET', path);
      if (isDone(body as T)) return body as T;
      await sleep(POLL_MILLISECONDS);
    }
    throw new Error(`GET ${path}; must be finished within ${POLL_LIMIT_SECONDS} s; it is not`);
  }
}
