import { setMaxListeners } from 'node:events';
import { type Answer, type Outbound, OutboundError, type OutboundRequest } from '@lockstep/platform/outbound';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CallFailure, FaultLog } from './faults.js';
import { NsxClient } from './nsx-client.js';
import { listOf } from './nsx-lists.js';
import type { NsxLogin } from './nsx-session.js';
import { RequestBudget } from './request-budget.js';

type Call = OutboundRequest & { readonly path: string };
type Reply = { status?: number; json?: unknown; headers?: Record<string, string | string[]> } | Error;

const never = new AbortController().signal;
setMaxListeners(0, never);
const session = (number: number): Reply => ({
  headers: { 'set-cookie': ['other=1', `JSESSIONID=s${number}; Path=/; Secure; HttpOnly`], 'x-xsrf-token': `t${number}` },
});

/** An NSX manager in memory. Sessions are numbered; those in `expired` are over. */
function managerWith(
  reply: (call: Call) => Reply,
  login: NsxLogin = { login: 'session', username: 'scanner', password: 'p&ss wörd' },
  backOff = 1,
) {
  const calls: Call[] = [];
  const expired = new Set<string>();
  let sessions = 0;
  const answer = (call: Call): Reply => {
    if (call.path === '/api/session/create') return session(++sessions);
    if (expired.has(call.headers?.['cookie'] ?? '')) return { status: 403 };
    return reply(call);
  };
  const outbound = {
    request: async (request: OutboundRequest): Promise<Answer> => {
      const url = new URL(request.url);
      const call = { ...request, path: url.pathname + url.search };
      calls.push(call);
      const told = answer(call);
      if (told instanceof Error) throw told;
      return {
        status: told.status ?? 200,
        headers: told.headers ?? {},
        body: Buffer.from(JSON.stringify('json' in told ? told.json : {})),
      };
    },
    close: async () => {},
  } as Outbound;
  const client = new NsxClient({ url: 'https://nsx.example', login, outbound, budget: new RequestBudget(), backOff });
  return {
    client,
    calls,
    expired,
    pathsOf: (method: string) => calls.filter((call) => (call.method ?? 'GET') === method).map(({ path }) => path),
  };
}
const failureOf = async (call: Promise<unknown>) => {
  const error: unknown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(CallFailure);
  const { code, place, detail } = error as CallFailure;
  return { code, place, detail };
};

describe('a session', () => {
  it('begins with the first call, is shared by those at the same time, and ends with the client', async () => {
    const { client, calls, pathsOf } = managerWith(() => ({}));
    await Promise.all([client.get('/a', never), client.get('/b', never), client.get('/c', never)]);
    await client.close();
    expect(pathsOf('POST')).toEqual(['/api/session/create', '/api/session/destroy']);
    expect(calls[0]!.body).toBe('j_username=scanner&j_password=p%26ss+w%C3%B6rd');
    for (const { headers } of calls.slice(1)) expect(headers).toEqual({ cookie: 'JSESSIONID=s1', 'x-xsrf-token': 't1' });
  });

  it('is begun anew, once for all, when it expires between two calls', async () => {
    const { client, expired, pathsOf } = managerWith(() => ({ json: 1 }));
    await client.get('/a', never);
    expired.add('JSESSIONID=s1');
    const answers = await Promise.all([client.get('/b', never), client.get('/c', never)]);
    expect(answers.map(({ json }) => json)).toEqual([1, 1]);
    expect(pathsOf('POST')).toHaveLength(2);
  });

  it('is not begun anew for each of many things that the account may not read', async () => {
    const { client, pathsOf } = managerWith(({ path }) => (path === '/open' ? {} : { status: 403 }));
    await client.get('/open', never);
    for (let i = 0; i < 20; i++)
      expect(await failureOf(client.get(`/closed/${i}`, never))).toMatchObject({ code: 'not-authorized', place: `GET /closed/${i}` });
    expect(pathsOf('POST')).toHaveLength(4);
  });

  it.each([{ 'set-cookie': ['other=1'], 'x-xsrf-token': 't' }, { 'set-cookie': ['JSESSIONID=s'] }])(
    'is none with the headers %j alone',
    async (headers) => {
      const outbound = {
        request: async () => ({ status: 200, headers, body: Buffer.from('') }),
        close: async () => {},
      } as unknown as Outbound;
      const login = { login: 'session', username: 'u', password: 'p' } as const;
      const client = new NsxClient({ url: 'https://nsx.example', login, outbound, budget: new RequestBudget() });
      expect(await failureOf(client.get('/a', never))).toMatchObject({ code: 'unreadable-answer' });
    },
  );
});

