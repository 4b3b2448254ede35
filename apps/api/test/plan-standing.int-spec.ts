import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { PostgresFleetRecord, ReadFleet } from '@lockstep/fleet';
import { MatrixRevisions, PostgresMatrixRecord } from '@lockstep/matrix';
import { DataSource, JOB_QUEUES, type JobQueues } from '@lockstep/platform';
import {
  assemblePremises,
  ComputePlan,
  computePlanJob,
  PostgresPlanRecord,
  QueuedPlanJobs,
  ReadPlans,
  RecomputePlan,
  recomputePlanJob,
  ReplaceVoidPlans,
  RequestPlan,
} from '@lockstep/plans';
import { type PlanningTexts, WarmPlanner } from '@lockstep/plans/domain';
import { fleet, goal, matrix, validated } from '@lockstep/testing/builders';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, expectProblem, startApiUnderTest } from './api-under-test.js';

const revision = matrix({
  releases: { nsx: ['4.2.1.0', '9.0.1.0'], vkr: ['v1.33.1', 'v1.34.1'] },
  statements: [validated('vkr >=1.33 <1.34', 'nsx 4.2'), validated('vkr >=1.34 <1.35', 'nsx >=4.2 <9.1')],
});
const clusters = { ledger: { vkr: 'v1.33.1' }, payments: { vkr: 'v1.33.1' } };
const world = (changed: Record<string, { vkr: string }> = {}) =>
  fleet({ nsxManagers: { fra: { nsx: '4.2.1.0' } }, clusters: { ...clusters, ...changed }, takenAt: new Date().toISOString() });

let api: ApiUnderTest;
/** A round of a worker. */
let replaceVoidPlans: ReplaceVoidPlans;

beforeAll(async () => {
  api = await startApiUnderTest();
  const [source, projections, queues] = [api.app.get(DataSource), api.app.get(ProjectionRunner), api.app.get<JobQueues>(JOB_QUEUES)];
  const planner = new WarmPlanner();
  const engine = { compute: async (texts: PlanningTexts) => planner.plan(texts) };
  const record = new PostgresPlanRecord(source);
  const revisions = new MatrixRevisions(new PostgresMatrixRecord(source));
  const fleets = new ReadFleet(new PostgresFleetRecord(source, projections));
  const compute = new ComputePlan(record, revisions, engine);
  const again = new RecomputePlan(record, new ReadPlans(record, revisions), revisions, engine, async (position) => fleets.at(position));
  await queues.work(computePlanJob, async ({ data, signal }) => {
    await compute.execute(data.plan, { isLast: true, signal });
    return { status: 'computed', digest: null };
  });
  await queues.work(recomputePlanJob, ({ data, signal }) => again.execute(data.plan, signal));
  const now = () => new Date().toISOString();
  const premises = assemblePremises({ source, projections, evidenceAge: 60, now });
  const request = new RequestPlan(record, revisions, premises.fleet, new QueuedPlanJobs(queues), () => {});
  replaceVoidPlans = new ReplaceVoidPlans(
    record,
    premises.following,
    premises.plans,
    revisions,
    premises.fleet,
    request,
    { voided: async () => {} },
    { end: async () => 'ended' },
    now,
  );
  await api.as('matrix-editor').post('/v1/matrix/revisions').send(revision.document).expect(201);
  await api.as('inventory-writer').put('/v1/inventory/snapshots').send(world()).expect(200);
});
afterAll(() => api.close());

const viewer = () => api.as('viewer');

async function planned(): Promise<{ id: string; digest: string }> {
  const body = { goal: goal({ targets: ['nsx 9.0.1.0'] }), domain: 'fra' };
  const answer = await api.as('planner').post('/v1/plans').set('prefer', 'wait=25').send(body).expect(200);
  return answer.body as { id: string; digest: string };
}

