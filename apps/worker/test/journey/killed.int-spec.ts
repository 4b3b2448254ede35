import type { Service } from '@lockstep/simulation';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectCarriedOut } from './expect-carried-out.js';
import { Journey, type PlanSeen } from './journey.js';
import { type BuiltApps, buildApps } from './lockstep-under-test.js';

let built: BuiltApps;
let journey: Journey;
beforeAll(async () => {
  built = await buildApps();
  journey = await Journey.begin(built);
}, 240_000);
afterAll(async () => {
  await journey?.end();
  await built?.remove();
});

/** That a killed worker loses no job is tried on both queues by their own tests; here what is recorded decides, with the jobs on PostgreSQL. */
it('comes to the same end, with nothing twice and nothing lost, when API and worker are killed at every stage', async () => {
  const { lockstep, people } = journey;

  const plan = await computeThroughKills();
  expect(await journey.events(`plan-${plan.id}`)).toEqual(['PlanRequested', 'PlanComputed']);

  await journey.decide(people.ada, plan, 'signoffs/request');
  await journey.decide(people.bo, plan, 'signoffs', { decision: 'sign' });
  expect(await throughKill(() => journey.decide(people.cy, plan, 'signoffs', { decision: 'sign' }))).toMatchObject({
    status: 200,
    state: 'approved',
  });

  const taken: string[] = [];
  const executor = journey.executor({
    service: dyingAtStart('s1'),
    observe: () => (taken.at(-1) === 's2 started' ? observeThroughKill() : journey.scanned.observe()),
    onMoment: async (moment, { id }) => {
      taken.push(`${id} ${moment}`);
      if (taken.at(-1) === 's3 rolled') await lockstep.killAndRestart('worker');
      if (taken.at(-1) === 's4 reported') await lockstep.killAndRestart('api', 'worker');
    },
  });
  expect(await executor.execute(plan.id)).toEqual({ outcome: 'done' });
  await expectCarriedOut(journey, plan);
}, 300_000);

/** The worker is away while the plan is requested, the API dies right after, and the next worker with the result in its hands. */
async function computeThroughKills(): Promise<PlanSeen> {
  const { lockstep } = journey;
  await lockstep.kill('worker');
  const id = await journey.askForPlan();
  await lockstep.killAndRestart('api');
  const hold = await journey.hold('lockstep.plan_document');
  await lockstep.startApp('worker');
  await hold.reached();
  await lockstep.kill('worker');
  await hold.release();
  await journey.freeJobs();
  await lockstep.startApp('worker');
  return journey.computed(id);
}

/** The API dies with a request in its hands, before anything of it is committed; who asked asks again. */
async function throughKill<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const hold = await journey.hold('event_store.event');
  const asked = ask();
  await hold.reached();
  await journey.lockstep.kill('api');
  await hold.release();
  await journey.lockstep.startApp('api');
  return asked;
}

/** The API dies at the report of the first start of this step. */
function dyingAtStart(step: string): Service {
  let died = false;
  const { pipeline } = journey.people;
  return {
    ask: (request) => {
      const report = request.body as { phase?: string; step?: string } | undefined;
      if (died || report?.phase !== 'start' || report.step !== step) return pipeline.ask(request);
      died = true;
      return throughKill(() => pipeline.ask(request));
    },
  };
}

/** The worker dies in the middle of a look. */
async function observeThroughKill(): Promise<void> {
  const before = journey.requests;
  const observed = journey.scanned.observe();
  await journey.until(
    'sources are asked',
    async () => journey.requests,
    (requests) => requests > before,
  );
  await journey.lockstep.kill('worker');
  await journey.freeJobs();
  await journey.lockstep.startApp('worker');
  await observed;
}
