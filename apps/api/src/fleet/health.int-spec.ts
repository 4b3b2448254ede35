import { SIGNALS } from '@lockstep/fleet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from '../../test/api-under-test.js';
import { inventoryEvent } from '../../test/inventory-event.js';
import { baseMatrix, fleetOf } from '../../test/worlds.js';

let api: ApiUnderTest;
let first: { readonly position: number; readonly time: string };
const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
const all = Object.values(SIGNALS).flat();
const get = (path: string) => api.as('viewer').get(path);
const PAY = '/v1/clusters/nsx-1%2Fc000';

async function report(id: string, type: string, data: object, time: string, subject = 'cluster-nsx-1/c000'): Promise<number> {
  const event = inventoryEvent({ id, subject, type: `dev.lockstep.${type}.v1`, data, time });
  const response = await api
    .as('inventory-writer')
    .post('/v1/inventory/events')
    .set('content-type', 'application/cloudevents+json')
    .send(JSON.stringify(event))
    .expect(200);
  return response.body.position;
}
const signals = (changed: Record<string, string> = {}) => all.map((name) => ({ name, state: changed[name] ?? 'ok', detail: null }));

beforeAll(async () => {
  api = await startApiUnderTest({ LOCKSTEP_SIGNAL_AGE: '1800' });
  await api.as('matrix-editor').post('/v1/matrix/revisions').send(baseMatrix).expect(201);
  await api.as('inventory-writer').put('/v1/inventory/snapshots').send(fleetOf()).expect(200);
  const position = await report('1', 'cluster.signals-observed', { source: 'sv-1', signals: signals() }, minutesAgo(20));
  const [row] = await api.query<{ time: string }>(
    `select to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as time from event_store.event where position = ${position}`,
  );
  first = { position, time: row!.time };
  await report(
    '2',
    'cluster.signals-observed',
    { source: 'nsx-1', signals: signals({ 'ccp-session': 'failed', subnets: 'failed' }) },
    minutesAgo(10),
  );
});
afterAll(() => api?.close());

describe('the health of a cluster', () => {
  it('is explained top down: the first layer that fails is blamed, and no other', async () => {
    const { body, headers } = await get(`${PAY}/health`).expect(200);
    expect(body).toMatchObject({ id: 'nsx-1/c000', verdict: 'failing', maxAge: 1_800, problem: { layer: 'adapter', state: 'failing' } });
    expect(body.problem.text).toBe('Antrea and its adapter fail: ccp-session (told by nsx-1). NSX may no longer learn about its pods.');
    expect(body.layers.map(({ layer, state, blamed }: never) => [layer, state, blamed])).toEqual([
      ['adapter', 'failing', true],
      ['realization', 'healthy', false],
      ['addresses', 'failing', false],
    ]);
    const failed = body.layers[0].signals.find((signal: { state: string }) => signal.state === 'failed');
    expect(failed).toMatchObject({ name: 'ccp-session', source: 'nsx-1', detail: null, standing: 'counts' });
    expect(failed.age).toBeGreaterThanOrEqual(600);
    expect(headers['lockstep-position']).toBe(String(body.position));
  });

  it('stays as it was at an earlier position and time', async () => {
    const at = await get(`${PAY}/health?position=${first.position}`).expect(200);
    expect(at.body).toMatchObject({ verdict: 'healthy', problem: null, position: first.position });
    expect((await get(`${PAY}/health?position=${first.position}`)).text).toBe(at.text);
    expect((await get(`${PAY}/health?asOf=${first.time}`).expect(200)).body).toMatchObject({ verdict: 'healthy', at: first.time });
  });

  it('is unknown where nobody has told anything, and says what is missing', async () => {
    const { body } = await get('/v1/clusters/nsx-1%2Fc001/health').expect(200);
    expect(body).toMatchObject({ verdict: 'unknown', problem: null });
    expect(body.layers.flatMap(({ missing }: { missing: string[] }) => missing)).toEqual(all);
  });

  it('is unknown where a signal is older than the age that counts', async () => {
    const position = await report(
      '3',
      'cluster.signals-observed',
      { source: 'sv-1', signals: signals() },
      minutesAgo(31),
      'cluster-nsx-1/c001',
    );
    const { body } = await get('/v1/clusters/nsx-1%2Fc001/health').expect(200);
    expect(body).toMatchObject({ verdict: 'unknown', position });
    expect(body.layers[0].signals[0]).toMatchObject({ standing: 'stale' });
    expect((await get('/v1/clusters/nsx-1%2Fc001')).body.health).toMatchObject({ verdict: 'healthy', layer: null });
  });

  it('is also told of nodes above, and of none that is not there', async () => {
    await report(
      '4',
      'nsx-manager.health-observed',
      { layer: 'addresses', verdict: 'degraded', evidence: ['10% free'] },
      minutesAgo(1),
      'nsx-manager-nsx-1',
    );
    expect((await get('/v1/nsx-managers/nsx-1/health').expect(200)).body.problem).toEqual({
      layer: 'addresses',
      state: 'degraded',
      text: 'The supply with addresses is degraded: 10% free. New nodes may not come up.',
    });
    expect((await get('/v1/supervisors/nsx-1-sup-a/health').expect(200)).body.verdict).toBe('unknown');
    expectProblem(await get('/v1/clusters/nobody/health'), 404, 'not-found');
    expectProblem(await get(`${PAY}/health?asOf=yesterday`), 400, 'invalid-request');
  });
});

