import { readSourceText } from '@lockstep/documents';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from '../../test/api-under-test.js';
import { baseMatrix, DAY_AFTER, LAST_DAY, overlayYaml, withoutAdapter13 } from '../../test/worlds.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApiUnderTest({ LOCKSTEP_BODY_LIMIT: '2000000' });
});
afterAll(() => api?.close());

const publish = (body: object, query = '') => api.as('matrix-editor').post(`/v1/matrix/revisions${query}`).send(body);
const publishYaml = (text: string, query = '') =>
  api.as('matrix-editor').post(`/v1/matrix/revisions${query}`).set('content-type', 'application/yaml').send(text);
const get = (path: string) => api.as('viewer').get(path);
const named = (name: string, spec: object = baseMatrix.spec) => ({ ...baseMatrix, metadata: { name }, spec });
const withSpec = (change: object) => ({ ...baseMatrix, spec: { ...baseMatrix.spec, ...change } });

describe('before anything is published', () => {
  it.each(['/v1/matrix', '/v1/matrix/verdict?a=nsx@1&b=vkr@v1.33.1', '/v1/matrix/window?of=nsx@1&with=vkr', '/v1/matrix/grid?a=nsx&b=vkr'])(
    '%s is 404',
    async (path) => expectProblem(await get(path), 404, 'not-found'),
  );
  it('the list of revisions is empty', async () =>
    expect((await get('/v1/matrix/revisions')).body).toEqual({ items: [], page: { limit: 100, next: null } }));
});

