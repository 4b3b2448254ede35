import { askOf } from '@lockstep/simulation';
import { testRedisUrl } from '@lockstep/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Journey, type PlanSeen } from '../journey/journey.js';
import { type BuiltApps, buildApps } from '../journey/lockstep-under-test.js';
import { ChangeBoard } from './change-board.js';

/** Milliseconds: two apps are built, and two processes started, on a machine that may be busy. */
const PATIENCE = 240_000;

let built: BuiltApps;
beforeAll(async () => {
  built = await buildApps();
}, PATIENCE);
afterAll(() => built?.remove());

/** Apps on Redis take the usual key prefix, so this file has a numbered database of the server to itself. */
function ownRedisUrl(): string | undefined {
  const given = testRedisUrl();
  return given === undefined ? undefined : Object.assign(new URL(given), { pathname: '/11' }).href;
}

async function forgetJobs(redisUrl: string | undefined): Promise<void> {
  if (redisUrl === undefined) return;
  const redis = new Redis(redisUrl);
  await redis.flushdb();
  await redis.quit();
}

describe('a plan with a change record, with jobs on PostgreSQL', () => describeRecord(undefined));
describe.skipIf(ownRedisUrl() === undefined)('a plan with a change record, with jobs on Redis', () => describeRecord(ownRedisUrl()));

function describeRecord(redisUrl: string | undefined): void {
  let journey: Journey;
  let board: ChangeBoard;
  let plan: PlanSeen;
  beforeAll(async () => {
    await forgetJobs(redisUrl);
    journey = await Journey.begin(built, redisUrl);
    board = await ChangeBoard.begin(journey);
    plan = await journey.requestPlan();
  }, PATIENCE);
  afterAll(async () => {
    await journey?.end();
    await board?.end();
    await forgetJobs(redisUrl);
  });

  it('is shown to the board, and goes once the board has approved it beside the others', async () => {
    await journey.signOff(plan);
    const number = await board.opened(plan);
    const [shown] = board.served.changes();
    expect(shown).toMatchObject({ number, implementation: expect.stringContaining(plan.digest), summary: expect.stringContaining('nsx') });
    await board.held(plan, 's1', 'missing-signoff', 'change-record-not-approved');
    board.served.people.approve(number, 'Ada Lovelace');
    expect(await board.refreshed(plan, 'approved', ({ standing }) => standing === 'approved')).toMatchObject({
      reading: { phase: 'approved', deciders: [expect.stringContaining('Ada Lovelace')] },
    });
    const { body } = await journey.lockstep.admin.ask({ method: 'GET', path: `/v1/plans/${plan.id}/signoffs` });
    expect(JSON.stringify(body)).toContain(`change:board/${number} by Ada Lovelace`);
    await board.held(plan, 's1');
  });

  it(
    'is carried out while the record says so, and the record is closed with what became of each step',
    async () => {
      const phases = new Set<string>();
      const onMoment = async (moment: string, { id }: { readonly id: string }) => {
        if (moment !== 'rolling' || id !== 's2') return;
        phases.add((await board.refreshed(plan, 'begun', ({ reading }) => reading?.phase === 'changing')).reading!.phase);
      };
      expect(await journey.executor({ onMoment }).execute(plan.id)).toEqual({ outcome: 'done' });
      expect(phases).toEqual(new Set(['changing']));
      expect(await board.refreshed(plan, 'closed', ({ status }) => status === 'closed')).toMatchObject({ end: { how: 'finished' } });
      const [shown, ...more] = board.served.changes();
      expect(more).toEqual([]);
      expect(shown).toMatchObject({ state: 'Closed' });
      const closing = JSON.stringify(shown);
      for (const step of ['s1 vkr: confirmed', 's2 nsx: confirmed', 's3 vkr: confirmed', 's4 nsx: confirmed'])
        expect(closing).toContain(step);
      expect(journey.lockstep.logged(50)).toEqual([]);
    },
    PATIENCE,
  );
}

/** On one backend: what differs between them is how jobs are queued, and that is the same here. */
describe('a plan whose change record is in trouble', () => {
  let journey: Journey;
  let board: ChangeBoard;
  let plan: PlanSeen;
  let number: string;
  beforeAll(async () => {
    journey = await Journey.begin(built);
    board = await ChangeBoard.begin(journey);
    plan = await journey.requestPlan();
  }, PATIENCE);
  afterAll(async () => {
    await journey?.end();
    await board?.end();
  });

  it('has its record opened once, though the system was away and the worker was killed', async () => {
    const lift = board.served.faults.add({ fault: { kind: 'drop' } });
    await journey.signOff(plan);
    await journey.until(
      'the record is asked for, and told not to be opened',
      () => board.record(plan),
      (record) => record?.status === 'requested' && record.fault !== null,
    );
    await board.held(plan, 's1', 'missing-signoff', 'change-record-missing');
    await journey.lockstep.killAndRestart('worker');
    lift();
    // What it was asked for is done, and it dies before it says so.
    board.served.faults.add({ request: /^POST .*\/change\/normal/, times: 1, fault: { kind: 'lost', end: 'cut' } });
    await board.refreshed(plan, 'opened', ({ status }) => status === 'open');
    number = await board.opened(plan);
    expect(board.served.changes()).toHaveLength(1);
  });

  it('holds while somebody has written over the digest, and goes when it is there again', async () => {
    board.served.people.approve(number);
    await board.refreshed(plan, 'approved', ({ standing }) => standing === 'approved');
    await board.held(plan, 's1');
    const text = board.served.changes()[0]!.implementation;
    board.served.people.rewrite(number, 'as discussed');
    await board.refreshed(plan, 'of no digest', ({ standing }) => standing === 'digest');
    await board.held(plan, 's1', 'missing-signoff', 'change-record-digest');
    board.served.people.rewrite(number, text);
    const again = await board.refreshed(plan, 'approved again', ({ standing }) => standing === 'approved');
    expect(again.history.filter(({ type }) => type === 'ChangeRecordDecided')).toHaveLength(3);
    await board.held(plan, 's1');
  });

  it(
    'stops half way when the board cancels the record',
    async () => {
      const onMoment = async (moment: string, { id }: { readonly id: string }) => {
        if (moment !== 'confirmed' || id !== 's1') return;
        board.served.people.cancel(number);
        await board.refreshed(plan, 'cancelled', ({ status }) => status === 'closed');
      };
      const stopped = await journey.executor({ onMoment }).execute(plan.id);
      expect(stopped).toMatchObject({ outcome: 'held', step: 's2', verdict: 'hold' });
      const reasons = stopped.outcome === 'held' ? stopped.reasons : [];
      expect(reasons).toContainEqual(expect.objectContaining({ reason: 'change-record-missing', why: 'it was cancelled there' }));
      const report = { phase: 'start', step: 's2', subjects: ['nsx-1'], acknowledgeNoReturn: true };
      expect(await journey.decide(journey.people.pipeline, plan, 'attempts', report)).toMatchObject({ status: 409 });
      const look = () =>
        askOf<{ items: { title: string }[] }>(journey.lockstep.admin, { method: 'GET', path: '/v1/findings?kind=change-record-ended' });
      const { body } = await journey.until('it is found', look, ({ body: { items } }) => items.length > 0);
      expect(body.items.map(({ title }) => title)).toEqual([
        expect.stringMatching(`plan ${plan.id} .*: change ${number}; system board; must stay open .*; found it cancelled`),
      ]);
    },
    PATIENCE,
  );
});
