import { describe, expect, it, vi } from 'vitest';
import { createLockstepClient, ifMatch, LockstepProblem, LockstepTimeout, LockstepUnreachable, preferWait, yamlBody } from './index.js';

type Scripted = Response | Error | ((request: Request) => Response | Promise<Response>);

const json = (body: unknown, init: ResponseInit = {}): Response =>
  new Response(JSON.stringify(body), { ...init, headers: { 'content-type': 'application/json', ...init.headers } });
const refusal = (status: number, code: string, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify({ type: `urn:lockstep:problem:${code}`, title: code, status, code, detail: `subject; ${code}` }), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  });

/** A service that answers one after the other, and what it was asked. */
function scripted(...answers: Scripted[]) {
  const asked: { method: string; url: string; headers: Record<string, string>; body: string }[] = [];
  const client = createLockstepClient({
    url: 'https://lockstep.example/prefix/',
    token: 'secret-token',
    pause: 1,
    fetch: async (request) => {
      asked.push({ method: request.method, url: request.url, headers: Object.fromEntries(request.headers), body: await request.text() });
      const next = answers.shift();
      if (next === undefined) throw new Error('the script is at its end');
      if (next instanceof Error) throw next;
      return typeof next === 'function' ? next(request) : next;
    },
  });
  return { client, asked };
}

const plan = '0192f0c1-2b3c-7d4e-8f50-112233445566';
const away = new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:9') });

describe('the client', () => {
  it('asks below the path that the service is served under, with the token', async () => {
    const { client, asked } = scripted(json({ name: 'ada' }, { headers: { etag: '"e1"' } }));
    expect(await client.GET('/v1/me')).toMatchObject({ data: { name: 'ada' }, status: 200, etag: '"e1"', retryAfter: null });
    expect(asked[0]).toMatchObject({ url: 'https://lockstep.example/prefix/v1/me', headers: { authorization: 'Bearer secret-token' } });
  });

  it('repeats an array of the query, and encodes what stands in a path', async () => {
    const { client, asked } = scripted(json({}));
    await client.GET('/v1/plans/{id}/gate', { params: { path: { id: 'a/b' }, query: { step: 's1', subject: ['x', 'y'] } } });
    expect(asked[0]!.url).toBe('https://lockstep.example/prefix/v1/plans/a%2Fb/gate?step=s1&subject=x&subject=y');
  });

  it.each(['', '.', '..'])('does not ask for another path than that of one thing: %j', async (id) => {
    const { client, asked } = scripted(json({ items: [] }));
    await expect(client.GET('/v1/plans/{id}', { params: { path: { id } } })).rejects.toThrow('/v1/plans/{id}; id; must name something');
    expect(asked).toEqual([]);
  });

  it('gives each POST a key of its own, and keeps the key of a caller', async () => {
    const { client, asked } = scripted(json({}), json({}), json({}));
    const body = { goal: {} as never };
    await client.POST('/v1/plans', { body, headers: preferWait(10) });
    await client.POST('/v1/plans', { body });
    await client.POST('/v1/plans', { body, headers: { 'idempotency-key': 'mine' } });
    const keys = asked.map(({ headers }) => headers['idempotency-key']);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[1]).not.toBe(keys[0]);
    expect(keys[2]).toBe('mine');
    expect(asked[0]!.headers).toMatchObject({ prefer: 'wait=10', 'content-type': 'application/json' });
  });

  it('quotes what a decision is based on, once', () => {
    expect(ifMatch('sha256:ab')).toEqual({ 'if-match': '"sha256:ab"' });
    expect(ifMatch('"sha256:ab"')).toEqual({ 'if-match': '"sha256:ab"' });
    expect(ifMatch('W/"a"')).toEqual({ 'if-match': 'W/"a"' });
  });

  it('sends documents as the text that they are', async () => {
    const { client, asked } = scripted(json({}));
    await client.PUT('/v1/inventory/snapshots', yamlBody('kind: FleetSnapshot # as is\n'));
    expect(asked[0]).toMatchObject({ body: 'kind: FleetSnapshot # as is\n', headers: { 'content-type': 'application/yaml' } });
  });
});

