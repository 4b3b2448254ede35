import { type FleetSnapshot, valueSource } from '@lockstep/documents';
import { type NewEvent, newEventId } from '@lockstep/event-store';
import { PostgresEventStore, ProjectionRunner } from '@lockstep/event-store/postgres';
import {
  fleetProjection,
  PostgresFleetRecord,
  PostgresScanRecord,
  ReadFleet,
  ReadScans,
  RecordSnapshot,
  scansProjection,
} from '@lockstep/fleet';
import { MatrixRevisions, PostgresMatrixRecord, PublishRevision } from '@lockstep/matrix';
import { createMigratedDatabase, type MigratedDatabase, settledHead } from '@lockstep/testing';
import { fleet, type FleetSketch, goal, matrix, type MatrixSketch, validated } from '@lockstep/testing/builders';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { planStream, type PremiseFall, renderFall, WarmPlanner } from '../domain/index.js';
import { PostgresPlanRecord } from '../infrastructure/postgres-plan-record.js';
import { PostgresPremiseFollowing } from '../infrastructure/postgres-premise-following.js';
import { RecordedPresentFleet } from '../infrastructure/present-fleet.js';
import { ComputePlan } from './compute-plan.use-case.js';
import { FollowPremises } from './follow-premises.use-case.js';
import { JudgeFreshness } from './judge-freshness.use-case.js';
import type { PlanProgress } from './progress.port.js';
import { ReadPlans } from './read-plans.use-case.js';
import { RecomputePlan } from './recompute-plan.use-case.js';
import { ReplaceVoidPlans } from './replace-void-plans.use-case.js';
import { RequestPlan } from './request-plan.use-case.js';

const sketch: MatrixSketch = {
  releases: { nsx: ['4.2.1.0', '9.0.1.0'], vkr: ['v1.33.1', 'v1.34.1', 'v1.34.2'] },
  statements: [
    validated('vkr >=1.33 <1.34', 'nsx 4.2', { id: 'old' }),
    validated('vkr >=1.34 <1.35', 'nsx >=4.2 <9.1', { id: 'bridge', expires: '2030-06-30' }),
  ],
};
const planner = new WarmPlanner();
const engine = { compute: async (texts: Parameters<WarmPlanner['plan']>[0]) => planner.plan(texts) };

let database: MigratedDatabase;
let record: PostgresPlanRecord;
let following: PostgresPremiseFollowing;
let revisions: MatrixRevisions;
let reads: ReadFleet;
let present: RecordedPresentFleet;
let plans: ReadPlans;
let snapshots: RecordSnapshot;
let events: PostgresEventStore;
let requestPlan: RequestPlan;
/** Two domains, whose names are new for each test. */
let sites: readonly [string, string];
let [tests, minutes, isRunning] = [0, 0, false];
let voided: { plan: string; falls: readonly PremiseFall[] }[];
let now: string;
let progress: PlanProgress;

const follow = (by = following) => new FollowPremises(record, by, plans, revisions, present, { find: async () => progress }, () => now);
/** A round over all that is on record: transactions of other databases of the server hold readers back, too. */
const followed = async (all = false) => {
  await settledHead(database.source);
  return follow().execute(all);
};
const replace = () =>
  new ReplaceVoidPlans(
    record,
    following,
    plans,
    revisions,
    present,
    requestPlan,
    { voided: async (plan, _, falls) => void voided.push({ plan, falls }) },
    { end: async () => (isRunning ? 'open' : 'ended') },
    () => now,
  );
const judge = (maxAge = 86_400) => new JudgeFreshness(follow(), plans, present, maxAge, () => now);

const nextTime = () => `2026-11-20T06:${String(++minutes % 60).padStart(2, '0')}:${String(Math.floor(minutes / 60)).padStart(2, '0')}Z`;
const worldOf = (site: string, clusters: FleetSketch['clusters'] = {}): FleetSnapshot => {
  const own = { [`${site}-ledger`]: { vkr: 'v1.33.1' }, [`${site}-pay`]: { vkr: 'v1.33.1' }, ...clusters };
  const supervisors = { [`${site}-sup`]: {} };
  return fleet({ nsxManagers: { [site]: { nsx: '4.2.1.0' } }, supervisors, clusters: own, takenAt: nextTime() });
};

