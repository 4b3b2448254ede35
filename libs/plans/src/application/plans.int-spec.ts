import type { FleetSnapshot } from '@lockstep/documents';
import type { MatrixRevision } from '@lockstep/matrix/domain';
import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { fleet, goal, matrix, validated } from '@lockstep/testing/builders';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { planStream, WarmPlanner } from '../domain/index.js';
import { PostgresPlanRecord } from '../infrastructure/postgres-plan-record.js';
import { ComputePlan } from './compute-plan.use-case.js';
import { EnqueueRequestedPlans } from './enqueue-requested-plans.use-case.js';
import { PlannedExecutions } from './execution/planned-execution.js';
import type { PlanJob, PlanJobs } from './plan-jobs.port.js';
import { type PlanningEngine, PlanningInterrupted } from './planning-engine.port.js';
import type { RollingNode } from './planning-sources.port.js';
import { ReadPlans } from './read-plans.use-case.js';
import { RequestPlan } from './request-plan.use-case.js';
import { VerifyPlan } from './verify-plan.use-case.js';
import { WithdrawPlan } from './withdraw-plan.use-case.js';

const revision = matrix({
  releases: { nsx: ['4.2.1.0', '9.0.1.0'], vkr: ['v1.33.1', 'v1.34.1'] },
  statements: [validated('vkr >=1.33 <1.34', 'nsx 4.2'), validated('vkr >=1.34 <1.35', 'nsx >=4.2 <9.1')],
});
const world = fleet({ nsxManagers: { fra: { nsx: '4.2.1.0' } }, clusters: { payments: { vkr: 'v1.33.1' }, ledger: { vkr: 'v1.33.1' } } });
const reachable = goal({ targets: ['nsx 9.0.1.0'] });
const unreachable = goal({ targets: ['nsx 9.0.1.0'], hold: ['vkr'] });

let database: MigratedDatabase;
let record: PostgresPlanRecord;
let published: MatrixRevision[];
let observed: FleetSnapshot | undefined;
let rolling: RollingNode[];
/** Jobs of the queue in memory, and whether it is away. */
let queued: Map<string, PlanJob>;
let queueIsAway: boolean;
let engineRuns: number;

const revisions = {
  findCurrent: async () => published.at(-1),
  find: async (digest: string) => published.find((one) => one.digest === digest),
};
const fleets = {
  findCurrent: async (manager?: string) =>
    observed && (manager === undefined || manager === 'fra') ? { snapshot: observed, position: 7, rolling } : undefined,
};
const jobs: PlanJobs = {
  enqueue: async (plan) => {
    if (queueIsAway) throw new Error('queue is away');
    if (!queued.has(plan)) queued.set(plan, { state: 'waiting' });
  },
  find: async (plan) => queued.get(plan),
};
const planner = new WarmPlanner();
const engine: PlanningEngine = {
  compute: async (texts) => {
    engineRuns++;
    return planner.plan(texts);
  },
};
const interrupted = (why: 'timeout' | 'crash' | 'shutdown'): PlanningEngine => ({
  compute: () => Promise.reject(new PlanningInterrupted(why, `ended by ${why}`)),
});

const requestPlan = (late: string[] = []) => new RequestPlan(record, revisions, fleets, jobs, (plan) => late.push(plan));
const computePlan = (over: PlanningEngine = engine) => new ComputePlan(record, revisions, over);
const attempt = { isLast: false, signal: new AbortController().signal };
const order = { goal: reachable, actor: 'token:test' };
const eventTypes = async (id: string) => (await record.events.readStream(planStream(id))).map(({ type }) => type);
const countEvents = async () => Number((await database.source.query('select count(*) from event_store.event'))[0].count);

async function requested(more: object = {}): Promise<string> {
  const outcome = await requestPlan().execute({ ...order, ...more });
  if (outcome.outcome !== 'accepted') throw new Error(JSON.stringify(outcome));
  return outcome.plan.id;
}

beforeAll(async () => {
  database = await createMigratedDatabase({ poolSize: 10 });
  record = new PostgresPlanRecord(database.source);
});
afterAll(() => database.drop());
beforeEach(async () => {
  [published, observed, rolling, queued, queueIsAway, engineRuns] = [[revision], world, [], new Map(), false, 0];
  await database.source.query(`delete from lockstep.plan`);
});