describe('what is refused', () => {
  it('is an error with the code, the words and the places of the problem', async () => {
    const { client } = scripted(refusal(412, 'precondition-failed'));
    const error = await client
      .POST('/v1/plans/{id}/signoffs', { params: { path: { id: plan } }, headers: ifMatch('d'), body: { decision: 'sign' } })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LockstepProblem);
    expect(error).toMatchObject({ status: 412, problem: { code: 'precondition-failed' }, request: { method: 'POST' } });
    expect((error as Error).message).toBe(`POST /prefix/v1/plans/${plan}/signoffs; subject; precondition-failed`);
  });

  it('is told of a proxy as well, whatever it says', async () => {
    const { client } = scripted(new Response('<html>bad gateway</html>', { status: 502, headers: { 'content-type': 'text/html' } }));
    await expect(client.GET('/v1/me')).rejects.toMatchObject({ status: 502, problem: { code: 'foreign-answer' } });
  });

  it('is an answer that is no JSON, whatever its status says', async () => {
    const page = () => new Response('<html>sign in</html>', { headers: { 'content-type': 'text/html' } });
    await expect(scripted(page()).client.GET('/v1/me')).rejects.toThrow(LockstepUnreachable);
    const cut = new Response('{"name": "a', { headers: { 'content-type': 'application/json' } });
    await expect(scripted(cut).client.request('GET', '/v1/me')).rejects.toThrow('GET /v1/me; the service must answer; found ');
  });

  it('is a redirect too: the token does not follow it', async () => {
    const { client, asked } = scripted(new Response(null, { status: 302, headers: { location: 'https://elsewhere.example/' } }));
    await expect(client.GET('/v1/me')).rejects.toMatchObject({ status: 302 });
    expect(asked).toHaveLength(1);
  });
});