async function publish(changed: Partial<MatrixSketch> = {}): Promise<void> {
  const { document } = matrix({ ...sketch, ...changed });
  await new PublishRevision(new PostgresMatrixRecord(database.source)).execute({
    documents: [{ document, source: valueSource(document, 'matrix') }],
    author: 'token:test',
  });
}

async function observe(snapshot: FleetSnapshot): Promise<void> {
  const outcome = await snapshots.execute({
    snapshot: { document: snapshot, source: valueSource(snapshot, 'fleet') },
    actor: 'token:test',
  });
  if (outcome.outcome !== 'recorded') throw new Error(JSON.stringify(outcome));
  await present.catchUp(await settledHead(database.source));
}

async function report(stream: string, type: string, data: unknown): Promise<string> {
  const event: NewEvent = { id: newEventId(), type, data, observedAt: nextTime(), actor: 'token:test' };
  await events.append(stream, 'any', [event]);
  return event.id;
}

const compute = (id: string) =>
  new ComputePlan(record, revisions, engine).execute(id, { isLast: true, signal: new AbortController().signal });

async function planned(domain: string): Promise<string> {
  const outcome = await requestPlan.execute({ goal: goal({ targets: ['nsx 9.0.1.0'] }), domain, actor: 'token:planner' });
  if (outcome.outcome !== 'accepted') throw new Error(JSON.stringify(outcome));
  await compute(outcome.plan.id);
  return outcome.plan.id;
}

const statusOf = async (id: string) => (await plans.find(id))!.status;
const fallsOf = async (id: string) => (await plans.find(id))!.fallen.map(renderFall);

beforeAll(async () => {
  database = await createMigratedDatabase({ poolSize: 10 });
  const { source } = database;
  const runner = new ProjectionRunner({ source, projections: [fleetProjection(), scansProjection()] });
  const fleetRecord = new PostgresFleetRecord(source, runner);
  record = new PostgresPlanRecord(source);
  following = new PostgresPremiseFollowing(source);
  revisions = new MatrixRevisions(new PostgresMatrixRecord(source));
  reads = new ReadFleet(fleetRecord);
  present = new RecordedPresentFleet(fleetRecord, new ReadScans(new PostgresScanRecord(source, runner)));
  plans = new ReadPlans(record, revisions);
  snapshots = new RecordSnapshot(
    fleetRecord,
    async () => [],
    () => now,
  );
  events = new PostgresEventStore(source);
  requestPlan = new RequestPlan(record, revisions, reads, { enqueue: async () => {}, find: async () => undefined }, () => {});
});
afterAll(() => database.drop());
beforeEach(async () => {
  sites = [`fra${++tests}`, `ber${tests}`];
  [voided, now, progress, isRunning] = [[], '2026-11-20T12:00:00Z', 'not-begun', false];
  await database.source.query('delete from lockstep.plan');
  await publish();
  for (const site of sites) await observe(worldOf(site));
});