describe('requesting a plan', () => {
  it('refuses while a node rolls, writes nothing, and takes the request again when it stands still', async () => {
    rolling = [{ id: 'payments', component: 'vkr', parts: [{ part: 'control-plane', version: 'v1.34.1', nodes: 1 }] }];
    const before = await countEvents();
    expect(await requestPlan().execute({ ...order, idempotencyKey: 'roll' })).toEqual({ outcome: 'rolling', nodes: rolling });
    expect(await countEvents()).toBe(before);
    rolling = [];
    expect(await requestPlan().execute({ ...order, idempotencyKey: 'roll' })).toMatchObject({ outcome: 'accepted' });
  });

  it('plans over a node that rolls where the request assumes what it runs in the end, and not where it assumes something else', async () => {
    rolling = [{ id: 'payments', component: 'vkr', parts: [{ part: 'control-plane', version: 'v1.34.1', nodes: 1 }] }];
    const assuming = (node: string) => ({
      ...order,
      hypothetical: { statements: [], releases: [], hops: [], versions: [{ node, component: 'vkr', version: 'v1.34.1' }] },
    });
    expect(await requestPlan().execute(assuming('ledger'))).toMatchObject({ outcome: 'rolling' });
    expect(await requestPlan().execute(assuming('payments'))).toMatchObject({ outcome: 'accepted' });
  });

  it('freezes the inputs, so that a later fleet and matrix do not change the plan', async () => {
    const id = await requested();
    published.push(matrix({ releases: { nsx: ['4.2.1.0', '9.0.1.0'] } }));
    observed = fleet({ nsxManagers: { fra: { nsx: '9.0.1.0' } } });
    expect(await computePlan().execute(id, attempt)).toMatchObject({ outcome: 'recorded', status: 'computed' });
    const plans = new ReadPlans(record, revisions);
    const plan = await plans.findDocument((await plans.find(id))!);
    expect(plan!.spec).toMatchObject({ outcome: 'planned', inputs: { matrix: revision.digest } });
    expect(await plans.getFleet((await plans.find(id))!)).toEqual(world);
  });

  it.each([
    [
      'selects nothing',
      { goal: goal({ targets: [{ target: 'vkr >=1.34', select: { labels: { env: 'prod' } } }] }) },
      '/goal/spec/targets/0',
    ],
    ['names an unknown component', { goal: goal({ targets: ['nsx 9.0.1.0', 'hcx 1.0'] }) }, '/goal/spec/targets/1/component'],
    ['has an unreadable range', { goal: goal({ targets: ['nsx >=x'] }) }, '/goal/spec/targets/0/version'],
    ['names an unknown NSX manager', { domain: 'mars' }, '/domain'],
    ['names an unknown revision', { matrix: `sha256:${'0'.repeat(64)}` }, 'query:/matrix'],
  ])('that %s writes nothing and says where', async (_, change, pointer) => {
    const before = await countEvents();
    const outcome = await requestPlan().execute({ ...order, ...change });
    expect(outcome).toMatchObject({ outcome: 'invalid', problems: [{ pointer }] });
    expect(await countEvents()).toBe(before);
    expect(queued.size).toBe(0);
  });

  it('needs a matrix and a fleet', async () => {
    published = [];
    expect(await requestPlan().execute(order)).toMatchObject({ outcome: 'invalid' });
    [published, observed] = [[revision], undefined];
    expect(await requestPlan().execute(order)).toMatchObject({ outcome: 'invalid' });
  });

  it('with one idempotency key is one plan, also when the requests race and the fleet moves', async () => {
    const racing = await Promise.all([1, 2, 3, 4].map(() => requested({ idempotencyKey: 'once' })));
    observed = fleet({ nsxManagers: { fra: { nsx: '9.0.1.0' } } });
    expect(new Set([...racing, await requested({ idempotencyKey: 'once' })]).size).toBe(1);
    expect(await eventTypes(racing[0]!)).toEqual(['PlanRequested']);
    const another = { ...order, goal: unreachable, idempotencyKey: 'once' };
    expect(await requestPlan().execute(another)).toEqual({ outcome: 'key-reused', plan: racing[0] });
    expect(await requested({ idempotencyKey: 'once', actor: 'token:other' })).not.toBe(racing[0]);
  });

  it('is not lost when the queue is away: the next sweep queues it', async () => {
    queueIsAway = true;
    const late: string[] = [];
    const outcome = await requestPlan(late).execute(order);
    const id = outcome.outcome === 'accepted' ? outcome.plan.id : '';
    expect(late).toEqual([id]);
    queueIsAway = false;
    const sweep = new EnqueueRequestedPlans(record, jobs, computePlan());
    expect(await sweep.execute()).toEqual({ enqueued: [id], failed: [] });
    expect(await sweep.execute()).toEqual({ enqueued: [], failed: [] });
    expect([...queued.keys()]).toEqual([id]);
  });
});

