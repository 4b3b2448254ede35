import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Service, ServiceAnswer, ServiceRequest } from './service.port.js';

export interface HttpServiceOptions {
  /** Asked before every request: a service that was started again may listen elsewhere. */
  readonly url: () => string;
  readonly token: string;
  /** Milliseconds for which one that does not answer is asked again; left out: not at all. */
  readonly patience?: number;
}

const PAUSE = 50;
const UNAVAILABLE = 503;

/** A service over HTTP. While it is away the same request is sent again, under the same key unless it may be repeated as it is. */
export class HttpService implements Service {
  constructor(private readonly options: HttpServiceOptions) {}

  async ask(request: ServiceRequest): Promise<ServiceAnswer> {
    const { patience = 0 } = this.options;
    const first = randomUUID();
    for (const deadline = Date.now() + patience; ; await sleep(PAUSE)) {
      try {
        const answer = await this.send(request, request.repeatable ? randomUUID() : first);
        if (answer.status !== UNAVAILABLE || Date.now() > deadline) return answer;
      } catch (error) {
        if (Date.now() > deadline)
          throw new Error(`${request.method} ${request.path}; the service must answer; found no answer`, { cause: error });
      }
    }
  }

  private async send({ method, path, body, contentType, ifMatch, wait }: ServiceRequest, key: string): Promise<ServiceAnswer> {
    const { url, token } = this.options;
    const response = await fetch(new URL(path, url()), {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': contentType ?? 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': key } : {}),
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
        ...(wait === undefined ? {} : { prefer: `wait=${wait}` }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? null : JSON.parse(text),
      location: response.headers.get('location'),
      etag: response.headers.get('etag'),
    };
  }
}