describe('following what plans lean on', () => {
  it('voids a plan by the event that moved a cluster, names both, and tells so once', async () => {
    const id = await planned(sites[0]);
    expect(await followed()).toEqual([]);
    const event = await report(`cluster-${sites[0]}-ledger`, 'ClusterVersionObserved', { component: 'vkr', version: 'v1.34.1' });
    await settledHead(database.source);
    await Promise.all([follow().execute(), follow().execute(), follow().execute()]);
    expect(await followed(true)).toEqual([]);
    const view = (await plans.find(id))!;
    expect(view).toMatchObject({
      status: 'void',
      fallen: [
        {
          premise: { kind: 'node', node: { kind: 'cluster', id: `${sites[0]}-ledger` }, fact: 'version', component: 'vkr' },
          before: 'v1.33.1',
          after: 'v1.34.1',
          by: { kind: 'event', id: event, type: 'ClusterVersionObserved' },
        },
      ],
    });
    await replace().execute();
    await replace().execute();
    expect(voided.filter(({ plan }) => plan === id)).toHaveLength(1);
  });

  it('leaves a plan standing when labels change, another domain changes, or the matrix says more about other things', async () => {
    const id = await planned(sites[0]);
    await report(`cluster-${sites[0]}-ledger`, 'LabelsChanged', { labels: { tier: 'gold' } });
    await report(`cluster-${sites[1]}-ledger`, 'ClusterVersionObserved', { component: 'vkr', version: 'v1.34.1' });
    await followed();
    await publish({ releases: { ...sketch.releases, nsx: ['4.2.1.0', '9.0.1.0', '9.1.0.0'] } });
    await followed();
    await followed(true);
    expect(await statusOf(id)).toBe('computed');
    expect(await judge().execute(id)).toMatchObject({ standing: 'stands', fallen: [], evidence: { age: 'fresh' } });
  });

  it('leaves a plan standing when other statements allow what it uses', async () => {
    const id = await planned(sites[0]);
    await publish({ statements: [sketch.statements![0]!, validated('vkr >=1.34 <1.35', 'nsx >=4.2 <9.1', { id: 'anew' })] });
    await followed();
    expect(await statusOf(id)).toBe('computed');
  });

  it('voids plans of all domains by a revision that takes a used pairing away, and names the revision', async () => {
    const ids = [await planned(sites[0]), await planned(sites[1])];
    await publish({ statements: [sketch.statements![0]!, validated('vkr >=1.34 <1.35', 'nsx 4.2', { id: 'bridge' })] });
    await followed();
    for (const id of ids) {
      expect((await plans.find(id))!.fallen).toMatchObject([
        {
          premise: { kind: 'pairing', versions: ['9.0.1.0', 'v1.34.2'] },
          by: { kind: 'event', stream: 'matrix', type: 'MatrixRevisionPublished' },
        },
      ]);
    }
  });

  it('voids a plan on the day after a statement that it uses has ended', async () => {
    const id = await planned(sites[0]);
    now = '2030-06-30T23:00:00Z';
    await followed();
    expect(await statusOf(id)).toBe('computed');
    now = '2030-07-01T00:00:00Z';
    await followed();
    expect((await plans.find(id))!.fallen[0]).toMatchObject({ premise: { kind: 'pairing' }, by: { kind: 'calendar', day: '2030-07-01' } });
  });

  it('voids a plan by a cluster that nobody planned for, by one that is gone, and by one that begins to roll', async () => {
    const [joined, gone] = [await planned(sites[0]), await planned(sites[1])];
    await observe(worldOf(sites[0], { [`${sites[0]}-new`]: { vkr: 'v1.33.1' } }));
    await report(`cluster-${sites[1]}-pay`, 'ClusterDecommissioned', { id: `${sites[1]}-pay` });
    await report(`cluster-${sites[1]}-ledger`, 'ClusterMixedVersionsObserved', {
      component: 'vkr',
      parts: [{ part: 'workers', version: 'v1.34.1', nodes: 1 }],
    });
    await followed();
    expect((await fallsOf(joined)).map((one) => one.split(' (')[0])).toEqual([
      `cluster ${sites[0]}-new joined; the plan leans on nothing; found below ${sites[0]}-sup`,
    ]);
    expect((await fallsOf(gone)).map((one) => one.split(' at position')[0])).toEqual([
      `cluster ${sites[1]}-pay presence; the plan leans on there; found nothing (ClusterDecommissioned`,
      `cluster ${sites[1]}-ledger rolling of vkr; the plan leans on v1.33.1; found workers v1.34.1 on 1 (ClusterMixedVersionsObserved`,
    ]);
  });

  it('finds what fell between the request of a plan and its result', async () => {
    const outcome = await requestPlan.execute({ goal: goal({ targets: ['nsx 9.0.1.0'] }), domain: sites[0], actor: 'token:planner' });
    const { id } = (outcome as { plan: { id: string } }).plan;
    await report(`cluster-${sites[0]}-ledger`, 'ClusterVersionObserved', { component: 'vkr', version: 'v1.34.1' });
    await followed();
    await compute(id);
    await followed();
    expect(await statusOf(id)).toBe('void');
  });

  it('leaves versions to whoever watches for drift while the plan is carried out, and nothing else', async () => {
    const id = await planned(sites[0]);
    progress = 'under-way';
    await report(`cluster-${sites[0]}-ledger`, 'ClusterVersionObserved', { component: 'vkr', version: 'v1.34.1' });
    await followed();
    expect(await statusOf(id)).toBe('computed');
    await report(`cluster-${sites[0]}-pay`, 'CniChanged', { cni: 'cilium', adapter: 'disabled' });
    await followed();
    expect(await statusOf(id)).toBe('void');
  });

  it('leaves a plan alone that was carried out to its end, before any row says so', async () => {
    const id = await planned(sites[0]);
    progress = 'ended';
    await report(`cluster-${sites[0]}-ledger`, 'ClusterVersionObserved', { component: 'vkr', version: 'v1.34.1' });
    expect(await followed(true)).toEqual([]);
    expect(await statusOf(id)).toBe('computed');
  });

  it('goes on where another process was killed before it wrote how far it had come', async () => {
    const id = await planned(sites[0]);
    await followed();
    await report(`cluster-${sites[0]}-ledger`, 'ClusterVersionObserved', { component: 'vkr', version: 'v1.34.1' });
    const dies = { advance: () => Promise.reject(new Error('killed')) };
    const killed = follow(Object.assign(Object.create(following) as PostgresPremiseFollowing, dies));
    await settledHead(database.source);
    await expect(killed.execute()).rejects.toThrow('killed');
    await followed();
    expect((await record.events.readStream(planStream(id))).map(({ type }) => type)).toEqual([
      'PlanRequested',
      'PlanComputed',
      'PremiseFell',
    ]);
  });
});