describe('other logins', () => {
  it('send user name and password with each call, in UTF-8', async () => {
    const { client, calls } = managerWith(() => ({}), { login: 'basic', username: 'scanner', password: 'wörd' });
    await client.get('/a', never);
    expect(calls.map(({ headers }) => headers)).toEqual([{ authorization: `Basic ${Buffer.from('scanner:wörd').toString('base64')}` }]);
  });

  it.each([401, 403])('that are answered by %d before anything else are refused logins, not missing permissions', async (status) => {
    for (const login of [{ login: 'basic', username: 'u', password: 'secret' }, { login: 'certificate' }] as const) {
      const failure = await failureOf(managerWith(() => ({ status }), login).client.get('/a', never));
      expect(failure).toMatchObject({ code: 'login-refused' });
      expect(JSON.stringify(failure)).not.toContain('secret');
    }
  });
});

describe('a busy manager', () => {
  it.each([
    ['at once', '0'],
    ['by a date', 'Mon, 23 Nov 2026 10:00:00 GMT'],
    ['without a word', undefined],
  ])('is asked again when it says so: %s', async (_how, retryAfter) => {
    let busy = 3;
    const headers = { ...(retryAfter && { 'retry-after': retryAfter }), date: 'Mon, 23 Nov 2026 10:00:00 GMT' };
    const { client } = managerWith(() => (busy-- > 0 ? { status: busy % 2 ? 429 : 503, headers } : { json: 1 }));
    expect((await client.get('/a', never)).json).toBe(1);
  });

  it('is not asked again before its time, by this call or by another', async () => {
    const starts: number[] = [];
    const { client } = managerWith(() => (starts.push(performance.now()) === 1 ? { status: 503 } : {}), { login: 'certificate' }, 80);
    await Promise.all([client.get('/a', never), new Promise((resolve) => setTimeout(resolve, 10)).then(() => client.get('/b', never))]);
    expect(starts).toHaveLength(3);
    expect(starts[1]! - starts[0]!).toBeGreaterThan(75);
  });

  it('is left alone after a few times, and at once where it wants to be left alone for long', async () => {
    const storm = managerWith(() => ({ status: 429, headers: { 'retry-after': '0' } }));
    expect(await failureOf(storm.client.get('/a', never))).toMatchObject({ code: 'rate-limited', place: 'GET /a' });
    expect(storm.pathsOf('GET')).toHaveLength(5);
    const long = managerWith(() => ({ status: 503, headers: { 'retry-after': '3600' } }));
    expect(await failureOf(long.client.get('/a', never))).toMatchObject({ code: 'server-error' });
    expect(long.pathsOf('GET')).toHaveLength(1);
  });

  it('holds all calls to it until the time it names', async () => {
    const budget = new RequestBudget();
    budget.hold(100);
    const from = performance.now();
    await budget.run(async () => undefined, never);
    expect(performance.now() - from).toBeGreaterThan(90);
  });

  it('is given up when the look is', async () => {
    const abort = new AbortController();
    const { client } = managerWith(() => (abort.abort(new Error('cancelled')), { status: 429, headers: { 'retry-after': '20' } }));
    await expect(client.get('/a', abort.signal)).rejects.toThrow('cancelled');
  });
});

describe('the budget of a manager', () => {
  it('starts 8 calls in a tenth of a second at most, which is less than 100 a second however it is counted', async () => {
    const budget = new RequestBudget();
    const starts: number[] = [];
    await Promise.all(Array.from({ length: 25 }, () => budget.run(async () => starts.push(performance.now()), never)));
    const apart = starts.slice(8).map((start, index) => start - starts[index]!);
    expect(Math.min(...apart)).toBeGreaterThan(95);
  });

  it('lets 40 calls go on at the same time at most', async () => {
    const budget = new RequestBudget({ concurrency: 40, interval: 1, intervalCap: 1_000, strict: false });
    let [under, most] = [0, 0];
    const call = async () => {
      most = Math.max(most, ++under);
      await new Promise((resolve) => setTimeout(resolve, 20));
      under--;
    };
    await Promise.all(Array.from({ length: 100 }, () => budget.run(call, never)));
    expect(most).toBe(40);
  });
});

describe('failures of calls', () => {
  it.each([
    [new OutboundError('unreachable', 'the connection was refused'), 'unreachable'],
    [new OutboundError('answer-too-large', 'the answer is larger'), 'unreadable-answer'],
    [new OutboundError('certificate-refused', 'our client certificate was refused'), 'login-refused'],
    [{ status: 500 }, 'server-error'],
    [{ status: 404 }, 'wrong-shape'],
    [{ status: 204 }, 'wrong-shape'],
  ] as const)('have the place and no host: %s', async (reply, code) => {
    const { client } = managerWith(() => reply as Reply);
    const failure = await failureOf(client.get('/policy/api/v1/infra?cursor=1', never));
    expect(failure).toMatchObject({ code, place: 'GET /policy/api/v1/infra' });
    expect(JSON.stringify(failure)).not.toContain('nsx.example');
  });
});

