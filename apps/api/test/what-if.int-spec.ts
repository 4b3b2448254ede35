import type { FleetSnapshot, UpgradePlan } from '@lockstep/documents';
import { fleet, goal, matrix, validated } from '@lockstep/testing/builders';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from './api-under-test.js';
import { workOnPlans } from './compute-plans.js';

const revision = matrix({
  releases: { nsx: ['4.2.1.0', '9.0.1.0'], vkr: ['v1.33.1', 'v1.34.1'] },
  statements: [validated('vkr >=1.33 <1.34', 'nsx 4.2', { id: 'old' })],
});
const world = fleet({ nsxManagers: { fra: { nsx: '4.2.1.0' } }, clusters: { ledger: { vkr: 'v1.33.1' }, payments: { vkr: 'v1.33.1' } } });
const nsx9 = goal({ targets: ['nsx 9.0.1.0'] });
/** Without this statement no cluster may run with NSX 9. `<b>` stands for texts that would be markup. */
const bridge = {
  id: 'bridge`<b>',
  between: { vkr: '>=1.33 <1.35', nsx: '>=4.2 <9.1' },
  status: 'validated',
  evidence: 'operator',
};
const whatIf = { goal: nsx9, hypothetical: { statements: [bridge] } };

interface Answer {
  id: string;
  status: string;
  executable: boolean;
  outcome: string;
  digest: string;
  hypothetical: { statements: object[]; versions: object[]; over: { matrix: string; fleet: string } } | null;
  inputs: { matrix: string; fleet: string };
  goal: object;
  plan: UpgradePlan;
}

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApiUnderTest();
  await api.as('matrix-editor').post('/v1/matrix/revisions').send(revision.document).expect(201);
  await api.as('inventory-writer').put('/v1/inventory/snapshots').send(world).expect(200);
  await workOnPlans(api.app);
});
afterAll(() => api?.close());

const post = (body: object, path = '/v1/what-if') => api.as('planner').post(path).send(body);
const get = (path: string) => api.as('viewer').get(path);
async function computed(body: object = whatIf): Promise<Answer> {
  return (await post(body).set('prefer', 'wait=20').expect(200)).body as Answer;
}

describe('a plan over assumed facts', () => {
  it('is accepted with its place among the plans, or answered when it is computed in time', async () => {
    const accepted = await post(whatIf).expect(202);
    expect(accepted.headers['location']).toBe(`/v1/plans/${(accepted.body as Answer).id}`);
    expect(accepted.headers['lockstep-executable']).toBe('false');
    expect(accepted.body).toMatchObject({ status: 'requested', executable: false });
  });

  it('reaches a goal that is out of reach without them', async () => {
    const real = (await post({ goal: nsx9 }, '/v1/plans').set('prefer', 'wait=20').expect(200)).body as Answer;
    expect(real).toMatchObject({ outcome: 'infeasible', executable: true, hypothetical: null });
    const assumed = await computed();
    expect(assumed).toMatchObject({ outcome: 'planned', executable: false, goal: nsx9 });
    expect(assumed.plan.spec.steps.length).toBeGreaterThan(0);
  });

  it('shows what is assumed over which recorded inputs, and has digests that nothing recorded has', async () => {
    const versions = [{ node: 'ledger', component: 'vkr', version: 'v1.34.1' }];
    const real = (await post({ goal: nsx9 }, '/v1/plans').expect(202)).body as Answer;
    const { hypothetical, inputs, plan } = await computed({ ...whatIf, hypothetical: { statements: [bridge], versions } });
    expect(hypothetical).toMatchObject({ statements: [bridge], releases: [], hops: [], versions });
    expect(hypothetical!.over).toEqual({ matrix: real.inputs.matrix, fleet: real.inputs.fleet });
    expect(inputs.matrix).not.toBe(real.inputs.matrix);
    expect(inputs.fleet).not.toBe(real.inputs.fleet);
    expect(plan.spec.inputs).toMatchObject({ matrix: inputs.matrix, fleet: inputs.fleet });
    expectProblem(await get(`/v1/matrix/revisions/${inputs.matrix}`), 404, 'not-found');
  });

  it('is marked wherever it is shown', async () => {
    const { id, plan } = await computed();
    const mark = 'Hypothetical, not executable';
    expect(plan.metadata.description).toContain(mark);
    for (const path of ['', '/certificate', '/explanation']) {
      const answer = await get(`/v1/plans/${id}${path}`).expect(200);
      expect(answer.body).toMatchObject({ executable: false });
      expect(answer.headers['lockstep-executable']).toBe('false');
    }
    for (const path of ['/steps', '/fleet'])
      expect((await get(`/v1/plans/${id}${path}`).expect(200)).headers['lockstep-executable']).toBe('false');
    const yaml = parse((await get(`/v1/plans/${id}`).set('accept', 'application/yaml').expect(200)).text) as UpgradePlan;
    expect(yaml.metadata.description).toContain(mark);
    expect((await get(`/v1/plans/${id}/fleet`)).body).toMatchObject({ metadata: { description: expect.stringContaining(mark) } });
    const listed = (await get('/v1/plans').expect(200)).body as { items: Answer[] };
    expect(listed.items.find((item) => item.id === id)).toMatchObject({ executable: false });
    expect(listed.items.some(({ executable }) => executable)).toBe(true);
  });

  it('begins in Markdown with the mark and the assumptions, which can open no tag there', async () => {
    const { id } = await computed();
    const { text } = await get(`/v1/plans/${id}`).set('accept', 'text/markdown').expect(200);
    const [title, , mark, , first] = text.split('\n');
    expect(title).toBe('# Change: test');
    expect(mark).toMatch(/^> \*\*Hypothetical, not executable\..*\*\*$/);
    expect(first).toMatch(/^> statement /);
    expect(first).toContain('bridge\\`\\<b>');
  });

  it('is no proof of anything recorded: given back for verification it is refuted', async () => {
    const { plan } = await computed({
      goal: goal({ targets: ['vkr 1.34'] }),
      hypothetical: { hops: [], versions: [{ node: 'fra', component: 'nsx', version: '9.0.1.0' }], statements: [bridge] },
    });
    const answer = await post({ plan, goal: goal({ targets: ['vkr 1.34'] }) }, '/v1/plan-verifications').expect(200);
    expect(answer.body).toMatchObject({ outcome: 'refuted' });
    // The altered fleet alone, over a matrix that is published: there is nothing to prove it over either.
    const moved = await computed({
      goal: goal({ targets: ['nsx 4.2'] }),
      hypothetical: { versions: [{ node: 'ledger', component: 'vkr', version: 'unknown' }] },
    });
    const again = await post({ plan: moved.plan, goal: goal({ targets: ['nsx 4.2'] }) }, '/v1/plan-verifications').expect(200);
    expect(again.body).toMatchObject({ outcome: 'refuted' });
  });

  it('tells the altered fleet, under the digest that the plan names', async () => {
    const versions = [{ node: 'ledger', component: 'vkr', version: 'v1.34.1' }];
    const { id, inputs } = await computed({ ...whatIf, hypothetical: { statements: [bridge], versions } });
    const answer = await get(`/v1/plans/${id}/fleet`).expect(200);
    const { spec } = answer.body as FleetSnapshot;
    expect(spec.clusters.map(({ id: cluster, versions: runs }) => [cluster, runs['vkr']])).toEqual([
      ['ledger', 'v1.34.1'],
      ['payments', 'v1.33.1'],
    ]);
    expect(answer.headers['etag']).toBe(`"${inputs.fleet}"`);
    const current = (await get('/v1/inventory/snapshots/current')).body as FleetSnapshot;
    expect(current.spec.clusters[0]!.versions['vkr']).toBe('v1.33.1');
  });

  it('asked twice under one key is one plan, and a real plan under that key is refused', async () => {
    const ask = (body: object, path?: string) => post(body, path).set('idempotency-key', 'what-if-1');
    const [first, second] = [await ask(whatIf).expect(202), await ask(whatIf)];
    expect((second.body as Answer).id).toBe((first.body as Answer).id);
    expectProblem(await ask({ goal: nsx9, hypothetical: { statements: [{ ...bridge, id: 'other' }] } }), 422, 'idempotency-key-reused');
    expectProblem(await ask({ goal: nsx9 }, '/v1/plans'), 422, 'idempotency-key-reused');
  });
});

