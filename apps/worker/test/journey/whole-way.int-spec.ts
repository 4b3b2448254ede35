import type { ExecutorOptions } from '@lockstep/simulation';
import { testRedisUrl } from '@lockstep/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectCarriedOut } from './expect-carried-out.js';
import { Journey, type PlanSeen } from './journey.js';
import { type BuiltApps, buildApps } from './lockstep-under-test.js';

let built: BuiltApps;
beforeAll(async () => {
  built = await buildApps();
});
afterAll(() => built.remove());

/** Apps on Redis take the usual key prefix, so the journey has a numbered database of the server to itself. */
function ownRedisUrl(): string | undefined {
  const given = testRedisUrl();
  return given === undefined ? undefined : Object.assign(new URL(given), { pathname: '/10' }).href;
}

async function forgetJobs(redisUrl: string | undefined): Promise<void> {
  if (redisUrl === undefined) return;
  const redis = new Redis(redisUrl);
  await redis.flushdb();
  await redis.quit();
}

describe('from plan to change, with jobs on PostgreSQL', () => describeWholeWay(undefined));
describe.skipIf(ownRedisUrl() === undefined)('from plan to change, with jobs on Redis', () => describeWholeWay(ownRedisUrl()));

function describeWholeWay(redisUrl: string | undefined): void {
  let journey: Journey;
  let plan: PlanSeen;
  beforeAll(async () => {
    await forgetJobs(redisUrl);
    journey = await Journey.begin(built, redisUrl);
    plan = await journey.requestPlan();
  }, 240_000);
  afterAll(async () => {
    await journey?.end();
    await forgetJobs(redisUrl);
  });
  const reasonsAt = async (query: string) => (await journey.gate(plan.id, query)).reasons.map(({ reason }) => reason);

  it('a plan over what scans saw waits for as many signatures of others as it asks for, and then goes', async () => {
    const { ada, bo, cy } = journey.people;
    expect(plan).toMatchObject({ status: 'computed', outcome: 'planned' });
    expect(plan.plan.spec.steps.map(({ id, component, subjects }) => [id, component, ...subjects])).toEqual([
      ['s1', 'vkr', 'sup-1/shop/batch'],
      ['s2', 'nsx', 'nsx-1'],
      ['s3', 'vkr', 'sup-1/shop/batch', 'sup-1/shop/checkout'],
      ['s4', 'nsx', 'nsx-1'],
    ]);
    expect(await journey.gate(plan.id)).toMatchObject({
      verdict: 'hold',
      step: 's1',
      reasons: [{ reason: 'missing-signoff', count: null }],
    });
    expect(await journey.decide(ada, plan, 'signoffs/request')).toMatchObject({ status: 200, state: 'pending' });
    expect(await journey.decide(ada, plan, 'signoffs', { decision: 'sign' })).toMatchObject({ status: 409, code: 'requester' });
    expect(await journey.decide(bo, plan, 'signoffs', { decision: 'sign' })).toMatchObject({ status: 200, state: 'pending' });
    const { reasons } = await journey.gate(plan.id, '?step=s1');
    expect(new Set(reasons.map(({ reason, role, count }) => `${reason} ${String(role)} ${String(count)}`))).toEqual(
      new Set(['missing-signoff approver 1']),
    );
    expect(await journey.decide(cy, plan, 'signoffs', { decision: 'sign' })).toMatchObject({ status: 200, state: 'approved' });
    expect(await journey.gate(plan.id, '?subject=sup-1/shop/batch')).toEqual(
      expect.objectContaining({ verdict: 'go', digest: plan.digest, step: 's1', reasons: [] }),
    );
    expect(await reasonsAt('?step=s2&acknowledgeNoReturn=true')).toEqual(['predecessor-not-done']);
    expect(await reasonsAt('?step=s2')).toEqual(['point-of-no-return-unacknowledged', 'predecessor-not-done']);
  });

  it('is carried out step by step, each when the gate says go and the one before was seen done, with no drift in the middle of a roll', async () => {
    const rolled: string[] = [];
    const onMoment: ExecutorOptions['onMoment'] = async (moment, { id }) => {
      if (moment === 'rolling') {
        expect((await journey.execution(plan.id)).drift).toEqual([]);
        rolled.push(id, ...(await journey.rolling()));
      }
      if (id !== 's2') return;
      const next = '?step=s3&subject=sup-1/shop/checkout';
      if (moment === 'reported') expect(await reasonsAt(`${next}&subject=sup-1/shop/batch`)).toEqual(['rolling', 'awaiting-observation']);
      if (moment === 'confirmed')
        expect(await reasonsAt(next)).toEqual(expect.arrayContaining(['load-evidence-missing', 'soak-looks-missing']));
    };
    expect(await journey.executor({ onMoment }).execute(plan.id)).toEqual({ outcome: 'done' });
    expect(rolled).toEqual(['s1', 'sup-1/shop/batch', 's2', 'nsx-1', 's3', 'sup-1/shop/batch', 'sup-1/shop/checkout', 's4', 'nsx-1']);
    await expectCarriedOut(journey, plan);
    expect(journey.lockstep.logged(50)).toEqual([]);
  }, 240_000);
}