describe('computing a plan', () => {
  it('has its effect once when two workers hold the same job at the same time', async () => {
    const id = await requested();
    const outcomes = await Promise.all([1, 2, 3].map(() => computePlan().execute(id, attempt)));
    expect(engineRuns).toBeGreaterThan(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'recorded')).toHaveLength(1);
    expect(await eventTypes(id)).toEqual(['PlanRequested', 'PlanComputed']);
    expect(await computePlan().execute(id, attempt)).toEqual({ outcome: 'settled-before', status: 'computed' });
  });

  it('finishes an infeasible goal as a plan with an explanation', async () => {
    const id = await requested({ goal: unreachable });
    await computePlan().execute(id, attempt);
    const plans = new ReadPlans(record, revisions);
    const view = (await plans.find(id))!;
    expect(view).toMatchObject({ status: 'computed', result: { outcome: 'infeasible', steps: 0 } });
    expect((await plans.findDocument(view))!.spec.explanation!.blockers.length).toBeGreaterThan(0);
  });

  it('tries an interrupted search again, and records a failure when there is no further attempt', async () => {
    const id = await requested();
    await expect(computePlan(interrupted('timeout')).execute(id, attempt)).rejects.toThrow('ended by timeout');
    expect(await eventTypes(id)).toEqual(['PlanRequested']);
    expect(await computePlan(interrupted('timeout')).execute(id, { ...attempt, isLast: true })).toMatchObject({
      status: 'failed',
      reason: 'ended by timeout',
    });
    expect(await eventTypes(id)).toEqual(['PlanRequested', 'PlanFailed']);
  });

  it('never takes a shutdown for a failure of the plan', async () => {
    const id = await requested();
    await expect(computePlan(interrupted('shutdown')).execute(id, { ...attempt, isLast: true })).rejects.toThrow('ended by shutdown');
    expect(await eventTypes(id)).toEqual(['PlanRequested']);
  });

  it('fails with the digests of the inputs when the planner worked on others than were requested', async () => {
    const id = await requested();
    const straying: PlanningEngine = { compute: async (texts) => planner.plan({ ...texts, goal: JSON.stringify(unreachable) }) };
    expect(await computePlan(straying).execute(id, attempt)).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('another goal than was requested'),
    });
    const { failure } = (await new ReadPlans(record, revisions).find(id))!;
    expect(failure!.inputs).toMatchObject({ matrix: revision.digest });
  });

  it('knows nothing of a plan that was never requested', async () => {
    expect(await computePlan().execute('0190a1b2-0000-7000-8000-000000000000', attempt)).toEqual({ outcome: 'absent' });
  });
});

describe('the sweep', () => {
  it.each([
    ['failed', { state: 'failed', failure: 'stalled more than allowable limit' } as const, 'stalled more than allowable limit'],
    ['completed', { state: 'completed' } as const, 'the job ended without a result in the record'],
  ])('settles a plan whose job has %s without a result', async (_, job, reason) => {
    const id = await requested();
    queued.set(id, job);
    expect(await new EnqueueRequestedPlans(record, jobs, computePlan()).execute()).toEqual({
      enqueued: [],
      failed: [{ plan: id, reason }],
    });
    expect(await eventTypes(id)).toEqual(['PlanRequested', 'PlanFailed']);
  });

  it('leaves plans alone whose job waits or runs, or that are settled', async () => {
    const [waiting, active, settled] = [await requested(), await requested(), await requested()];
    queued.set(active, { state: 'active' });
    await computePlan().execute(settled, attempt);
    queued.delete(settled);
    expect(await new EnqueueRequestedPlans(record, jobs, computePlan()).execute()).toEqual({ enqueued: [], failed: [] });
    expect(await eventTypes(waiting)).toEqual(['PlanRequested']);
  });
});