describe('asking again', () => {
  it('is worth it where the service is away, has too much to do or has not ended the same request', async () => {
    for (const passing of [away, refusal(503, 'unavailable'), refusal(429, 'too-many-requests', { 'retry-after': '0' })]) {
      const { client, asked } = scripted(passing, json({ name: 'ada' }));
      expect((await client.GET('/v1/me')).data.name).toBe('ada');
      expect(asked).toHaveLength(2);
    }
    const { client, asked } = scripted(away, refusal(409, 'request-in-progress'), json({}));
    await client.POST('/v1/plans', { body: { goal: {} as never } });
    expect(new Set(asked.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(new Set(asked.map(({ body }) => body)).size).toBe(1);
  });

  it('is done no sooner than the service says', async () => {
    vi.useFakeTimers();
    try {
      const { client, asked } = scripted(refusal(429, 'too-many-requests', { 'retry-after': '7' }), json({}));
      const answer = client.GET('/v1/me');
      await vi.advanceTimersByTimeAsync(6_990);
      expect(asked).toHaveLength(1);
      await vi.advanceTimersByTimeAsync(1_000);
      await answer;
      expect(asked).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is not worth it where the answer would be the same, or the service is away for long', async () => {
    for (const final of [refusal(404, 'not-found'), refusal(409, 'conflict'), refusal(503, 'unavailable', { 'retry-after': '3600' })]) {
      const { client, asked } = scripted(final, json({}));
      await expect(client.GET('/v1/me')).rejects.toBeInstanceOf(LockstepProblem);
      expect(asked).toHaveLength(1);
    }
  });

  it('is not done for an edit, whose first answer may have been lost', async () => {
    const { client, asked } = scripted(away, json({}));
    const edit = client.PUT('/v1/plans/{id}/schedule', { params: { path: { id: plan } }, headers: ifMatch('d'), body: {} as never });
    await expect(edit).rejects.toThrow(LockstepUnreachable);
    expect(asked).toHaveLength(1);
  });

  it('ends, and says why nothing answered', async () => {
    const { client, asked } = scripted(away, away, away, away, away);
    await expect(client.GET('/v1/me')).rejects.toThrow(
      'GET /prefix/v1/me; the service must answer; found connect ECONNREFUSED 127.0.0.1:9',
    );
    expect(asked).toHaveLength(5);
  });
});

describe('a list', () => {
  it('comes page after page, none before it is wanted', async () => {
    const { client, asked } = scripted(
      json({ items: [{ id: 'a' }, { id: 'b' }], page: { limit: 2, next: 'c1' } }),
      json({ items: [{ id: 'c' }], page: { limit: 2, next: null } }),
    );
    const seen: string[] = [];
    for await (const { id } of client.pages('/v1/plans', { params: { query: { limit: 2, status: 'computed' } } })) {
      seen.push(`${id}${asked.length}`);
    }
    expect(seen).toEqual(['a1', 'b1', 'c2']);
    expect(asked[1]!.url).toMatch(/plans\?limit=2&status=computed&cursor=c1$/);
  });
});

describe('long work', () => {
  const accepted = () => json({ status: 'requested' }, { status: 202, headers: { location: '/v1/plans/1', 'retry-after': '0' } });

  it('is asked for until the service does not say when to ask again', async () => {
    const { client, asked } = scripted(
      accepted(),
      json({ status: 'requested' }, { headers: { 'retry-after': '0' } }),
      json({ status: 'computed' }),
    );
    const looks: unknown[] = [];
    const answer = await client.POST('/v1/plans', { body: { goal: {} as never } });
    const settled = await client.settle(answer, { onLook: ({ data }) => looks.push(data) });
    expect(settled.data).toEqual({ status: 'computed' });
    expect(looks).toHaveLength(2);
    expect(asked.map(({ method, url }) => `${method} ${url.slice(-11)}`)).toEqual([
      'POST ix/v1/plans',
      'GET /v1/plans/1',
      'GET /v1/plans/1',
    ]);
  });

  it('is not waited for longer than was said', async () => {
    const { client } = scripted(accepted());
    await expect(client.settle(await client.POST('/v1/plans', { body: {} as never }), { seconds: 0 })).rejects.toThrow(LockstepTimeout);
  });
});

/** A stream that is cut after its last piece. */
const stream = (...pieces: string[]): Response =>
  new Response(
    new ReadableStream({
      start: (controller) => {
        for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
        controller.close();
      },
    }),
    { headers: { 'content-type': 'text/event-stream' } },
  );

describe('a stream', () => {
  it('goes on after the last event when its connection breaks, and ends with the signal', async () => {
    const { client, asked } = scripted(
      stream('retry: 1\n\n', 'id: 7\nevent: opened\ndata: {"n":1}\n', '\n: alive\n\n', 'id: 8\nevent: opened\ndata: {"n"'),
      away,
      stream('id: 8\nevent: opened\ndata: {"n":2}\n\n'),
    );
    const controller = new AbortController();
    const seen: unknown[] = [];
    for await (const event of client.follow('/v1/findings/stream', { query: { kind: 'exposure' }, signal: controller.signal })) {
      seen.push(event);
      if (seen.length === 2) controller.abort();
    }
    expect(seen).toEqual([
      { id: '7', event: 'opened', data: { n: 1 } },
      { id: '8', event: 'opened', data: { n: 2 } },
    ]);
    expect(asked.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, '7', '7']);
  });

  it('gets over the end that a stopping service tells, and not over a refusal', async () => {
    const farewell = `event: error\ndata: ${JSON.stringify({ code: 'unavailable', title: 'stops', status: 503 })}\n\n`;
    const { client } = scripted(
      stream('retry: 1\n\n', farewell),
      stream('id: 1\nevent: opened\ndata: {}\n\n'),
      refusal(401, 'unauthenticated'),
    );
    const seen: (string | undefined)[] = [];
    const following = (async () => {
      for await (const { id } of client.follow('/v1/findings/stream')) seen.push(id);
    })();
    await expect(following).rejects.toMatchObject({ status: 401 });
    expect(seen).toEqual(['1']);
  });

  it('is not waited for where nobody ever answered', async () => {
    const { client } = scripted(away, away, away, away, away, stream('id: 1\nevent: opened\ndata: {}\n\n'));
    await expect(client.follow('/v1/findings/stream').next()).rejects.toThrow(LockstepUnreachable);
  });

  it('takes a connection that falls silent for lost', async () => {
    const silent = (request: Request): Response =>
      new Response(
        new ReadableStream({
          start: (controller) => {
            controller.enqueue(new TextEncoder().encode('retry: 1\n\n'));
            request.signal.addEventListener('abort', () => controller.error(new Error('cut')));
          },
        }),
      );
    const { client } = scripted(silent, stream('id: 1\nevent: opened\ndata: {}\n\n'));
    for await (const { id } of client.follow('/v1/findings/stream', { silence: 20 })) {
      expect(id).toBe('1');
      break;
    }
  });
});