describe('publishing', () => {
  it('answers a dry run with digest, parts and counts, and writes nothing', async () => {
    const before = await api.countEvents();
    const response = await publish([baseMatrix, withoutAdapter13], '?dryRun=true&name=cut');
    expect(response.status).toBe(200);
    expect(response.body).toMatchObject({
      valid: true,
      name: 'cut',
      current: false,
      parts: [{ name: 'base' }, { name: 'without-1.3' }],
      counts: { statements: 1, releases: 5 },
    });
    expect(await api.countEvents()).toBe(before);
    expect((await get('/v1/matrix/revisions')).body.items).toEqual([]);
  });

  it('answers 201 with the place of the revision, and 200 for the same content', async () => {
    const first = await publish(baseMatrix, '?reason=first');
    expect(first.status).toBe(201);
    expect(first.headers['location']).toBe(`/v1/matrix/revisions/${first.body.digest}`);
    expect(first.headers['lockstep-matrix']).toBe(first.body.digest);
    expect(first.body).toMatchObject({ number: 1, name: 'base', parent: null, reason: 'first', author: expect.stringMatching(/^token:/) });
    const again = await publish({ ...baseMatrix, metadata: { name: 'renamed' } });
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
    expect(await api.query(`select type, stream from event_store.event`)).toEqual([{ type: 'MatrixRevisionPublished', stream: 'matrix' }]);
  });

  it('composes a YAML stream, a JSON list and an envelope to the same revision', async () => {
    const yaml = `${JSON.stringify(baseMatrix)}\n---\n${overlayYaml}`;
    const overlay = readSourceText({ file: 'overlay', text: overlayYaml }).documents[0]!.value as object;
    const composed = await publishYaml(yaml, '?name=lab');
    expect(composed.body).toMatchObject({
      name: 'lab',
      parts: [{ name: 'base' }, { name: 'overlay' }],
      parent: (await get('/v1/matrix/revisions?limit=2')).body.items[1].digest,
    });
    for (const body of [[baseMatrix, overlay], { documents: [baseMatrix, overlay], name: 'lab', reason: 'same' }]) {
      const same = await publish(body);
      expect([same.status, same.body.digest]).toEqual([200, composed.body.digest]);
    }
  });

  it('refuses a revision whole with all its problems, and writes nothing', async () => {
    const before = await api.countEvents();
    const broken = withSpec({
      releases: [...baseMatrix.spec.releases, { component: 'nsx', version: 'nine' }, { component: 'esx', version: '1' }],
      hops: [{ component: 'nsx', from: 'from 4', to: '*', status: 'supported' }],
    });
    expectProblem(await publish(broken), 422, 'unprocessable', [
      '/spec/hops/0/from',
      '/spec/releases/5/version',
      '/spec/releases/6/component',
    ]);
    expectProblem(await publish([baseMatrix, broken], '?dryRun=true'), 422, 'unprocessable');
    expect(await api.countEvents()).toBe(before);
  });

  it.each<[string, object, number, string, string[]]>([
    ['an unknown field', withSpec({ relation: [] }), 400, 'invalid-request', ['/spec/relation']],
    ['a wrong type', withSpec({ releases: [{ component: 'nsx', version: 9.1 }] }), 400, 'invalid-request', ['/spec/releases/0/version']],
    ['another kind', { ...baseMatrix, kind: 'FleetSnapshot' }, 400, 'invalid-request', ['/kind']],
    ['an unknown field in the second document', [baseMatrix, { ...withoutAdapter13, spce: {} }], 400, 'invalid-request', ['/1/spce']],
    [
      'an unknown field of an enveloped document',
      { documents: [baseMatrix, { ...withoutAdapter13, spce: {} }] },
      400,
      'invalid-request',
      ['/documents/1/spce'],
    ],
    ['an unknown member of the envelope', { documents: [baseMatrix], force: true }, 400, 'invalid-request', ['']],
    [
      'an unparsable range',
      withSpec({ statements: [{ id: 'x', between: { nsx: '>=', vkr: '*' }, status: 'validated', evidence: 'operator' }] }),
      422,
      'unprocessable',
      ['/spec/statements/0/between/nsx'],
    ],
    [
      'duplicate ids',
      withSpec({ statements: [...baseMatrix.spec.statements, baseMatrix.spec.statements[0]] }),
      422,
      'unprocessable',
      ['/spec/statements/2/id'],
    ],
    [
      'a duplicate release',
      withSpec({ releases: [...baseMatrix.spec.releases, { component: 'nsx', version: '9.1.0' }] }),
      422,
      'unprocessable',
      ['/spec/releases/5/version'],
    ],
    [
      'a cycle of bundles',
      withSpec({ releases: [{ component: 'vkr', version: 'v1.33.1', bundle: { vkr: 'v1.33.1' } }] }),
      422,
      'unprocessable',
      ['/spec/releases/0/bundle/vkr'],
    ],
    [
      'a source that is not there',
      withSpec({ sources: [] }),
      422,
      'unprocessable',
      ['/spec/statements/0/sources/0', '/spec/statements/1/sources/0'],
    ],
    ['an empty matrix', named('empty', {}), 422, 'unprocessable', ['/spec/components']],
  ])('refuses %s with the place', async (_name, body, status, code, pointers) =>
    expectProblem(await publish(body), status, code, pointers),
  );

  it.each<[string, string | Buffer, string]>([
    ['an empty list', '[]', 'application/json'],
    ['a body that is no JSON', '{"apiVersion":', 'application/json'],
    ['no body', '', 'application/json'],
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'application/json'],
    ['invalid UTF-8 in YAML', Buffer.from([0x61, 0x3a, 0x20, 0xc3, 0x28]), 'application/yaml'],
    ['a body that is no YAML', 'spec: [1, 2', 'application/yaml'],
    ['a YAML text', 'hello', 'application/yaml'],
    ['an empty YAML text', '', 'application/yaml'],
    [
      'an anchor bomb',
      `a0: &a0 [1,1,1,1,1,1,1,1,1]\n${Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`).join('\n')}`,
      'application/yaml',
    ],
    ['deep nesting', '['.repeat(20_000), 'application/yaml'],
    ['deep nesting in JSON', `${'['.repeat(5_000)}${']'.repeat(5_000)}`, 'application/json'],
    ['a prototype key', '{"__proto__": {"apiVersion": "lockstep/v1"}}', 'application/json'],
  ])('answers 400 to %s', async (_name, body, type) => {
    const response = await api
      .as('matrix-editor')
      .post('/v1/matrix/revisions')
      .set('content-type', type)
      .serialize((body: unknown) => body as string)
      .send(body);
    expect([400, response.body.status]).toEqual([response.status, 400]);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  it('tells invalid UTF-8 from invalid text', async () => {
    const response = await api
      .as('matrix-editor')
      .post('/v1/matrix/revisions')
      .set('content-type', 'application/json')
      .serialize((body: unknown) => body as string)
      .send(Buffer.from('{"a": "\xff"}', 'latin1'));
    expectProblem(response, 400, 'malformed-request');
    expect(response.body.detail).toContain('UTF-8');
  });

  it('names line and column of a YAML problem', async () => {
    const response = await publishYaml(`${overlayYaml}  hobs: []\n`);
    expectProblem(response, 400, 'invalid-request', ['/spec/hobs']);
    expect(response.body.errors[0].detail).toMatch(/^line 7: unknown field "hobs"/);
  });

  it('answers 413 to a body over the limit and 415 to one of another type', async () => {
    expectProblem(await publishYaml('# '.padEnd(2_000_001, 'x')), 413, 'content-too-large');
    expectProblem(
      await api.as('matrix-editor').post('/v1/matrix/revisions').set('content-type', 'application/xml').send('<a/>'),
      415,
      'unsupported-media-type',
    );
  });

  it.each<[string, string, string, number]>([
    ['a million values', 'application/json', `[${'[],'.repeat(400_000)}[]]`, 413],
    ['a million lines of YAML', 'application/yaml', '- a\n'.repeat(400_000), 413],
    ['a thousand documents', 'application/yaml', '--- {}\n'.repeat(1_000), 400],
  ])('refuses %s before it reads them', async (_name, type, text, status) => {
    const started = performance.now();
    const response = await api
      .as('matrix-editor')
      .post('/v1/matrix/revisions')
      .set('content-type', type)
      .serialize((body: unknown) => body as string)
      .send(text);
    expect(response.status).toBe(status);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it.each(['?dryRun=maybe', '?force=true', `?reason=${'x'.repeat(2_001)}`, '?reason=%00', '?name=%0a'])(
    'refuses the query %s',
    async (query) => expectProblem(await publish(baseMatrix, query), 400, 'invalid-request'),
  );

  it('answers a repeated Idempotency-Key with the first answer, and refuses it for another body', async () => {
    const before = await api.countEvents();
    const once = named('keyed', { ...baseMatrix.spec, releases: [] });
    const key = '"publish-1"';
    const first = await publish(once).set('idempotency-key', key);
    await publish(baseMatrix);
    const second = await publish(once).set('idempotency-key', key);
    expect([second.status, second.body]).toEqual([201, first.body]);
    expect(await api.countEvents()).toBe(before + 2);
    expectProblem(await publish(baseMatrix).set('idempotency-key', key), 422, 'idempotency-key-reused');
  });

  it('keeps one chain of parents when many publish at once', async () => {
    const number = (await get('/v1/matrix/revisions?limit=1')).body.items[0].number as number;
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        publish(withSpec({ sources: [...baseMatrix.spec.sources, { id: `s${index}`, title: 'x', confidence: 'operator' }] })),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 201));
    const { items } = (await get('/v1/matrix/revisions?limit=7')).body as { items: { number: number; digest: string; parent: string }[] };
    expect(items.map((item) => item.number)).toEqual(Array.from({ length: 7 }, (_, index) => number + 6 - index));
    for (const [index, item] of items.slice(0, 6).entries()) expect(item.parent).toBe(items[index + 1]!.digest);
  });
});

describe('reading', () => {
  let digest: string;
  beforeEach(async () => {
    digest = (await publish(baseMatrix)).body.digest;
  });

  it('gives the current revision as JSON with who published it', async () => {
    const response = await get('/v1/matrix');
    expect(response.headers['lockstep-matrix']).toBe(digest);
    expect(response.body).toMatchObject({
      digest,
      name: 'base',
      document: { kind: 'CompatibilityMatrix', spec: { components: expect.any(Array) } },
    });
  });

  it('gives a revision as YAML that publishes as the same content', async () => {
    const response = await get(`/v1/matrix/revisions/${digest}`).set('accept', 'application/yaml').buffer();
    expect(response.headers['content-type']).toBe('application/yaml; charset=utf-8');
    const again = await publishYaml(response.text);
    expect([again.status, again.body.digest]).toEqual([200, digest]);
    expectProblem(await get(`/v1/matrix/revisions/${digest}`).set('accept', 'text/html'), 406, 'not-acceptable');
  });

  it('answers 304 to who has the revision already', async () => {
    const { headers } = await get(`/v1/matrix/revisions/${digest}`);
    const again = await get(`/v1/matrix/revisions/${digest}`).set('if-none-match', headers['etag']!);
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('answers 404 to a digest that nobody published, and 400 to what is no digest', async () => {
    expectProblem(await get(`/v1/matrix/revisions/sha256:${'0'.repeat(64)}`), 404, 'not-found');
    expectProblem(await get('/v1/matrix/revisions/latest'), 400, 'invalid-request', ['path:/digest']);
  });

  it('pages through revisions without losing or doubling one while others are published', async () => {
    const all = (await get('/v1/matrix/revisions')).body.items.map(({ number }: { number: number }) => number);
    const seen: number[] = [];
    let path: string | undefined = '/v1/matrix/revisions?limit=3';
    while (path !== undefined) {
      const response: Awaited<ReturnType<typeof get>> = await get(path);
      seen.push(...response.body.items.map(({ number }: { number: number }) => number));
      await publish(withSpec({ sources: [...baseMatrix.spec.sources, { id: `page-${seen.length}`, title: 'x', confidence: 'operator' }] }));
      path = /^<([^>]+)>; rel="next"$/.exec(response.headers['link'] ?? '')?.[1];
      expect(response.body.page.next === null).toBe(path === undefined);
    }
    expect(seen).toEqual(all);
  });

  it.each(['?limit=0', '?limit=501', '?limit=x', '?cursor=x', '?cursor=e30', '?cursor=LTE', '?page=2'])(
    'refuses the list query %s',
    async (query) => expectProblem(await get(`/v1/matrix/revisions${query}`), 400, 'invalid-request'),
  );

  it('judges a pair, with statements and sources', async () => {
    const response = await get(`/v1/matrix/verdict?a=antrea-nsx-adapter@1.3.0&b=nsx@4.2.1&day=2026-11-23&matrix=${digest}`);
    expect(response.headers['lockstep-matrix']).toBe(digest);
    expect(response.body).toEqual({
      matrix: digest,
      day: '2026-11-23',
      evidence: 'operator',
      acceptUntested: false,
      a: { component: 'antrea-nsx-adapter', version: '1.3.0', listed: false },
      b: { component: 'nsx', version: '4.2.1', listed: true },
      verdict: 'validated',
      inside: true,
      statement: 'a13',
      statements: [
        {
          id: 'a13',
          between: { 'antrea-nsx-adapter': '1.3.*', nsx: '>=4.2 <9.1' },
          status: 'validated',
          evidence: 'operator',
          expires: LAST_DAY,
          note: null,
          sources: [{ id: 'lab', title: 'Own soak test', url: null, confidence: 'operator' }],
        },
      ],
      relation: { unknown: 'deny', enforce: true },
    });
  });

  it.each([
    ['after a statement expired', `a=antrea-nsx-adapter@1.3.0&b=nsx@4.2.1&day=${DAY_AFTER}`],
    ['below the floor of evidence', 'a=antrea-nsx-adapter@1.3.0&b=nsx@4.2.1&evidence=third-party&day=2026-11-23'],
    ['of a version that was not observed', 'a=antrea-nsx-adapter@unknown&b=nsx@4.2.1&day=2026-11-23'],
  ])('knows nothing %s', async (_name, query) =>
    expect((await get(`/v1/matrix/verdict?${query}`)).body).toMatchObject({ verdict: 'unknown', inside: false, statement: null }),
  );

  it.each<[string, number, string]>([
    ['verdict?a=esx@1&b=nsx@4.2.1', 422, 'query:/a'],
    ['verdict?a=nsx@four&b=vkr@v1.33.1', 422, 'query:/a'],
    ['verdict?a=nsx&b=vkr@v1.33.1', 400, 'query:/a'],
    ['verdict?a=nsx@1', 400, 'query:/b'],
    ['verdict?a=nsx@1&a=nsx@2&b=vkr@v1.33.1', 400, 'query:/a'],
    ['window?of=nsx@1&with=esx', 422, 'query:/with'],
    ['window?of=nsx@1&with=vkr&day=tomorrow', 400, 'query:/day'],
    ['grid?a=nsx&b=esx', 422, 'query:/b'],
    ['grid?a=nsx&b=vkr&matrix=latest', 400, 'query:/matrix'],
  ])('blames the parameter of %s', async (path, status, pointer) =>
    expectProblem(await get(`/v1/matrix/${path}`), status, status === 400 ? 'invalid-request' : 'unprocessable', [pointer]),
  );

  it('draws the window of a version and the grid of two components', async () => {
    const window = (await get('/v1/matrix/window?of=antrea-nsx-adapter@1.4.0&with=nsx&day=2026-11-23')).body;
    expect(window).toMatchObject({ summary: '9.0.1 … 9.1.0' });
    expect(window.releases.map(({ version, inside }: { version: string; inside: boolean }) => [version, inside])).toEqual([
      ['4.2.1', false],
      ['9.0.1', true],
      ['9.1.0', true],
    ]);
    const grid = (await get('/v1/matrix/grid?a=nsx&b=vkr')).body;
    expect([grid.rows.length, grid.columns.length, grid.cells.length, grid.cells[0].length]).toEqual([3, 2, 3, 2]);
    expect(grid.cells[0][0]).toEqual({ verdict: 'unknown', inside: true, statement: null });
  });

  it('tells what differs between two revisions', async () => {
    const other = (await publish([baseMatrix, withoutAdapter13])).body.digest;
    const { differences } = (await get(`/v1/matrix/diff?from=${digest}&to=${other}`)).body;
    expect(differences).toEqual([expect.objectContaining({ list: 'statements', key: 'a13', after: null })]);
  });
});