describe('a plan', () => {
  const goal = {
    apiVersion: 'lockstep/v1',
    kind: 'UpgradeGoal',
    metadata: { name: 'g' },
    spec: { targets: [{ component: 'nsx', version: '9.0.1' }] },
  };
  const ask = (path: string, body: object) =>
    api
      .as('planner')
      .post(path)
      .send({ goal, domain: 'nsx-1', ...body });
  const roll = (id: string, parts: object[]) =>
    report(id, 'nsx-manager.mixed-versions-observed', { component: 'nsx', parts }, minutesAgo(id === '8' ? 2 : 1), 'nsx-manager-nsx-1');
  const rolled = [
    { part: 'EDGE', version: '4.2.1', nodes: 4 },
    { part: 'MP', version: '9.0.1', nodes: 3 },
  ];

  it('is refused while a node of its domain rolls, unless what the node runs in the end is assumed', async () => {
    const position = await roll('8', rolled);
    const refused = await ask('/v1/plans', {});
    expectProblem(refused, 409, 'rolling');
    expect(refused.body.errors).toEqual([{ pointer: '', detail: 'nsx-1 runs several versions of nsx: EDGE 4.2.1 on 4, MP 9.0.1 on 3' }]);
    const versions = [{ node: 'nsx-1', component: 'nsx', version: '9.0.1' }];
    expect((await ask('/v1/what-if', { hypothetical: { versions } })).status).toBe(202);
    expect((await ask(`/v1/plans?position=${position - 1}`, {})).status).toBe(202);
    await roll('9', []);
    expect((await ask('/v1/plans', {})).status).toBe(202);
    expectProblem(await ask(`/v1/plans?position=${position}`, {}), 409, 'rolling');
  });
});

describe('a node', () => {
  it('shows what looks have told of it', async () => {
    const subnets = [{ id: '/s', cidr: '10.20.0.0/26', free: 41 }];
    await report('5', 'cluster.identity-observed', { uid: 'u-1', nsxClusterId: 'n-1' }, minutesAgo(1));
    await report('6', 'cluster.addresses-observed', { subnets }, minutesAgo(1));
    await report(
      '7',
      'cluster.mixed-versions-observed',
      { component: 'antrea', parts: [{ part: 'agent', version: '2.1.0', nodes: 5 }] },
      minutesAgo(1),
    );
    const { body } = await get(PAY).expect(200);
    expect(body).toMatchObject({
      identity: { uid: 'u-1', nsxClusterId: 'n-1' },
      addresses: { subnets, blocks: [], podsRoutable: null },
      mixed: { antrea: [{ part: 'agent', version: '2.1.0', nodes: 5 }] },
      health: { verdict: 'failing', layer: 'adapter' },
    });
    expect(body.signals['sv-1'].signals).toHaveLength(all.length);
    const changes = (await get(`${PAY}/history?limit=3`).expect(200)).body.items.flatMap(
      (item: { changes: { fact: string }[] }) => item.changes,
    );
    expect(changes.map(({ fact }: { fact: string }) => fact)).toEqual([
      'mixed.antrea',
      'addresses',
      'identity.nsxClusterId',
      'identity.uid',
    ]);
    expect((await get('/v1/clusters/nsx-1%2Fc001')).body).not.toHaveProperty('mixed');
  });
});