describe('another plan in the place of a void one', () => {
  async function voidOne(): Promise<string> {
    const id = await planned(sites[0]);
    await report(`cluster-${sites[0]}-ledger`, 'ClusterVersionObserved', { component: 'vkr', version: 'v1.34.1' });
    await followed();
    return id;
  }

  it('is asked for once, for the same goal and of the same person, and takes its place when it is computed', async () => {
    const id = await voidOne();
    const done = (await Promise.all([replace().execute(), replace().execute()])).flat().filter(({ plan }) => plan === id);
    const successors = new Set(done.flatMap((one) => (one.outcome === 'requested' ? [one.by] : [])));
    expect(successors.size).toBe(1);
    const [by] = [...successors] as [string];
    const view = (await plans.find(by))!;
    const { request } = (await plans.find(id))!;
    expect(view.request).toMatchObject({ parent: id, goal: request.goal, requestedBy: 'token:planner', domain: sites[0] });
    expect(await statusOf(id)).toBe('void');
    await compute(by);
    expect(await replace().execute()).toContainEqual({ plan: id, outcome: 'superseded', by });
    expect(await plans.find(id)).toMatchObject({ status: 'superseded', supersededBy: by });
    expect(await statusOf(by)).toBe('computed');
    expect((await replace().execute()).filter(({ plan }) => plan === id || plan === by)).toEqual([]);
    await followed(true);
    expect(await statusOf(by)).toBe('computed');
  });

  it('is one for all that lead to the same goal in the same domain, and one for each of the others', async () => {
    const equal = [await planned(sites[0]), await planned(sites[0])] as const;
    const elsewhere = await planned(sites[1]);
    for (const site of sites) await report(`cluster-${site}-ledger`, 'ClusterVersionObserved', { component: 'vkr', version: 'v1.34.1' });
    await followed();
    const own = (await Promise.all([replace().execute(), replace().execute()]))
      .flat()
      .filter(({ plan, outcome }) => outcome === 'requested' && [...equal, elsewhere].includes(plan));
    const successors = [...new Set(own.map((one) => (one.outcome === 'requested' ? one.by : '')))];
    expect(successors).toHaveLength(2);
    expect(new Set(own.map(({ plan }) => plan))).toEqual(new Set([equal[0], elsewhere]));
    for (const by of successors) await compute(by);
    await replace().execute();
    const [first, ...others] = await Promise.all([...equal, elsewhere].map(async (id) => (await plans.find(id))!.supersededBy));
    expect(others.map((by) => by === first)).toEqual([true, false]);
  });

  it('waits with taking its place until nothing of it runs', async () => {
    const id = await voidOne();
    for (const one of await replace().execute()) if (one.plan === id && one.outcome === 'requested') await compute(one.by);
    for (isRunning of [true, false]) {
      await replace().execute();
      expect(await statusOf(id)).toBe(isRunning ? 'void' : 'superseded');
    }
  });

  it('is not asked for while a node rolls, and later it is', async () => {
    const id = await voidOne();
    const rolls = (parts: object[]) => report(`cluster-${sites[0]}-pay`, 'ClusterMixedVersionsObserved', { component: 'vkr', parts });
    await rolls([{ part: 'workers', version: 'v1.34.1', nodes: 1 }]);
    await present.catchUp(await settledHead(database.source));
    expect(await replace().execute()).toContainEqual({ plan: id, outcome: 'not-now', reason: `${sites[0]}-pay rolls` });
    await rolls([]);
    await present.catchUp(await settledHead(database.source));
    expect((await replace().execute()).filter(({ plan }) => plan === id)).toEqual([]);
    now = new Date(Date.now() + 120_000).toISOString();
    expect((await replace().execute()).filter(({ plan }) => plan === id)).toMatchObject([{ outcome: 'requested' }]);
  });

  it('is not asked for when the first one was asked for over an earlier moment', async () => {
    const position = await settledHead(database.source);
    await report(`cluster-${sites[0]}-ledger`, 'ClusterVersionObserved', { component: 'vkr', version: 'v1.34.1' });
    const outcome = await requestPlan.execute({
      goal: goal({ targets: ['nsx 9.0.1.0'] }),
      domain: sites[0],
      past: reads.at(position),
      actor: 'token:planner',
    });
    const { id } = (outcome as { plan: { id: string } }).plan;
    await compute(id);
    await followed();
    expect(await statusOf(id)).toBe('void');
    expect((await replace().execute()).filter(({ plan }) => plan === id)).toMatchObject([{ outcome: 'not-now' }]);
  });
});

