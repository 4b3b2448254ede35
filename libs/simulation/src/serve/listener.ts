import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpAnswer, HttpHandler, HttpRequest } from './http-answer.js';
import { spoiled, type WireFault, type WireFaults } from './wire-faults.js';

/** Key and certificate that a server shows, as PEM. `clientCa`: whose client certificates log in. */
export interface ServerTls {
  readonly key: string;
  readonly cert: string;
  readonly clientCa?: string;
}

export interface Listening {
  /** Without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

export interface ListenOptions {
  /** What faults call it. */
  readonly server: string;
  readonly host: string;
  readonly tls?: ServerTls;
  readonly faults: WireFaults;
  readonly now: () => number;
  /** Given the faults that strike, because some of them are the handler's to act. */
  readonly handler: (faults: readonly WireFault[]) => HttpHandler;
}

const MAX_BODY = 1_000_000;

/** Listens on a free port. Closing ends what is still open. */
export async function listen(options: ListenOptions): Promise<Listening> {
  const closing = new AbortController();
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    void answer(options, closing.signal, request, response).catch(() => response.destroy());
  };
  const server = options.tls ? createHttpsServer(tlsOptions(options.tls), onRequest) : createHttpServer(onRequest);
  server.listen(0, options.host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.tls ? 'https' : 'http'}://${options.host}:${port}`,
    close: async () => {
      closing.abort();
      await closed(server);
    },
  };
}

const tlsOptions = ({ key, cert, clientCa }: ServerTls): ServerOptions => ({
  key,
  cert,
  ...(clientCa === undefined ? {} : { ca: clientCa, requestCert: true, rejectUnauthorized: false }),
});

async function closed(server: Server): Promise<void> {
  const gone = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await gone;
}

async function answer(
  { server, faults, now, handler }: ListenOptions,
  closing: AbortSignal,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = await requestOf(message);
  const struck = faults.strike(server, request);
  const skew = struck.reduce((sum, fault) => sum + (fault.kind === 'skew' ? fault.milliseconds : 0), 0);
  for (const fault of struck) {
    if (fault.kind === 'drop') return void message.socket.destroy();
    if (fault.kind === 'hang') return;
    if (fault.kind === 'slow') await sleep(fault.milliseconds, undefined, { signal: closing, ref: false });
  }
  const { status, headers, body, stream } = spoiled(await handler(struck)(request), struck);
  for (const fault of struck) {
    if (fault.kind !== 'lost') continue;
    if (fault.end === 'cut') message.socket.destroy();
    return;
  }
  response.statusCode = status;
  response.setHeader('date', new Date(now() + skew).toUTCString());
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
  if (stream) return streamTo(response, stream, closing);
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
  if (!response.hasHeader('content-type')) response.setHeader('content-type', 'application/json');
  response.end(text);
}

function streamTo(response: ServerResponse, stream: NonNullable<HttpAnswer['stream']>, closing: AbortSignal): void {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  closing.addEventListener('abort', () => gone.abort(), { once: true });
  response.flushHeaders();
  stream((piece) => void (response.writableEnded || response.write(piece)), gone.signal);
}

async function requestOf(message: IncomingMessage): Promise<HttpRequest> {
  const { pathname, searchParams } = new URL(message.url ?? '/', 'http://world');
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of message as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > MAX_BODY) throw new Error('request; body; must be small; found more');
    pieces.push(piece);
  }
  return {
    method: message.method ?? 'GET',
    path: pathname.length > 1 ? pathname.replace(/\/+$/, '') : pathname,
    query: searchParams,
    headers: message.headers,
    body: Buffer.concat(pieces).toString(),
    certified: (message.socket as Partial<TLSSocket>).authorized === true,
  };
}
