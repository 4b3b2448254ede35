import { once } from 'node:events';
import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger, problem, sendProblem, type Principal } from '@lockstep/platform';
import fastify, { type FastifyInstance } from 'fastify';
import { Writable } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { OpenStreams } from './open-streams.js';
import { readStartingPosition, Sse, type SsePage, type SseSource, type SseTimes } from './sse.js';

interface Served {
  readonly streams: OpenStreams;
  readonly logged: string[];
  readonly port: number;
  readonly server: FastifyInstance;
  connect(headers?: Record<string, string>): Promise<Client>;
}

interface Client {
  readonly request: ClientRequest;
  readonly response: IncomingMessage;
  readonly text: () => string;
  /** Until the text has this in it, or for ever. */
  until(part: string): Promise<string>;
  ended(): Promise<string>;
}

const servers: FastifyInstance[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function serve(source: SseSource, times?: Partial<SseTimes>, most = 5): Promise<Served> {
  const server = fastify();
  servers.push(server);
  const logged: string[] = [];
  const logger = createLogger('warn', 'test', new Writable({ write: (chunk, _encoding, done) => (logged.push(String(chunk)), done()) }));
  const streams = new OpenStreams(most);
  const sse = new Sse(streams, logger, { heartbeat: 60_000, patience: 60_000, ...times });
  server.addHook('preClose', () => streams.onModuleDestroy());
  server.get('/stream', (request, reply) => {
    request.principal = { id: String(request.headers['x-token'] ?? 'one') } as Principal;
    sse.answer(request, reply, source).catch((error) => sendProblem(reply, request, error.input));
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  const connect = async (headers: Record<string, string> = {}): Promise<Client> => {
    const request = get({ port, path: '/stream', headers, agent: false });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    let text = '';
    response.setEncoding('utf8');
    response.on('error', () => {});
    const client: Client = {
      request,
      response,
      text: () => text,
      until: (part) => vi.waitFor(() => (expect(text).toContain(part), text), { timeout: 10_000, interval: 5 }),
      ended: () => vi.waitFor(() => (expect(response.closed).toBe(true), text), { timeout: 10_000, interval: 5 }),
    };
    if (headers['x-read'] !== 'no') response.on('data', (chunk: string) => (text += chunk));
    return client;
  };
  return { streams, logged, connect, port, server };
}

const page = (from: number, count: number, data: unknown = {}): SsePage => ({
  events: Array.from({ length: count }, (_, index) => ({ id: String(from + index), event: 'happened', data })),
});
const quiet = (signal: AbortSignal) => new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
const lastError = (text: string) => JSON.parse(/event: error\ndata: (.*)\n\n$/.exec(text)?.[1] ?? 'null') as { code: string } | null;

describe('server-sent events', () => {
  it('are what a page said, each with its id', async () => {
    const { connect } = await serve(async function* (signal) {
      yield page(7, 2, { text: 'a\nb' });
      await quiet(signal);
    });
    const client = await connect();
    expect(client.response.headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
    await client.until('id: 8');
    expect(client.text()).toBe(
      'retry: 2000\n\nid: 7\nevent: happened\ndata: {"text":"a\\nb"}\n\nid: 8\nevent: happened\ndata: {"text":"a\\nb"}\n\n',
    );
    client.request.destroy();
  });

  it('do not keep a server from stopping whose client would keep the connection for more', { timeout: 20_000 }, async () => {
    const { port, server } = await serve(async function* (signal) {
      yield page(1, 1);
      await quiet(signal);
    });
    const response = await fetch(`http://127.0.0.1:${port}/stream`);
    const reader = response.body!.getReader();
    await reader.read();
    const reading = (async () => {
      while (!(await reader.read()).done);
    })();
    await server.close();
    await expect(reading).resolves.toBeUndefined();
  });

  it('come with signs of life that say how far the record was read, although nothing was sent', async () => {
    const { connect } = await serve(
      async function* (signal) {
        yield { events: [], id: '41' };
        await quiet(signal);
      },
      { heartbeat: 5 },
    );
    const client = await connect();
    expect(await client.until(': alive\nid: 41\n\n')).not.toContain('event:');
    client.request.destroy();
  });

  it('are followed by signs of life that never lead back behind them', async () => {
    const { connect } = await serve(
      async function* (signal) {
        yield { events: [], id: '41' };
        yield { ...page(42, 1), id: '43' };
        yield page(44, 1);
        await quiet(signal);
      },
      { heartbeat: 5 },
    );
    const client = await connect();
    await client.until(': alive\nid: 44\n\n');
    const ids = [...client.text().matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    client.request.destroy();
  });

  it('stop to be asked for when the client goes', async () => {
    let ended = false;
    const { connect, streams } = await serve(async function* (signal) {
      yield page(1, 1);
      await quiet(signal);
      ended = true;
    });
    const client = await connect();
    await client.until('id: 1');
    client.request.destroy();
    await vi.waitFor(() => expect(ended).toBe(true));
    await streams.onModuleDestroy();
  });

  it('are asked for no faster than they are taken, and end with a problem that can be resumed when they are not', async () => {
    let asked = 0;
    const big = 'x'.repeat(10_000);
    const { connect } = await serve(
      async function* () {
        for (;;) {
          asked++;
          yield page(asked * 10, 10, big);
          await sleep(0);
        }
      },
      { patience: 300 },
    );
    const client = await connect({ 'x-read': 'no' });
    let before = -1;
    await vi.waitFor(
      () => {
        const same = asked === before;
        before = asked;
        expect(same).toBe(true);
      },
      { timeout: 10_000, interval: 100 },
    );
    // Kernel buffers of both ends, ours, and one page.
    expect(asked * 100_000).toBeLessThan(20_000_000);
    // The client reads again only after it was given up.
    await sleep(400);
    let text = '';
    client.response.on('data', (chunk: string) => (text += chunk));
    await vi.waitFor(() => expect(lastError(text)).toMatchObject({ code: 'slow-reader', status: 503 }), { timeout: 10_000 });
    const ids = [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
    expect(ids).toEqual(Array.from({ length: ids.length }, (_, index) => 10 + index));
  });

  it('end with a problem when the source fails, and what is our fault is logged', async () => {
    const { connect, logged } = await serve(async function* () {
      yield page(1, 1);
      throw new Error('secret detail');
    });
    const text = await (await connect()).ended();
    expect(lastError(text)).toMatchObject({ code: 'internal', instance: '/stream' });
    expect(text).not.toContain('secret');
    expect(logged.join('')).toContain('secret detail');
    const refused = await serve(async function* () {
      yield page(1, 1);
      throw problem('not-found', 'gone');
    });
    expect(lastError(await (await refused.connect()).ended())).toMatchObject({ code: 'not-found', detail: 'gone' });
    expect(refused.logged).toEqual([]);
  });

  it('end with a problem when the process stops, after what was begun, and no more are opened', async () => {
    const { connect, streams } = await serve(async function* (signal) {
      yield page(1, 1);
      await quiet(signal);
    });
    const clients = [await connect(), await connect()];
    await Promise.all(clients.map((client) => client.until('id: 1')));
    await streams.onModuleDestroy();
    for (const client of clients) expect(lastError(await client.ended())).toMatchObject({ code: 'unavailable' });
    const late = await connect();
    expect(late.response.statusCode).toBe(503);
  });

  it('does not let a client that reads nothing hold up the end of the process', async () => {
    const { connect, streams } = await serve(async function* (signal) {
      for (let at = 1; !signal.aborted; at += 10) {
        yield page(at, 10, 'x'.repeat(10_000));
        await sleep(0);
      }
    });
    const client = await connect({ 'x-read': 'no' });
    await sleep(50);
    const stopping = await Promise.race([streams.onModuleDestroy().then(() => 'stopped'), sleep(10_000, 'waits')]);
    expect(stopping).toBe('stopped');
    client.request.destroy();
  });

  it('are limited for each token', async () => {
    const { connect } = await serve(
      async function* (signal) {
        yield page(1, 1);
        await quiet(signal);
      },
      {},
      2,
    );
    const first = await connect();
    await connect();
    const third = await connect();
    expect([third.response.statusCode, third.response.headers['retry-after']]).toEqual([429, '5']);
    expect((await connect({ 'x-token': 'two' })).response.statusCode).toBe(200);
    first.request.destroy();
    await vi.waitFor(async () => expect((await connect()).response.statusCode).toBe(200));
  });

  it('begin where the client says: with the header, else with the query', () => {
    const request = (header?: string) => ({ headers: header === undefined ? {} : { 'last-event-id': header } }) as never;
    const starts = [
      readStartingPosition(request('7'), 5),
      readStartingPosition(request(), 5),
      readStartingPosition(request(''), undefined),
    ];
    expect(starts).toEqual([7, 5, undefined]);
  });

  it.each(['x', '-1', '1.5', '1e3', ' 7', '9007199254740993'])('do not begin at %j, which is no position', (header) => {
    const request = { headers: { 'last-event-id': header } } as never;
    expect(() => readStartingPosition(request, 5)).toThrow('header Last-Event-ID; must be the id of an event of this stream');
  });
});