describe('assumptions that make no sense', () => {
  it.each<[string, object, string[]]>([
    ['alter nothing', {}, ['/hypothetical']],
    ['take a taken id', { statements: [{ ...bridge, id: 'old' }] }, ['/hypothetical/statements/0/id']],
    ['name no node', { versions: [{ node: 'gone', component: 'vkr', version: 'v1.34.1' }] }, ['/hypothetical/versions/0/node']],
    [
      'name a version that can not be read',
      { versions: [{ node: 'ledger', component: 'vkr', version: 'x' }] },
      ['/hypothetical/versions/0'],
    ],
    ['name no component', { releases: [{ component: 'esx', version: '8' }] }, ['/hypothetical/releases/0/component']],
    ['have an unparsable range', { hops: [{ component: 'nsx', from: '^4', to: '9', status: 'supported' }] }, ['/hypothetical/hops/0/from']],
  ])('because they %s are 422 with the place, and write nothing', async (_, hypothetical, pointers) => {
    const before = await api.countEvents();
    expectProblem(await post({ goal: nsx9, hypothetical }), 422, 'unprocessable', pointers);
    expect(await api.countEvents()).toBe(before);
  });

  it.each<[string, object, string[]]>([
    ['are left out', { goal: nsx9 }, ['/hypothetical']],
    ['have an unknown field (told at the map that holds it)', { goal: nsx9, hypothetical: { wishes: [] } }, ['/hypothetical']],
    [
      'have a statement without a status',
      { goal: nsx9, hypothetical: { statements: [{ ...bridge, status: undefined }] } },
      ['/hypothetical/statements/0/status'],
    ],
  ])('because they %s are 400 with the place', async (_, body, pointers) => {
    expectProblem(await post(body), 400, 'invalid-request', pointers);
  });

  it('a goal that does not fit is told at the goal, and a domain that is not there at the domain', async () => {
    expectProblem(await post({ ...whatIf, goal: goal({ targets: ['esx 8'] }) }), 422, 'unprocessable', ['/goal/spec/targets/0/component']);
    expectProblem(await post({ ...whatIf, domain: 'gone' }), 422, 'unprocessable', ['/domain']);
  });
});

describe('who may ask what if', () => {
  it('planners may; viewers, approvers and nobody may not', async () => {
    for (const role of ['viewer', 'approver'] as const)
      expectProblem(await api.as(role).post('/v1/what-if').send(whatIf), 403, 'forbidden');
    expectProblem(await api.as(null).post('/v1/what-if').send(whatIf), 401, 'unauthenticated');
  });
});
