import {
  hexChainStart,
  leafHash,
  noteSignerOf,
  parseCheckpoint,
  parseNoteKey,
  rawChainHash,
  readEvent,
  readSeal,
  renderNoteKey,
  sealedEntry,
  verifyConsistency,
  verifyInclusion,
  verifyNote,
  verifyRecord,
} from '@lockstep/event-store/audit';
import { PostgresRecordSource, PostgresSealer, findSealState } from '@lockstep/event-store/postgres/audit';
import { DataSource } from '@lockstep/platform';
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from '../../test/api-under-test.js';
import { baseMatrix } from '../../test/worlds.js';

let api: ApiUnderTest;
let source: DataSource;
const signer = noteSignerOf('record.example', generateKeyPairSync('ed25519').privateKey);
beforeAll(async () => {
  api = await startApiUnderTest();
  source = api.app.get(DataSource);
});
afterAll(() => api?.close());

const patience = { timeout: 10_000, interval: 20 };

/** Seals all there is, when no writer of another test holds the fence back. */
async function sealAll(): Promise<void> {
  const sealer = new PostgresSealer(source, { signer });
  const seal = async () => {
    await sealer.sealNext();
    const { newest } = await findSealState(source);
    if (newest?.treeSize !== (await api.countEvents())) throw new Error(`sealed; all events; found ${newest?.treeSize}`);
  };
  await vi.waitFor(seal, patience);
}
/** As the owner who turns the triggers off. */
const tamper = (sql: string) =>
  source.transaction(async (manager) => {
    await manager.query('set local session_replication_role = replica');
    await manager.query(sql);
  });
const publish = (name: string) =>
  api
    .as('matrix-editor')
    .post('/v1/matrix/revisions?reason=test')
    .send({ ...baseMatrix, spec: { ...baseMatrix.spec, sources: [{ id: 'lab', title: name, confidence: 'operator' }] } });
const checkpointOf = (note: string) => {
  const verdict = verifyNote(note, [signer]);
  const checkpoint = verdict.outcome === 'signed' ? parseCheckpoint(verdict.text) : expect.fail(verdict.outcome);
  return checkpoint.ok ? checkpoint.value : expect.fail(checkpoint.problem);
};

describe('before anything is sealed', () => {
  it('there is no checkpoint, and no proof of an event', async () => {
    expect((await publish('one')).status).toBe(201);
    expectProblem(await api.as('viewer').get('/v1/audit/checkpoint'), 404, 'not-found');
    expect((await api.as('viewer').get('/v1/audit/checkpoints')).body).toEqual({ items: [], page: { limit: 100, next: null } });
    const [{ id }] = (await api.query<{ id: string }>('select id from event_store.event')) as [{ id: string }];
    const answer = await api.as('admin').get(`/v1/audit/events/${id}/proof`);
    expectProblem(answer, 409, 'not-sealed');
    expect(answer.headers['retry-after']).toBe('1');
  });

  it('the service is ready, and degraded once events wait longer than a minute', async () => {
    expect((await api.as(null).get('/readyz')).body).toMatchObject({ status: 'ok', checks: { seals: 'ok' } });
    await tamper(`update event_store.event set recorded_at = recorded_at - interval '2 minutes'`);
    // Transactions of other databases of the server hold back what there is to seal.
    const ready = expect.poll(async () => {
      const { status, body } = await api.as(null).get('/readyz');
      return { status, body: body as object };
    }, patience);
    await ready.toMatchObject({
      status: 200,
      body: { status: 'degraded', checks: { seals: expect.stringMatching(/^the record is not sealed, since 2/) } },
    });
    await tamper(`update event_store.event set recorded_at = recorded_at + interval '2 minutes'`);
  });
});

