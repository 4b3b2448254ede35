import { newEventId } from '@lockstep/event-store';
import { PostgresEventStore } from '@lockstep/event-store/postgres';
import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { goal } from '@lockstep/testing/builders';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type PlannedExecutions, type StepGate, TrackExecution } from '../../application/execution/index.js';
import type { PlanRecord } from '../../application/plan-record.port.js';
import { WithdrawPlan } from '../../application/withdraw-plan.use-case.js';
import { executionStream, type PlanOutline } from '../../domain/execution/index.js';
import { type PlanEvent, planStream } from '../../domain/index.js';
import { PostgresPlanRecord } from '../postgres-plan-record.js';
import { PostgresExecutionRecord } from './postgres-execution-record.js';

const digest = `sha256:${'d'.repeat(64)}`;
const outline: PlanOutline = {
  digest,
  domains: ['fra'],
  steps: [{ id: 's1', component: 'vkr', scope: 'cluster', subjects: ['a'], after: [], moves: [], reversible: true }],
};
/** As whoever starts has read the plan before anything else happened. */
const planned = {
  find: async () => ({ outcome: 'found', planned: { outline }, view: { status: 'computed' } }),
} as unknown as PlannedExecutions;

let database: MigratedDatabase;
let store: PostgresEventStore;
let record: PostgresExecutionRecord;
let plan = '';
let plans = 0;

beforeAll(async () => {
  database = await createMigratedDatabase({ poolSize: 5 });
  store = new PostgresEventStore(database.source);
  record = new PostgresExecutionRecord(database.source, { catchUp: async () => undefined } as never);
});
afterAll(() => database.drop());
beforeEach(async () => {
  plan = `p${++plans}`;
  const request = { goal: goal({ targets: ['nsx 9.0.1.0'] }), goalDigest: digest, domain: 'fra', matrix: digest, requestedBy: 'token:ada' };
  const more = { fleet: { position: 1, digest }, hypothetical: false, parent: null } as const;
  const inputs = { matrix: digest, fleet: digest, goal: digest, planner: '1.0.0' };
  const result = { digest, inputs, outcome: 'planned', objective: { sharedHops: 0, clusterRollouts: 1, addonHops: 0 }, steps: 1 } as const;
  const events: PlanEvent[] = [
    { type: 'PlanRequested', schemaVersion: 3, data: { ...request, ...more } },
    { type: 'PlanComputed', data: result },
  ];
  await store.append(
    planStream(plan),
    0,
    events.map((event) => ({ id: newEventId(), actor: 'test', ...event })),
  );
});

const withdraw = (beforeItIsTold?: () => Promise<void>) => {
  const plansOf = new PostgresPlanRecord(database.source);
  const transact: PlanRecord['transact'] = (id, work) =>
    plansOf.transact(id, async (transaction) => {
      const result = await work(transaction);
      await beforeItIsTold?.();
      return result;
    });
  const told = { events: plansOf.events, transact } as PlanRecord;
  return new WithdrawPlan(told, planned).execute(plan, 'not needed', { actor: 'token:ada' });
};
const start = (meanwhile: () => Promise<void>) => {
  const gate: StepGate = { ask: async () => (await meanwhile(), { verdict: 'go', digest, reasons: [] }) };
  const nodes = { isDecommissioned: async () => false, countMachines: async () => ({}) };
  const tracking = new TrackExecution(record, planned, { execute: async () => {} } as never, nodes, gate);
  const order = { type: 'start', step: 's1', subjects: null, acknowledgeNoReturn: false, policy: null } as const;
  return tracking.execute(plan, digest, order, { actor: 'token:ops' });
};
const typesOf = async (stream: string) => (await store.readStream(stream)).map(({ type }) => type);

it('a plan that is withdrawn while the gate is asked is not begun, and holds no domain', async () => {
  const outcome = await start(async () => expect(await withdraw()).toMatchObject({ outcome: 'withdrawn' }));
  expect(outcome).toEqual({ outcome: 'refused', refusal: { rule: 'not-executable', found: 'withdrawn' } });
  expect(await typesOf(executionStream(plan))).not.toContain('ExecutionStarted');
  expect(await typesOf('domain-execution-fra')).toEqual([]);
});

it('a start waits for a withdrawal that is under way', async () => {
  let started: Promise<unknown> | undefined;
  const isWaiting = async () => {
    const [row] = await database.source.query<{ waiting: number }[]>(
      `select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return row!.waiting;
  };
  await withdraw(async () => {
    started = start(async () => {});
    await expect.poll(isWaiting, { timeout: 10_000 }).toBe(1);
  });
  expect(await started).toEqual({ outcome: 'refused', refusal: { rule: 'not-executable', found: 'withdrawn' } });
  expect(await typesOf('domain-execution-fra')).toEqual([]);
});

it('a plan that was begun is withdrawn under the rule of abandon', async () => {
  expect(await start(async () => {})).toEqual({ outcome: 'recorded' });
  expect(await withdraw()).toMatchObject({ outcome: 'refused', refusal: { rule: 'running' } });
});
