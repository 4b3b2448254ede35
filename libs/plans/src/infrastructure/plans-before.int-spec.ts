import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PlanSummary } from '../application/plan-view.js';
import { rowParametersOf, upsertPlanSql } from './plan-row.js';
import { PostgresPlanRecord } from './postgres-plan-record.js';

let database: MigratedDatabase;
let plans = 0;

beforeAll(async () => {
  database = await createMigratedDatabase();
});
afterAll(() => database.drop());

/** Puts a plan on the list, after all others. */
async function put(more: Partial<PlanSummary>): Promise<string> {
  const id = `p${++plans}`;
  const summary: PlanSummary = {
    id,
    status: 'void',
    name: id,
    domain: 'fra',
    requestedBy: 'token:ada',
    requestedAt: '2026-11-23T00:00:00Z',
    requestedPosition: plans,
    settledAt: null,
    matrix: 'sha256:m',
    fleet: 'sha256:f',
    goal: 'g',
    parent: null,
    hypothetical: false,
    result: null,
    ...more,
  };
  await database.source.query(upsertPlanSql, rowParametersOf(summary, 1));
  return id;
}
const before = async (id: string) => (await new PostgresPlanRecord(database.source).listBefore(id)).map((one) => one.id);

it('before a plan are those for the same goal and domain that stand no more, whoever asked for it anew and without naming them', async () => {
  const goal = 'same';
  const fell = await put({ goal });
  const superseded = await put({ goal, status: 'superseded', requestedBy: 'token:bob' });
  const withdrawn = await put({ goal, status: 'withdrawn' });
  await put({ goal, status: 'computed' });
  await put({ goal, status: 'failed' });
  await put({ goal, domain: 'ams' });
  await put({ goal: 'other' });
  await put({ goal, domain: null });
  const anew = await put({ goal, status: 'computed', requestedBy: 'token:cleo' });
  await put({ goal });
  expect(await before(anew)).toEqual([withdrawn, superseded, fell]);
  expect(await new PostgresPlanRecord(database.source).listBefore(superseded)).toEqual([
    { id: fell, requestedBy: 'token:ada', parent: null },
  ]);
  expect(await before(await put({ goal, hypothetical: true }))).toEqual([]);
  expect(await before('nobody')).toEqual([]);
});

it('before a plan are all in whose place it came, by either way and through however many', async () => {
  const goal = 'first';
  const fleetWide = await put({ goal, domain: null });
  const again = await put({ goal, domain: null, status: 'computed' });
  let last = await put({ goal: 'second', status: 'computed', parent: again });
  const line = [last, again, fleetWide];
  for (let generation = 0; generation < 120; generation++) line.unshift((last = await put({ goal: `g${generation}`, parent: last })));
  expect(await before(last)).toEqual(line.slice(1));
});
