import type { IncomingMessage } from 'node:http';

/** What a server of a world says. A body that is an object is sent as JSON; a text is sent as it is. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Instead of a body: pieces that come when they come, until the caller hangs up. */
  readonly stream?: (send: (piece: string) => void, closed: AbortSignal) => void;
}

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Whether the caller showed a client certificate that the server's CA has signed. */
  readonly certified: boolean;
}

export type HttpHandler = (request: HttpRequest) => HttpAnswer | Promise<HttpAnswer>;
