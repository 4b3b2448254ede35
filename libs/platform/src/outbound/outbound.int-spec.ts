import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo, LookupFunction, Server } from 'node:net';
import { type CertificateAuthority, createCertificateAuthority, type IssuedCertificate } from '@lockstep/testing';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createOutbound, type Outbound, OutboundError, type OutboundOptions, readJson } from './index.js';

const LOOPBACK = ['127.0.0.0/8', '::1/128'];
const DAY = 86_400_000;

let authority: CertificateAuthority;
let trusted: IssuedCertificate;
const open: { close(): unknown }[] = [];

beforeAll(async () => {
  authority = await createCertificateAuthority();
  trusted = await authority.issue({ names: ['nsx.example', '127.0.0.1'] });
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const listen = async (server: Server & { closeAllConnections(): void }) => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => (server.closeAllConnections(), server.close()) });
  return (server.address() as AddressInfo).port;
};
const serve = async (answer: RequestListener, options: ServerOptions = {}) =>
  `https://127.0.0.1:${await listen(createServer({ cert: trusted.certificate, key: trusted.key, ...options }, answer))}`;
const outboundWith = (options: Partial<OutboundOptions> = {}): Outbound => {
  const outbound = createOutbound({ allowedNetworks: LOOPBACK, caBundle: authority.certificate, ...options });
  open.push(outbound);
  return outbound;
};
/** What a call fails with. */
const faultOf = async (call: Promise<unknown>): Promise<Pick<OutboundError, 'kind' | 'detail'>> => {
  const error = await call.then(
    () => expect.fail('the call succeeded'),
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(OutboundError);
  const { kind, detail } = error as OutboundError;
  return { kind, detail };
};
const fine = (_request: IncomingMessage, response: ServerResponse) => response.end('{"fine":true}');
/** A name service that leads every name to these addresses, one answer after the other. */
const leadingTo = (...answers: string[][]): LookupFunction => {
  let asked = 0;
  return (_name, _options, callback) =>
    callback(
      null,
      answers[Math.min(asked++, answers.length - 1)]!.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
};

describe('certificates', () => {
  it('takes the certificate of an authority that the bundle names, beside those of the system', async () => {
    const answer = await outboundWith().request({ url: await serve(fine) });
    expect(readJson(answer)).toEqual({ fine: true });
  });

  it('trusts only the bundle when told so, and nobody without one', async () => {
    const answer = await outboundWith({ roots: 'bundle' }).request({ url: await serve(fine) });
    expect(answer.status).toBe(200);
    expect(() => createOutbound({ allowedNetworks: [], roots: 'bundle' })).toThrow('no certificate is trusted');
  });

  it.each(['verified', undefined] as const)('refuses an unknown authority when told %s', async (tls) => {
    const call = outboundWith({ caBundle: undefined, tls }).request({ url: await serve(fine) });
    expect(await faultOf(call)).toEqual({ kind: 'certificate-untrusted', detail: 'the certificate is signed by nobody we trust' });
  });

  it('refuses a certificate that another authority of the same name has signed', async () => {
    const other = await (await createCertificateAuthority()).issue({ names: ['127.0.0.1'] });
    const call = outboundWith().request({ url: await serve(fine, { cert: other.certificate, key: other.key }) });
    expect(await faultOf(call)).toMatchObject({ kind: 'certificate-untrusted' });
  });

  it('refuses an expired certificate', async () => {
    const expired = await authority.issue({
      names: ['127.0.0.1'],
      from: new Date(Date.now() - 9 * DAY),
      until: new Date(Date.now() - DAY),
    });
    const call = outboundWith().request({ url: await serve(fine, { cert: expired.certificate, key: expired.key }) });
    expect(await faultOf(call)).toEqual({ kind: 'certificate-expired', detail: 'the certificate has expired' });
  });

  it('refuses a certificate for another name', async () => {
    const other = await authority.issue({ names: ['other.example'] });
    const call = outboundWith().request({ url: await serve(fine, { cert: other.certificate, key: other.key }) });
    expect(await faultOf(call)).toEqual({ kind: 'certificate-untrusted', detail: 'the certificate is for another name' });
  });

  it('takes any certificate only when told so', async () => {
    const expired = await (await createCertificateAuthority()).issue({ names: ['other.example'], until: new Date(Date.now() - 1_000) });
    const url = await serve(fine, { cert: expired.certificate, key: expired.key });
    expect((await outboundWith({ caBundle: undefined, tls: 'not-verified' }).request({ url })).status).toBe(200);
  });

  it('shows its own certificate to those who ask for it', async () => {
    const url = await serve(fine, { requestCert: true, rejectUnauthorized: true, ca: authority.certificate });
    const own = await authority.issue({ names: ['lockstep'] });
    expect((await outboundWith({ clientCertificate: own }).request({ url })).status).toBe(200);
    expect(await faultOf(outboundWith().request({ url }))).toMatchObject({ kind: 'unreachable' });
  });

  it.each([
    ['caBundle', { caBundle: 'not a certificate' }, 'the CA bundle holds no certificate in PEM form'],
    [
      'caBundle',
      { caBundle: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' },
      'the CA bundle holds something unreadable as certificate 1 of 1',
    ],
    ['clientCertificate', { clientCertificate: { certificate: 'no', key: 'no' } }, 'our client certificate and its key cannot be read'],
  ])('is not made with an unreadable %s', (_name, options, detail) => {
    expect(() => createOutbound({ allowedNetworks: [], ...options })).toThrow(detail);
  });

  it('says when nothing speaks TLS there', async () => {
    const port = await listen(createHttpServer(fine));
    expect(await faultOf(outboundWith().request({ url: `https://127.0.0.1:${port}` }))).toMatchObject({ kind: 'unreachable' });
  });
});

describe('addresses', () => {
  it('refuses a literal address before it connects', async () => {
    const url = await serve(() => expect.fail('was called'));
    const outbound = outboundWith({ allowedNetworks: [] });
    expect(await faultOf(outbound.request({ url }))).toEqual({
      kind: 'address-refused',
      detail: 'it leads to a loopback address, which LOCKSTEP_ALLOWED_NETWORKS does not allow',
    });
  });

  it.each(['https://0x7f.1/', 'https://2130706433/', 'https://[::ffff:127.0.0.1]/', 'https://127.1/'])('sees through %s', (url) => {
    expect(() => outboundWith({ allowedNetworks: [] }).assertAllowed(url)).toThrow('loopback');
  });

  it.each([
    ['ftp://8.8.8.8/', 'only https is called'],
    ['file:///etc/passwd', 'only https is called'],
    ['https://user:secret@8.8.8.8/', 'a URL holds no credentials'],
    ['nsx.example', 'not a URL'],
    ['http://8.8.8.8/', 'http is for loopback addresses only; use https'],
  ])('refuses %s', (url, detail) => {
    expect(() => outboundWith().assertAllowed(url)).toThrow(detail);
  });

  it('refuses a name that leads to a loopback address, by the lookup of the system too', async () => {
    const url = (await serve(() => expect.fail('was called'))).replace('127.0.0.1', 'localhost');
    expect(await faultOf(outboundWith({ allowedNetworks: [] }).request({ url }))).toMatchObject({ kind: 'address-refused' });
  });

  it('judges each address a name leads to, when it connects', async () => {
    const url = (await serve(fine, { keepAliveTimeout: 1 })).replace('127.0.0.1', 'nsx.example');
    const rebinding = outboundWith({ allowedNetworks: ['127.0.0.1/32'], resolve: leadingTo(['127.0.0.1'], ['169.254.169.254']) });
    expect((await rebinding.request({ url, headers: { connection: 'close' } })).status).toBe(200);
    expect(await faultOf(rebinding.request({ url }))).toMatchObject({
      kind: 'address-refused',
      detail: 'it leads to a link-local address, which LOCKSTEP_ALLOWED_NETWORKS does not allow',
    });
  });

  it('connects only to those addresses of a name that are allowed', async () => {
    const url = (await serve(fine)).replace('127.0.0.1', 'nsx.example');
    const mixed = outboundWith({ allowedNetworks: ['127.0.0.1/32'], resolve: leadingTo(['10.0.0.1', '127.0.0.1', 'fd00::1']) });
    expect((await mixed.request({ url })).status).toBe(200);
  });

  it('speaks plain http to an allowed loopback address only', async () => {
    const port = await listen(createHttpServer(fine));
    expect((await outboundWith().request({ url: `http://127.0.0.1:${port}` })).status).toBe(200);
    const elsewhere = outboundWith({ allowedNetworks: ['0.0.0.0/0'], resolve: leadingTo(['10.0.0.1']) });
    expect(await faultOf(elsewhere.request({ url: `http://nsx.example:${port}` }))).toMatchObject({
      detail: expect.stringContaining('use https'),
    });
  });
});

describe('answers', () => {
  it('follows no redirect, wherever it leads', async () => {
    let calls = 0;
    const url = await serve((_request, response) => {
      calls++;
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end();
    });
    expect(await faultOf(outboundWith().request({ url }))).toEqual({
      kind: 'redirected',
      detail: 'the answer is 302 and points elsewhere; redirects are not followed',
    });
    expect(calls).toBe(1);
  });

  it('gives cookies as a list and other headers as one text, however often they came', async () => {
    const once = await serve((_request, response) => response.setHeader('set-cookie', 'a=1').end('{}'));
    const twice = await serve((_request, response) =>
      response.setHeader('set-cookie', ['a=1', 'b=2']).setHeader('via', ['x', 'y']).end('{}'),
    );
    expect((await outboundWith().request({ url: once })).headers).toMatchObject({ 'set-cookie': ['a=1'] });
    expect((await outboundWith().request({ url: twice })).headers).toMatchObject({ 'set-cookie': ['a=1', 'b=2'], via: 'x, y' });
  });

  it('ends an answer that is larger than the limit, said or not', async () => {
    const said = await serve((_request, response) => response.writeHead(200, { 'content-length': 5_000_000 }).end(Buffer.alloc(5_000_000)));
    const unsaid = await serve((_request, response) => {
      response.on('close', () => clearInterval(timer));
      const timer = setInterval(() => response.write(Buffer.alloc(65_536)), 1);
    });
    for (const url of [said, unsaid])
      expect(await faultOf(outboundWith({ answerLimit: 1_000_000 }).request({ url }))).toEqual({
        kind: 'answer-too-large',
        detail: 'the answer is larger than 1000000 bytes',
      });
  });

  it('does not wait for ever: for the head, for the next piece, for the end', async () => {
    const silent = await serve(() => {});
    const halting = await serve((_request, response) => void response.write('{'));
    const dripping = await serve((_request, response) => {
      response.on('close', () => clearInterval(timer));
      const timer = setInterval(() => response.write(' '), 10);
    });
    const calls = [
      outboundWith({ timeouts: { headers: 50 } }).request({ url: silent }),
      outboundWith({ timeouts: { body: 50 } }).request({ url: halting }),
      outboundWith({ timeouts: { total: 100 } }).request({ url: dripping }),
    ];
    for (const fault of await Promise.all(calls.map(faultOf))) expect(fault).toMatchObject({ kind: 'timed-out' });
  });

  it('tells a cut connection and a closed port from an answer', async () => {
    const cutting = await serve((_request, response) => response.destroy());
    const half = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{', () => response.destroy());
    });
    const closed = await serve(fine);
    for (const one of open.splice(-1)) await one.close();
    for (const url of [cutting, half, closed])
      expect(await faultOf(outboundWith().request({ url }))).toMatchObject({ kind: 'unreachable' });
  });

  it('gives back the reason of whoever aborts', async () => {
    const reason = new Error('the scan was cancelled');
    const abort = new AbortController();
    const url = await serve(() => abort.abort(reason));
    await expect(outboundWith().request({ url, signal: abort.signal })).rejects.toBe(reason);
  });

  it.each([
    ['<!DOCTYPE html><html>', 'the answer is HTML or XML, not JSON'],
    ['{"results":[{"id":', 'the answer is JSON that breaks off or is broken'],
    ['', 'the answer is empty'],
    ['upstream connect error', 'the answer is not JSON'],
  ])('reads no JSON from %j', (text, detail) => {
    expect(() => readJson({ body: Buffer.from(text) })).toThrow(detail);
  });
});
