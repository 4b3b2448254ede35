import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { createCertificateAuthority } from '@lockstep/testing';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, it } from 'vitest';
import { type SignedSenderOptions, signedSender } from './index.js';

const LOOPBACK = ['127.0.0.0/8'];
const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const older = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;
const body = '{"specversion":"1.0","data":{"name":"Zürich"}}';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function listen(server: Server & { closeAllConnections(): void }): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => (server.closeAllConnections(), server.close()) });
  return (server.address() as AddressInfo).port;
}
const serve = async (answer: RequestListener) => `http://127.0.0.1:${await listen(createServer(answer))}/hook?tenant=a`;
function send(url: string, options: Partial<SignedSenderOptions> = {}, secrets: readonly string[] = [secret]) {
  const sender = signedSender({ allowedNetworks: LOOPBACK, ...options });
  open.push(sender);
  return sender.send({ url, id: 'm-1', at: new Date().toISOString(), body, secrets }, new AbortController().signal);
}
async function readAll(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) text += String(piece);
  return text;
}

describe('a signed message', () => {
  it('is taken by the library of receivers, whichever of its secrets they know', async () => {
    const seen: { headers: Record<string, string>; text: string; url: string }[] = [];
    const take = async (request: IncomingMessage, response: ServerResponse) => {
      seen.push({ headers: request.headers as Record<string, string>, text: await readAll(request), url: request.url! });
      response.writeHead(202, { 'retry-after': '7' }).end('taken');
    };
    const url = await serve((request, response) => void take(request, response));
    expect(await send(url, {}, [secret, older])).toEqual({ outcome: 'answered', status: 202, retryAfter: 7, response: 'taken' });
    const [{ headers, text, url: path }] = seen as [(typeof seen)[0]];
    expect([text, path, headers['webhook-id']]).toEqual([body, '/hook?tenant=a', 'm-1']);
    expect(headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
    for (const one of [secret, older]) expect(new Webhook(one).verify(text, headers)).toEqual(JSON.parse(body));
    expect(() => new Webhook(`whsec_${Buffer.alloc(32, 3).toString('base64')}`).verify(text, headers)).toThrow('signature');
  });

  it('is signed as the specification has it: by HMAC-SHA256 over id, time and body', () => {
    // The example of Standard Webhooks 1.0, for which others have computed the signature.
    const example = new Webhook('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    expect(example.sign('msg_p5jXN8AQM9LWM0D4loKWxJek', new Date(1_614_265_330_000), '{"test": 2432232314}')).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    );
  });

  it('goes over TLS to whom the authorities vouch for, and to nobody else', async () => {
    const authority = await createCertificateAuthority();
    const { certificate, key } = await authority.issue({ names: ['127.0.0.1'] });
    const port = await listen(createTlsServer({ cert: certificate, key }, (_request, response) => response.end()));
    const url = `https://127.0.0.1:${port}/`;
    expect(await send(url, { caBundle: authority.certificate })).toMatchObject({ outcome: 'answered', status: 200 });
    expect(await send(url)).toMatchObject({ outcome: 'unanswered', fault: 'certificate-untrusted' });
  });

  it.each([
    ['a private address', 'https://10.0.0.1/', 'a private address'],
    ['the address of credentials', 'https://169.254.169.254/latest', 'a link-local address'],
    ['itself in another form', 'https://[::ffff:127.0.0.1]/', 'a loopback address'],
    ['a public address without TLS', 'http://192.0.2.1/', 'use https'],
  ])('goes not to %s', async (_, url, detail) => {
    expect(await send(url, { allowedNetworks: [] })).toEqual({
      outcome: 'unanswered',
      fault: 'address-refused',
      detail: expect.stringContaining(detail),
    });
  });

  it('goes not to a name that leads into the network, whatever it led to before', async () => {
    const resolve: NonNullable<SignedSenderOptions['resolve']> = (_name, _options, callback) =>
      callback(null, [{ address: '10.1.2.3', family: 4 }]);
    expect(await send('https://hooks.example/', { allowedNetworks: [], resolve })).toMatchObject({ fault: 'address-refused' });
  });

  it('follows no redirect, and waits for nobody for ever', async () => {
    const elsewhere = await serve((_request, response) => response.end('secret of the network'));
    const redirecting = await serve((_request, response) => response.writeHead(307, { location: elsewhere }).end());
    expect(await send(redirecting)).toMatchObject({ outcome: 'unanswered', fault: 'redirected' });
    const silent = await serve(() => {});
    expect(await send(silent, { timeouts: { headers: 100 } })).toMatchObject({ fault: 'timed-out' });
  });

  it.each([200, 410])('is judged by status %i, whatever becomes of the body behind it', async (status) => {
    const answered = (response: unknown) => ({ outcome: 'answered', status, retryAfter: null, response });
    const large = await serve((_request, response) => response.writeHead(status).end('a'.repeat(300_000)));
    expect(await send(large)).toEqual(answered(`${'a'.repeat(1_000)}…`));
    const stopping = await serve((_request, response) => response.writeHead(status, { 'content-length': 100 }).write('so far'));
    expect(await send(stopping, { timeouts: { body: 100 } })).toEqual(answered('so far'));
    const dripping = await serve((_request, response) => {
      response.writeHead(status).flushHeaders();
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    });
    expect(await send(dripping, { timeouts: { total: 200 } })).toEqual(answered(expect.stringMatching(/^\.+$/)));
    const broken = (head: string, then: string) =>
      serve(({ socket }) => void socket.end(`HTTP/1.1 ${status} So\r\n${head}\r\n\r\n${then}`));
    expect(await send(await broken('content-length: 9', 'half'))).toEqual(answered('half'));
    expect(await send(await broken('transfer-encoding: chunked', '4\r\nhalf\r\nno chunk'))).toEqual(answered('half'));
  });

  it('drops the connection to whom that answers without end', async () => {
    let isDropped = false;
    const endless = await serve((_request, response) => {
      const pour = setInterval(() => response.write('b'.repeat(100_000)), 1);
      response.on('close', () => (clearInterval(pour), (isDropped = true)));
    });
    expect(await send(endless)).toMatchObject({ outcome: 'answered', status: 200, response: `${'b'.repeat(1_000)}…` });
    await expect.poll(() => isDropped).toBe(true);
  });

  it('keeps of an answer its beginning, as text that every database takes', async () => {
    const answering = (text: string | Buffer) => serve((_request, response) => response.writeHead(500).end(text));
    expect(await send(await answering('no\u0000\u001b[31m\r\n\tway'))).toMatchObject({ response: 'no[31m\n\tway' });
    expect(await send(await answering(Buffer.from([0xff, 0xfe, 0x41])))).toMatchObject({ response: '\ufffd\ufffdA' });
    const { response } = (await send(await answering('€'.repeat(5_000)))) as { response: string };
    expect(response).toBe(`${'€'.repeat(1_000)}…`);
    const split = (await send(await answering(`${'a'.repeat(999)}😀b`))) as { response: string };
    expect(split.response).toBe(`${'a'.repeat(999)}…`);
  });
});
