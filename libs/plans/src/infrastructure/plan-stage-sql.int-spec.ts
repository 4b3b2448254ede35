import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EXECUTION_ENDS } from '../domain/execution/index.js';
import { type PlanStatus, stageOf, type StageFacts } from '../domain/index.js';
import { selectStagedPlansSql } from './plan-row.js';

const STATUSES: readonly PlanStatus[] = ['requested', 'computed', 'failed', 'withdrawn', 'superseded', 'void'];
const EXECUTIONS: readonly StageFacts['execution'][] = ['absent', 'executing', 'paused', ...EXECUTION_ENDS];

let database: MigratedDatabase;
beforeAll(async () => {
  database = await createMigratedDatabase();
});
afterAll(() => database.drop());

/** What stands in the row of an approval, and whether it says that this very plan is signed. */
const APPROVALS = [
  { name: 'none', row: null, signed: false },
  { name: 'signed', row: { signed: true, digest: 'd', until: null }, signed: true },
  { name: 'waived', row: { signed: true, digest: 'd', until: '2999-01-01' }, signed: true },
  { name: 'expired', row: { signed: true, digest: 'd', until: '2020-01-01' }, signed: false },
  { name: 'of another digest', row: { signed: true, digest: 'e', until: null }, signed: false },
  { name: 'unsigned', row: { signed: false, digest: 'd', until: null }, signed: false },
] as const;

it('lists say of every plan what the rules of the domain say, whatever its approval and its execution are', async () => {
  const { source } = database;
  const expected = new Map<string, string>();
  let position = 0;
  for (const status of STATUSES)
    for (const execution of EXECUTIONS)
      for (const { name, row, signed } of APPROVALS) {
        const id = `${status}, ${execution}, ${name}`;
        expected.set(id, stageOf({ plan: status, signed, execution }));
        await source.query(
          `insert into lockstep.plan (id, status, name, requested_by, requested_at, requested_position, matrix, fleet, goal, result, version)
           values ($1, $2, 'p', 't', now(), $3, 'm', 'f', 'g', '{"digest": "d"}', 1)`,
          [id, status, ++position],
        );
        if (execution !== 'absent')
          await source.query('insert into lockstep.execution (plan, status, started_at) values ($1, $2, now())', [id, execution]);
        if (row)
          await source.query(
            `insert into lockstep.approval (plan, version, digest, status, waived_until, signed) values ($1, 1, $2, 'open', $3, $4)`,
            [id, row.digest, row.until, row.signed],
          );
      }
  const rows = await source.query<{ id: string; stage: string }[]>(selectStagedPlansSql);
  expect(new Map(rows.map(({ id, stage }) => [id, stage]))).toEqual(expected);
});