describe('judging a plan at the moment of a decision', () => {
  it('knows of an event that nobody has followed yet', async () => {
    const id = await planned(sites[0]);
    expect(await judge().execute(id)).toMatchObject({ standing: 'stands', status: 'computed' });
    await report(`cluster-${sites[0]}-ledger`, 'ClusterVersionObserved', { component: 'vkr', version: 'v1.34.1' });
    expect(await judge().execute(id)).toMatchObject({ standing: 'void', status: 'void', fallen: [{ after: 'v1.34.1' }] });
    expect(await judge().execute(newEventId())).toBeUndefined();
  });

  it('calls evidence stale that is older than counts, and fresh when somebody has looked again', async () => {
    const id = await planned(sites[0]);
    const asked = judge();
    now = '2026-11-21T05:00:00Z';
    expect((await asked.execute(id))!.evidence).toMatchObject({ age: 'fresh', maxAge: 86_400 });
    now = '2026-11-21T12:00:00Z';
    expect((await asked.execute(id))!.evidence).toMatchObject({ age: 'stale', oldest: { node: { kind: expect.any(String) } } });
    await observe({ ...worldOf(sites[0]), metadata: { name: 'again', takenAt: '2026-11-21T11:00:00Z' } });
    expect((await asked.execute(id))!.evidence).toMatchObject({ age: 'fresh' });
  });
});

describe('computing a plan again', () => {
  const again = (id: string) =>
    new RecomputePlan(record, plans, revisions, engine, async (position) => reads.at(position)).execute(id, new AbortController().signal);

  it('comes to the same digest from the record, although fleet and matrix have moved on', async () => {
    const id = await planned(sites[0]);
    const version = (await plans.find(id))!.version;
    await observe(worldOf(sites[0], { [`${sites[0]}-pay`]: { vkr: 'v1.34.1' } }));
    await publish({ statements: [sketch.statements![0]!] });
    expect(await again(id)).toMatchObject({ outcome: 'same', fleet: 'record', recorded: (await plans.find(id))!.result!.digest });
    expect((await plans.find(id))!.version).toBe(version);
  });

  it('says so where there is nothing to compare with', async () => {
    expect(await again(newEventId())).toMatchObject({ outcome: 'failed' });
  });
});