describe('a computed plan', () => {
  it('names its inputs, what it leans on, and that it stands on fresh evidence', async () => {
    const { id, digest } = await planned();
    const plan = (await viewer().get(`/v1/plans/${id}`).expect(200)).body as { inputs: object };
    expect(plan).toMatchObject({
      parent: null,
      fallen: [],
      supersededBy: null,
      inputs: { matrix: revision.digest, planner: expect.any(String) },
    });
    const standing = await viewer().get(`/v1/plans/${id}/standing`).expect(200);
    expect(standing.body).toMatchObject({
      id,
      digest,
      status: 'computed',
      standing: 'stands',
      fallen: [],
      evidence: { age: 'fresh', maxAge: 86_400 },
    });
    const premises = await viewer().get(`/v1/plans/${id}/premises?limit=2`).expect(200);
    expect(premises.body).toMatchObject({ digest, items: [{}, {}], page: { limit: 2, next: expect.any(String) }, hops: [{}, {}] });
    expectProblem(await viewer().get('/v1/plans/00000000-0000-4000-8000-000000000000/standing'), 404, 'not-found');
  });

  it('can be computed again by anybody, to the same digest, and stays as it is', async () => {
    const { id, digest } = await planned();
    const before = await api.countEvents();
    const answer = await viewer().post(`/v1/plans/${id}/recompute`).set('prefer', 'wait=25').expect(200);
    expect(answer.body).toMatchObject({ plan: id, state: 'ended', outcome: 'same', recorded: digest, found: digest, fleet: 'record' });
    expect((await viewer().get(answer.headers['location']!).expect(200)).body).toEqual(answer.body);
    expect(await api.countEvents()).toBe(before);
    const asked = () => viewer().post(`/v1/plans/${id}/recompute`).set('idempotency-key', 'again');
    const [one, other] = [await asked(), await asked()];
    expect(other.headers['location']).toBe(one.headers['location']);
    expectProblem(await viewer().get(`/v1/plans/${id}/recomputations/00000000-0000-4000-8000-000000000000`), 404, 'not-found');
  });

  it('is void when a cluster moved, and another plan takes its place with what it does otherwise', async () => {
    const { id, digest } = await planned();
    const etag = (await viewer().get(`/v1/plans/${id}`)).headers['etag'];
    expect(etag).toBe(`"${digest}"`);
    await api
      .as('inventory-writer')
      .put('/v1/inventory/snapshots')
      .send(world({ ledger: { vkr: 'v1.34.1' } }))
      .expect(200);
    const standing = (await viewer().get(`/v1/plans/${id}/standing`).expect(200)).body as { standing: string; fallen: object[] };
    expect(standing).toMatchObject({
      standing: 'void',
      fallen: [
        {
          premise: { kind: 'node', node: { kind: 'cluster', id: 'ledger' }, fact: 'version', component: 'vkr' },
          by: { kind: 'event', stream: 'cluster-ledger', type: 'ClusterVersionObserved' },
          message: expect.stringMatching(
            /^cluster ledger version of vkr; the plan leans on v1\.33\.1; found v1\.34\.1 \(ClusterVersionObserved at/,
          ),
        },
      ],
    });
    const read = await viewer().get(`/v1/plans/${id}`).expect(200);
    expect(read.body).toMatchObject({ status: 'void', digest });
    expect(read.headers['etag']).not.toBe(etag);
    const by = await replaced(id);
    expect((await viewer().get(`/v1/plans?status=superseded`).expect(200)).body).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ id })]),
    });
    expect((await viewer().get(`/v1/plans/${by}`).expect(200)).body).toMatchObject({ status: 'computed', name: 'test' });
    const diff = await viewer().get(`/v1/plans/${id}/diff?to=${by}`).expect(200);
    expect(diff.body).toMatchObject({
      from: { id, digest },
      to: { id: by },
      added: [],
      removed: [],
      changed: [{ before: { component: 'vkr', subjects: 2 }, after: { subjects: 1 }, left: ['ledger'], joined: [] }],
      unchanged: 1,
    });
  });

  /** Rounds until the plan is superseded: its successor is computed by a job. */
  async function replaced(id: string): Promise<string> {
    for (const deadline = Date.now() + 30_000; ;) {
      await replaceVoidPlans.execute();
      const { supersededBy } = (await viewer().get(`/v1/plans/${id}`).expect(200)).body as { supersededBy: string | null };
      if (supersededBy !== null) return supersededBy;
      if (Date.now() > deadline) throw new Error('the plan was not superseded');
      await new Promise((settle) => setTimeout(settle, 100));
    }
  }
});
