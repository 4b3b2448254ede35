import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { createLogger } from '../logging/index.js';
import { classifyError, sendProblem } from '../problem/index.js';
import { createHttpAdapter } from './create-http-adapter.js';

let server: FastifyInstance;
let begun: () => void;
const handled = () => new Promise<void>((resolve) => (begun = resolve));

beforeAll(async () => {
  server = createHttpAdapter({ bodyLimit: 10_000 }, createLogger('silent', 'test')).getInstance() as unknown as FastifyInstance;
  server.addHook('preParsing', async () => begun());
  server.post('/documents', async () => 'read');
  server.post('/lines', { config: { streamsBody: true } }, async ({ body }: FastifyRequest) => {
    if (typeof body !== 'object' || body === null || !(Symbol.asyncIterator in body)) return 'a document';
    let length = 0;
    for await (const chunk of body as AsyncIterable<Buffer>) length += chunk.length;
    return `${length} bytes of lines`;
  });
  server.post('/early', { config: { streamsBody: true } }, async () => 'enough');
  server.setErrorHandler((error, request, reply) => sendProblem(reply, request, classifyError(error)));
  await server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => server.close());
afterEach(() => vi.useRealTimers());

/** A client that has sent the head of a request and this much of its body. */
async function send(path: string, type: string, length: number, body: string): Promise<{ socket: Socket; received: () => string }> {
  const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => (text += String(chunk)));
  socket.on('error', () => {});
  await once(socket, 'connect');
  const arrived = handled();
  socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\n\r\n${body}`);
  await arrived;
  return { socket, received: () => text };
}

it('does not wait longer than a minute for a body', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { socket, received } = await send('/documents', 'application/json', 100, '{');
  vi.advanceTimersByTime(59_999);
  expect(socket.closed).toBe(false);
  const closed = once(socket, 'close');
  vi.advanceTimersByTime(1);
  await closed;
  expect(received()).toBe('');
  const document = await send('/lines', 'application/json', 100, '{');
  const documentClosed = once(document.socket, 'close');
  vi.advanceTimersByTime(60_000);
  await documentClosed;
});

it('lets a stream of lines take its time, and be longer than any body', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { socket, received } = await send('/lines', 'application/x-ndjson', 20_000, 'x');
  vi.advanceTimersByTime(3_600_000);
  socket.write('x'.repeat(19_999));
  await vi.waitFor(() => expect(received()).toContain('20000 bytes of lines'));
  socket.destroy();
});

it('reads no lines where none are expected, and ends the connection instead of taking them all', async () => {
  const { socket, received } = await send('/documents', 'application/x-ndjson; charset=utf-8', 1e12, 'x');
  await once(socket, 'close');
  expect(received()).toMatch(/^HTTP\/1.1 415 /);
});

it('ends the connection of a stream that was answered before its end', async () => {
  const { socket, received } = await send('/early', 'application/x-ndjson', 1e12, 'x');
  await once(socket, 'close');
  expect(received()).toMatch(/^HTTP\/1.1 200 [^]*enough$/);
});