describe('lists', () => {
  const all = async <Item>(items: AsyncIterable<Item>) => {
    const found: Item[] = [];
    for await (const item of items) found.push(item);
    return found;
  };
  const shape = z.object({ id: z.string(), deep: z.object({ size: z.number() }).nullish() });
  const faultsOf = (faults: FaultLog) => [...faults.drain()].map((report) => report.report === 'fault' && report.fault);
  const pages =
    (...contents: unknown[]) =>
    ({ path }: Call): Reply => ({ json: contents[Number(new URLSearchParams(path.split('?')[1]).get('cursor') ?? 0)] });

  it('go on to the last page, though the session expires on the way', async () => {
    const served = pages(
      { results: [{ id: 'a' }, { id: 'b' }], cursor: '1' },
      { results: [{ id: 'c' }], cursor: '2' },
      { results: [{ id: 'd' }] },
    );
    const manager = managerWith((call) => {
      manager.expired.add('JSESSIONID=s1');
      return served(call);
    });
    const items = await all(listOf(manager.client, '/list', shape, new FaultLog('nsx-1'), never));
    expect(items.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
    expect(manager.pathsOf('GET')[0]).toBe('/list?page_size=1000');
  });

  it('leave out what has another shape, and say where it is', async () => {
    const { client } = managerWith(pages({ results: [{ id: 'a' }, { id: 'b', deep: { size: 'x' } }, 'nonsense', { id: 'c' }, { id: 7 }] }));
    const faults = new FaultLog('nsx-1');
    expect((await all(listOf(client, '/list', shape, faults, never))).map(({ id }) => id)).toEqual(['a', 'c']);
    expect(faultsOf(faults)).toEqual([
      {
        code: 'wrong-shape',
        subject: { kind: 'nsx-manager', id: 'nsx-1' },
        place: 'GET /list, /results/b/deep/size',
        detail: 'a number; found a text',
      },
      expect.objectContaining({ place: 'GET /list, /results/2' }),
      expect.objectContaining({ place: 'GET /list, /results/4/id' }),
    ]);
  });

  it.each([
    [{ items: [] }, 'GET /list, /results', 'a list; found nothing'],
    [{ results: {} }, 'GET /list, /results', 'a list; found an object'],
    [null, 'GET /list', 'an object; found null'],
    [{ results: [], cursor: 7 }, 'GET /list, /cursor', 'a text; found a number'],
  ])('are none with the page %j', async (json, place, found) => {
    const failure = await failureOf(all(listOf(managerWith(() => ({ json })).client, '/list', shape, new FaultLog('n'), never)));
    expect(failure).toMatchObject({ code: 'wrong-shape', place, detail: expect.stringContaining(found) });
  });

  it('end where a page leads back, and where a page is empty', async () => {
    const round = managerWith(pages({ results: [{ id: 'a' }], cursor: '1' }, { results: [{ id: 'b' }], cursor: '1' }));
    expect(await failureOf(all(listOf(round.client, '/list', shape, new FaultLog('n'), never)))).toMatchObject({
      place: 'GET /list, /cursor',
    });
    const empty = managerWith(pages({ results: [{ id: 'a' }], cursor: '1' }, { results: [], cursor: '2' }));
    expect(await all(listOf(empty.client, '/list', shape, new FaultLog('n'), never))).toHaveLength(1);
  });
});

describe('the faults of a look', () => {
  const fault = (detail: string) => ({ code: 'wrong-shape', place: 'GET /a', detail }) as const;

  it('are told once each, and a hundred at most', () => {
    const faults = new FaultLog('nsx-1');
    faults.add(fault('a'));
    faults.add(fault('a'));
    expect([...faults.drain()]).toHaveLength(1);
    faults.add(fault('a'));
    for (let i = 0; i < 200; i++) faults.add(fault(`${i}`));
    expect([...faults.drain()]).toHaveLength(99);
  });

  it('of parts let it go on, those of the whole end it, and so does the third timeout', () => {
    const faults = new FaultLog('nsx-1');
    const failing = (code: 'timed-out' | 'not-authorized' | 'unreachable') => () => faults.addPart(new CallFailure(code, 'GET /a', 'why'));
    expect(failing('not-authorized')).not.toThrow();
    expect(failing('unreachable')).toThrow(CallFailure);
    expect(failing('timed-out')).not.toThrow();
    expect(failing('timed-out')).not.toThrow();
    expect(failing('timed-out')).toThrow(CallFailure);
    expect(() => faults.addPart(new TypeError('a mistake of ours'))).toThrow(TypeError);
  });
});