describe('the sealed record', () => {
  beforeAll(async () => {
    await sealAll();
    await publish('two');
    await sealAll();
  });

  it('has its newest checkpoint as JSON and as the signed note alone', async () => {
    const json = await api.as('viewer').get('/v1/audit/checkpoint');
    expect(json.body).toMatchObject({ treeSize: await api.countEvents(), key: renderNoteKey(signer) });
    const text = await api.as('viewer').get('/v1/audit/checkpoint').set('accept', 'text/plain');
    expect(text.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(text.text).toBe(json.body.note);
    expect(checkpointOf(text.text)).toMatchObject({ origin: 'record.example', size: json.body.treeSize });
  });

  it('lists checkpoints newest first, page by page', async () => {
    const first = await api.as('viewer').get('/v1/audit/checkpoints?limit=1');
    expect(first.headers['link']).toContain('rel="next"');
    const second = await api.as('viewer').get(`/v1/audit/checkpoints?limit=1&cursor=${first.body.page.next}`);
    expect(second.body.page.next).toBeNull();
    expect(first.body.items[0].treeSize).toBeGreaterThan(second.body.items[0].treeSize);
  });

  it('is verified by who reads events and seals over REST', async () => {
    const get = async (path: string) => (await api.as('admin').get(path)).body.items;
    const report = await verifyRecord(
      {
        readEvents: async ({ tx, position }, limit) =>
          (await get(`/v1/audit/events?after=${tx}.${position}&limit=${Math.min(limit, 2)}`)).map(readEvent),
        readSeals: async (after) => (await get(`/v1/audit/seals?after=${after}&limit=1`)).map(readSeal),
      },
      { keys: [signer], anchors: [] },
    );
    expect(report).toMatchObject({ outcome: 'intact', events: await api.countEvents(), sealedSize: await api.countEvents(), seals: 2 });
  });

  it('proves an event to somebody who has nothing but the answer and the key', async () => {
    for (const { id } of await api.query<{ id: string }>('select id from event_store.event')) {
      const { body } = await api.as('admin').get(`/v1/audit/events/${id}/proof`);
      const event = readEvent(body.event);
      const { size, root } = checkpointOf(body.checkpoint);
      const path = (body.path as string[]).map((hash) => Buffer.from(hash, 'base64'));
      expect(rawChainHash(event.previousChainHash ?? hexChainStart, event)).toEqual(event.chainHash);
      expect(verifyInclusion(leafHash(sealedEntry(event)), body.index, size, path, root)).toBe(true);
      expect(parseNoteKey(body.key)).toMatchObject({ ok: true, value: { id: signer.id } });
    }
    expectProblem(await api.as('admin').get(`/v1/audit/events/${'0'.repeat(8)}-0000-7000-8000-${'0'.repeat(12)}/proof`), 404, 'not-found');
  });

  it('proves that it only grew', async () => {
    const { body } = await api.as('viewer').get('/v1/audit/checkpoints');
    const [newer, older] = body.items.map(({ note }: { note: string }) => checkpointOf(note));
    const proof = await api.as('viewer').get(`/v1/audit/consistency?first=${older.size}&second=${newer.size}`);
    expect(
      verifyConsistency(
        older,
        newer,
        (proof.body.path as string[]).map((hash) => Buffer.from(hash, 'base64')),
      ),
    ).toBe(true);
    expectProblem(await api.as('viewer').get('/v1/audit/consistency?first=2&second=1'), 422, 'unprocessable');
    expectProblem(await api.as('viewer').get('/v1/audit/consistency?first=1&second=99999'), 404, 'not-found');
  });

  it.each(['events?after=x', 'events?limit=0', 'seals?after=-1', 'consistency?first=1', 'events/x/proof', 'checkpoints?cursor=%7B'])(
    'refuses %s',
    async (query) => {
      expectProblem(await api.as('admin').get(`/v1/audit/${query}`), 400, 'invalid-request');
    },
  );
});

describe('forgetting a person', () => {
  it('leaves the name in no table, and the record valid', async () => {
    const name = 'Ada Lovelace of Ockham';
    const made = await api
      .as('admin')
      .post('/v1/tokens')
      .set('idempotency-key', 'ada')
      .send({ name, roles: ['matrix-editor'] });
    const actor = `token:${made.body.id}`;
    const asAda = api.as(null).post('/v1/matrix/revisions?reason=test').set('authorization', `Bearer ${made.body.token}`);
    const published = await asAda.set('idempotency-key', 'k').send({ ...baseMatrix, metadata: { name: 'by-a-person' } });
    expect(published.body.author).toBe(actor);
    expect((await api.as('admin').get(`/v1/actors/${actor}`)).body).toEqual({ id: actor, name });
    await sealAll();

    for (let again = 0; again < 2; again++) expect((await api.as('admin').delete(`/v1/actors/${actor}`)).status).toBe(204);
    expect((await api.as('admin').get(`/v1/actors/${actor}`)).body).toEqual({ id: actor, name: null });
    expectProblem(await api.as(null).get('/v1/me').set('authorization', `Bearer ${made.body.token}`), 401, 'unauthenticated');

    const tables = await api.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    expect(tables.map(({ name: table }) => table)).toEqual(expect.arrayContaining(['event_store.event', 'lockstep.api_token']));
    for (const { name: table } of tables)
      expect(JSON.stringify(await api.query(`select t::text from ${table} t`)), table).not.toContain('Lovelace');
    expect(api.logged.join('')).not.toContain('Lovelace');

    expect(await verifyRecord(new PostgresRecordSource(source), { keys: [signer], anchors: [] })).toMatchObject({
      outcome: 'intact',
      sealedSize: await api.countEvents(),
    });
    expect((await api.query<{ actor: string }>('select distinct actor from event_store.event')).map((row) => row.actor)).toContain(actor);
  });

  it.each(['token:nobody', 'system:planner', 'x'])('%s has no name to forget', async (actor) => {
    expectProblem(await api.as('admin').get(`/v1/actors/${actor}`), 404, 'not-found');
    expectProblem(await api.as('admin').delete(`/v1/actors/${actor}`), 404, 'not-found');
  });
});
