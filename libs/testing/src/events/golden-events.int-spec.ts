import { PostgresApprovalRecord, PostgresChangeRecords, PostgresRegisterRecord } from '@lockstep/approvals';
import { PostgresEventStore, ProjectionRunner } from '@lockstep/event-store/postgres';
import { PostgresScheduleRecord } from '@lockstep/fleet';
import { PostgresMatrixRecord, PostgresProposalRecord } from '@lockstep/matrix';
import { PostgresPlanRecord, recordProjections } from '@lockstep/plans';
import { PostgresWebhookRecord } from '@lockstep/webhooks';
import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asNewEvent, goldenEvents } from './golden-events.js';

let database: MigratedDatabase;
beforeAll(async () => {
  database = await createMigratedDatabase();
  const store = new PostgresEventStore(database.source);
  // What begins a life comes first, what ends one last.
  const rank = ({ type }: { type: string }) =>
    /Registered|Requested|Published|Created|Declared|Named/.test(type) ? 0 : /Decommissioned|Removed|Lifted/.test(type) ? 2 : 1;
  for (const golden of [...goldenEvents.values()].toSorted((a, b) => rank(a) - rank(b)))
    await store.append(golden.stream, 'any', [asNewEvent(golden)]);
});
afterAll(() => database.drop());

it('every projection can apply every golden event', async () => {
  const runner = new ProjectionRunner({
    source: database.source,
    projections: recordProjections(),
  });
  for (const { name } of await runner.findStates()) expect(await runner.catchUp(name), name).toBe('reached');
  const nodes = await database.source.query<{ kind: string; live: boolean }[]>('select kind, live from lockstep.fleet_node order by kind');
  expect(nodes).toEqual(['cluster', 'nsx-manager', 'supervisor', 'vcenter'].map((kind) => ({ kind, live: false })));
});

it('the lists that are written with the append can be made anew from golden events', async () => {
  expect(await new PostgresPlanRecord(database.source).rebuildList()).toBe(1);
  expect(await new PostgresPlanRecord(database.source).list({ limit: 10 })).toMatchObject([{ name: 'test', domain: 'nsx-1' }]);
  expect(await new PostgresScheduleRecord(database.source).rebuildList()).toBe(1);
  expect(await new PostgresApprovalRecord(database.source).rebuildList()).toBe(1);
  expect(await PostgresWebhookRecord.rebuildList(database.source)).toBe(1);
  expect(await PostgresRegisterRecord.freezes(database.source).rebuildList()).toBe(1);
  expect(await PostgresRegisterRecord.owners(database.source).rebuildList()).toBe(1);
  expect(await PostgresRegisterRecord.changeSystems(database.source).rebuildList()).toBe(1);
  expect(await new PostgresChangeRecords(database.source).rebuildList()).toBe(1);
  expect(await new PostgresProposalRecord(database.source).rebuildList()).toBe(2);
  expect(await new PostgresProposalRecord(database.source).list({ limit: 10 })).toMatchObject([{ decision: { state: 'accepted' } }]);
  expect(await new PostgresMatrixRecord(database.source).rebuild()).toBe(1);
  expect(await new PostgresMatrixRecord(database.source).findHead()).toMatchObject({ number: 1, name: 'base', reason: 'first soak test' });
});
