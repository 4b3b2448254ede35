import { newEventId } from '@lockstep/event-store';
import { PostgresEventStore, ProjectionRunner } from '@lockstep/event-store/postgres';
import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { fleet, goal, matrix } from '@lockstep/testing/builders';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ComputePlan } from '../application/compute-plan.use-case.js';
import { RequestPlan } from '../application/request-plan.use-case.js';
import { planStream, WarmPlanner } from '../domain/index.js';
import { PostgresPlanRecord } from './postgres-plan-record.js';
import { premisesProjection } from './premises-projection.js';

const revision = matrix({ releases: { nsx: ['4.2.1.0', '9.0.1.0'] } });
const world = fleet({ nsxManagers: { fra: { nsx: '4.2.1.0' } } });

let database: MigratedDatabase;
let record: PostgresPlanRecord;
let runner: ProjectionRunner;
beforeAll(async () => {
  database = await createMigratedDatabase({ poolSize: 10 });
  record = new PostgresPlanRecord(database.source);
  runner = new ProjectionRunner({ source: database.source, projections: [premisesProjection()] });
});
afterAll(() => database.drop());

async function computed(): Promise<string> {
  const revisions = { findCurrent: async () => revision, find: async () => revision };
  const jobs = { enqueue: async () => {}, find: async () => undefined };
  const request = new RequestPlan(
    record,
    revisions,
    { findCurrent: async () => ({ snapshot: world, position: 7, rolling: [] }) },
    jobs,
    () => {},
  );
  const outcome = await request.execute({ goal: goal({ targets: ['nsx 9.0.1.0'] }), actor: 'token:test' });
  if (outcome.outcome !== 'accepted') throw new Error(JSON.stringify(outcome));
  const planner = new WarmPlanner();
  const attempt = { isLast: true, signal: new AbortController().signal };
  await new ComputePlan(record, revisions, { compute: async (texts) => planner.plan(texts) }).execute(outcome.plan.id, attempt);
  return outcome.plan.id;
}
const withPremises = async () => {
  expect(await runner.catchUp('plan-premises')).toBe('reached');
  const rows = await database.source.query<{ plan: string }[]>('select plan from lockstep.plan_premise order by plan');
  return rows.map(({ plan }) => plan);
};
const rows = () => database.source.query('select * from lockstep.plan order by id');

it('events of other streams cost the premises nothing', async () => {
  const nothing = () => Promise.reject(new Error('nothing; must be asked of the database; found a question'));
  const page = ['cluster-fra/pay', 'matrix', 'planet-plan-1'].map((stream) => ({ stream, version: 1, type: 'PlanComputed', data: {} }));
  const target = { manager: { query: nothing, queryRunner: { connect: nothing } }, table: (name: string) => name };
  await expect(premisesProjection().apply(page as never, target as never)).resolves.toBeUndefined();
});

describe('once events of plans were put away', () => {
  let archived: string;
  let kept: string;
  beforeAll(async () => {
    archived = await computed();
    await withPremises();
    await database.source.query('drop table if exists event_store.seal cascade');
    const [{ name }] = await database.source.query<[{ name: string }]>('select event_store.close_partition() as name');
    // Transactions that began in it may be of other databases of the server.
    const detach = () => database.source.query('select event_store.detach_partition($1)', [name]);
    await vi.waitFor(detach, { timeout: 20_000, interval: 50 });
    kept = await computed();
  });

  it('a withdrawal needs nothing but itself to take the premises of its plan away', async () => {
    expect(await withPremises()).toEqual([archived, kept].toSorted());
    const withdrawal = { id: newEventId(), type: 'PlanWithdrawn', data: { reason: 'too late' }, actor: 'token:test' };
    await new PostgresEventStore(database.source).append(planStream(archived), 'any', [withdrawal]);
    expect(await withPremises()).toEqual([kept]);
  });

  it('the list is not made anew without them', async () => {
    const before = await rows();
    expect(before).toHaveLength(2);
    await expect(record.rebuildList()).rejects.toThrow(/put away/);
    expect(await rows()).toEqual(before);
  });
});
