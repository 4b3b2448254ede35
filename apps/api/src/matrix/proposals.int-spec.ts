import { MatrixRevisions, PostgresMatrixRecord, PostgresProposalRecord, ProposeAdditions } from '@lockstep/matrix';
import { DataSource } from '@lockstep/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from '../../test/api-under-test.js';
import { baseMatrix } from '../../test/worlds.js';

let api: ApiUnderTest;
let record: PostgresProposalRecord;
beforeAll(async () => {
  api = await startApiUnderTest();
  record = new PostgresProposalRecord(api.app.get(DataSource));
  await api.as('matrix-editor').post('/v1/matrix/revisions').send(baseMatrix).expect(201);
});
afterAll(() => api?.close());

const path = '/v1/matrix/proposals';
const propose = (supervisor: string, adapter: string, nsx: string) =>
  new ProposeAdditions(record, new MatrixRevisions(new PostgresMatrixRecord(api.app.get(DataSource)))).execute({
    source: { id: `supervisor ${supervisor}`, title: `Supervisor ${supervisor}` },
    day: '2026-11-23',
    actor: 'source:vc',
    facts: [{ fact: 'running-pair', versions: { 'antrea-nsx-adapter': adapter, nsx }, place: `cluster ${supervisor}/shop/web` }],
  });
const list = async (query = '') =>
  (await api.as('viewer').get(`${path}${query}`).expect(200)).body.items as { id: string; sources: object[] }[];
const editor = (id: string, decision: 'accept' | 'refuse', body: object, etag?: string) => {
  const request = api.as('matrix-editor').post(`${path}/${id}/${decision}`);
  return (etag === undefined ? request : request.set('if-match', etag)).send(body);
};
const etagOf = async (id: string) => (await api.as('viewer').get(`${path}/${id}`)).headers['etag']!;
const current = async () => (await api.as('viewer').get('/v1/matrix')).body;

describe('proposals', () => {
  it('are one for all Supervisors that saw the same, also when they tell at the same moment', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `s${index}`);
    const counts = await Promise.all(names.map((name) => propose(name, '1.5.0', '9.0.1')));
    expect(counts.map(({ proposed }) => proposed).toSorted()).toEqual([...Array<number>(9).fill(0), 1]);
    const [proposal, ...others] = await list();
    expect(others).toEqual([]);
    expect(proposal).toMatchObject({
      state: 'open',
      standing: { standing: 'new', detail: null },
      addition: { addition: 'running-pair', versions: { 'antrea-nsx-adapter': '1.5.0', nsx: '9.0.1' } },
      document: { kind: 'CompatibilityMatrix', spec: { statements: [{ evidence: 'observed', status: 'validated' }] } },
    });
    expect(proposal!.sources).toHaveLength(10);
    expect((await current()).number).toBe(1);
  });

  it('are listed page by page, by state, kind and component', async () => {
    await propose('s0', '1.6.0', '9.0.1');
    await propose('s0', '1.7.0', '9.0.1');
    const first = await api.as('viewer').get(`${path}?limit=2`);
    const second = await api.as('viewer').get(`${path}?limit=2&cursor=${first.body.page.next}`);
    expect([...first.body.items, ...second.body.items].map(({ addition }) => addition.versions['antrea-nsx-adapter'])).toEqual([
      '1.7.0',
      '1.6.0',
      '1.5.0',
    ]);
    expect(await list('?addition=release')).toEqual([]);
    expect(await list('?component=nsx&state=open')).toHaveLength(3);
    expect(await list('?state=refused')).toEqual([]);
  });

  it('become part of the matrix when an editor accepts what he saw', async () => {
    const { id } = (await list('?limit=500')).at(-1)!;
    expectProblem(await api.as('viewer').post(`${path}/${id}/accept`).send({}), 403, 'forbidden');
    expectProblem(await editor(id, 'accept', {}), 428, 'precondition-required');
    const seen = await etagOf(id);
    await api
      .as('matrix-editor')
      .post('/v1/matrix/revisions')
      .set('content-type', 'application/json')
      .send([baseMatrix, overlay])
      .expect(201);
    expectProblem(await editor(id, 'accept', {}, seen), 412, 'precondition-failed');
    const done = await editor(id, 'accept', { reason: 'soak test agrees' }, await etagOf(id));
    expect(done.status).toBe(200);
    const revision = await current();
    expect(done.body).toMatchObject({ state: 'accepted', reason: 'soak test agrees', revision: revision.digest, standing: null });
    expect(revision).toMatchObject({ number: 3, name: 'composed', reason: 'soak test agrees', author: done.body.decidedBy });
    const verdict = (evidence: string) =>
      api.as('viewer').get(`/v1/matrix/verdict?a=antrea-nsx-adapter@1.5.0&b=nsx@9.0.1&evidence=${evidence}`);
    expect((await verdict('observed')).body).toMatchObject({ verdict: 'validated', inside: true });
    expect((await verdict('operator')).body).toMatchObject({ verdict: 'unknown', inside: false });
    expectProblem(await editor(id, 'accept', {}, await etagOf(id)), 409, 'conflict');
  });

  it('are refused with a reason, and not proposed again', async () => {
    const { id } = (await list('?state=open'))[0]!;
    expectProblem(await editor(id, 'refuse', { reason: ' ' }, await etagOf(id)), 400, 'invalid-request', ['/reason']);
    expect((await editor(id, 'refuse', { reason: 'lab build' }, await etagOf(id))).body).toMatchObject({
      state: 'refused',
      reason: 'lab build',
    });
    expect(await propose('s0', '1.7.0', '9.0.1')).toMatchObject({ proposed: 0, known: 1 });
    expectProblem(await editor(id, 'accept', {}, await etagOf(id)), 409, 'conflict');
    expectProblem(await editor('0'.repeat(32), 'accept', {}, '*'), 404, 'not-found');
  });

  it('publish one revision when two editors accept at the same moment', async () => {
    const { id } = (await list('?state=open'))[0]!;
    const etag = await etagOf(id);
    const before = (await current()).number;
    const answers = await Promise.all([1, 2, 3].map(() => editor(id, 'accept', {}, etag)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.map(({ status }) => status).filter((status) => ![200, 409, 412].includes(status))).toEqual([]);
    expect((await current()).number).toBe(before + 1);
  });

  it('come out of the record as they are listed', async () => {
    const listed = await record.list({ limit: 100 });
    expect(await record.rebuildList()).toBe(listed.length);
    expect(await record.list({ limit: 100 })).toEqual(listed);
  });
});

const overlay = {
  apiVersion: 'lockstep/v1',
  kind: 'CompatibilityMatrix',
  metadata: { name: 'overlay' },
  spec: { releases: [{ component: 'nsx', version: '9.1.1' }] },
};