describe('reading plans', () => {
  it('lists page by page, newest first, undisturbed by new requests', async () => {
    const plans = new ReadPlans(record, revisions);
    const ids = [await requested(), await requested(), await requested()];
    const first = await plans.list({ limit: 2 });
    await requested();
    const second = await plans.list({ limit: 2, before: first.next! });
    expect([...first.plans, ...second.plans].map(({ id }) => id)).toEqual(ids.toReversed());
    expect(second.next).toBeNull();
  });

  it('lists by status and domain', async () => {
    const plans = new ReadPlans(record, revisions);
    const [computed, ofDomain] = [await requested(), await requested({ domain: 'fra' })];
    await computePlan().execute(computed, attempt);
    expect((await plans.list({ limit: 9, stage: 'computed' })).plans.map(({ id }) => id)).toEqual([computed]);
    expect((await plans.list({ limit: 9, domain: 'fra' })).plans.map(({ id }) => id)).toEqual([ofDomain]);
  });

  it('makes the list anew from the events, row by row the same', async () => {
    const rows = () => database.source.query('select * from lockstep.plan order by id');
    await record.rebuildList();
    const [computed, failed, withdrawn] = [await requested(), await requested(), await requested()];
    await computePlan().execute(computed, attempt);
    await computePlan().fail(failed, 'out of memory');
    await new WithdrawPlan(record, new PlannedExecutions(new ReadPlans(record, revisions))).execute(withdrawn, 'not needed', {
      actor: 'token:test',
    });
    const before = await rows();
    await database.source.query('delete from lockstep.plan');
    expect(await record.rebuildList()).toBe(before.length);
    expect(await rows()).toEqual(before);
  });

  it('refuses a kept document that was changed behind its digest', async () => {
    const id = await requested();
    await computePlan().execute(id, attempt);
    const plans = new ReadPlans(record, revisions);
    const view = (await plans.find(id))!;
    const edit = `update lockstep.plan_document set document = replace(document::text, '"optimal":true', '"optimal":false')::json where digest = $1`;
    await expect(database.source.query(edit, [view.result!.digest])).rejects.toThrow(/never changes/);
    await database.source.transaction(async (manager) => {
      await manager.query('alter table lockstep.plan_document disable trigger plan_document_is_immutable');
      await manager.query(edit, [view.result!.digest]);
      await manager.query('alter table lockstep.plan_document enable trigger plan_document_is_immutable');
    });
    await expect(plans.findDocument(view)).rejects.toThrow(/what is kept is what its digest says/);
  });
});

describe('verifying a plan', () => {
  const verify = () => new VerifyPlan(record, revisions, fleets);

  async function computedPlan() {
    const id = await requested({ goal: goal({ targets: ['nsx 9.0.1.0', 'vkr >=1.33'] }) });
    await computePlan().execute(id, attempt);
    const plans = new ReadPlans(record, revisions);
    const view = (await plans.find(id))!;
    return { plan: (await plans.findDocument(view))!, goal: view.request.goal };
  }

  it('proves a plan over the documents on record that it names, though the fleet has moved on', async () => {
    const given = await computedPlan();
    observed = fleet({ nsxManagers: { fra: { nsx: '9.0.1.0' } } });
    expect(await verify().execute(given)).toMatchObject({ outcome: 'proven', over: { matrix: revision.digest } });
  });

  it('proves a plan over documents given by value when nothing is on record', async () => {
    const given = await computedPlan();
    [published, observed] = [[], undefined];
    expect(await verify().execute({ ...given, matrix: revision.document, fleet: world })).toMatchObject({ outcome: 'proven' });
  });

  it('refutes a plan of which a step was taken out, and says which step is unsafe', async () => {
    const { plan, goal } = await computedPlan();
    const [first, ...rest] = plan.spec.steps;
    const steps = rest.map((step) => ({ ...step, after: step.after.filter((id) => id !== first!.id) }));
    const tampered = { ...plan, metadata: { name: plan.metadata.name }, spec: { ...plan.spec, steps } };
    const outcome = await verify().execute({ plan: tampered, goal });
    expect(outcome).toMatchObject({ outcome: 'refuted' });
    const kinds =
      outcome.outcome === 'refuted'
        ? outcome.refutations.map((refutation) => [refutation.kind, 'step' in refutation && refutation.step])
        : [];
    expect(kinds, 'one for both clusters: they are of one class').toEqual([['window', rest[0]!.id]]);
  });

  it('says where a goal or a matrix given by value is wrong', async () => {
    const given = await computedPlan();
    expect(await verify().execute({ ...given, goal: goal({ targets: ['hcx 1'] }) })).toMatchObject({
      outcome: 'invalid',
      problems: [{ pointer: '/goal/spec/targets/0/component' }],
    });
    const broken = { ...revision.document, spec: { ...revision.document.spec, components: [] } };
    const outcome = await verify().execute({ ...given, matrix: broken });
    expect(outcome.outcome === 'invalid' && outcome.problems.every(({ pointer }) => pointer.startsWith('/matrix/spec'))).toBe(true);
  });
});
