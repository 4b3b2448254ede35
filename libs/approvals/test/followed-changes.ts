import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { MemoryChangeSystem } from './memory-change-system.js';
import type { ChangeDraft } from '../src/application/changes/change-system.port.js';
import { ServingChangeSystems } from '../src/application/changes/change-systems.js';
import { CountChangeDecision } from '../src/application/changes/count-change-decision.use-case.js';
import { FollowChangeRecord } from '../src/application/changes/follow-change-record.use-case.js';
import type { PlanUnderChange } from '../src/application/changes/plans-under-change.port.js';
import { ReadChangeRecords } from '../src/application/changes/read-change-records.use-case.js';
import { RequestChangeRecord } from '../src/application/changes/request-change-record.use-case.js';
import { DecideSignoff } from '../src/application/decide-signoff.use-case.js';
import { ReadApprovals } from '../src/application/read-approvals.use-case.js';
import { Register } from '../src/application/register.use-case.js';
import { SignoffPolicies } from '../src/application/signoff-policies.use-case.js';
import { type ChangeSystemEntry, changeSystemDecider, DEFAULT_SIGNOFF_POLICY } from '../src/domain/index.js';
import { PostgresApprovalRecord } from '../src/infrastructure/postgres-approval-record.js';
import { PostgresRegisterRecord } from '../src/infrastructure/postgres-register-record.js';
import { PostgresChangeRecords } from '../src/infrastructure/changes/postgres-change-records.js';

export const digestOf = (plan: string) => `sha256:${plan.replaceAll('-', '').padEnd(64, '0')}`;
const window = { start: '2026-05-02T20:00:00Z', end: '2026-05-03T02:00:00Z' };
const entry: ChangeSystemEntry = {
  system: 'memory',
  name: 'Change board',
  settings: {},
  nsxManagers: ['nsx-1'],
  opening: 'on-request',
  roles: ['change-board'],
  people: { Req: 'token:requester', Ada: 'token:ada', Bo: 'token:bo' },
  strangers: 'ignore',
  pollSeconds: 60,
  maxAge: 900,
};

export let database: MigratedDatabase;
export let records: PostgresChangeRecords;
export let record: PostgresApprovalRecord;
export let approvals: ReadApprovals;
export let decide: DecideSignoff;
export let reading: ReadChangeRecords;
export let systems: ServingChangeSystems;
export let plans: Map<string, PlanUnderChange>;
export let there: MemoryChangeSystem;
export let now = '';
let number = 0;
export let plan = '';
/** Looks of the test that runs, as they are counted. */
export let looks: string[] = [];

export const later = (seconds: number) => (now = new Date(Date.parse(now) + seconds * 1_000).toISOString());
export const planOf = (id: string, more: Partial<PlanUnderChange> = {}): PlanUnderChange => ({
  id,
  digest: digestOf(id),
  nsxManager: 'nsx-1',
  requestedBy: 'token:requester',
  requestedBefore: [],
  course: { is: 'followable' },
  execution: { state: 'not-started' },
  window,
  ...more,
});
export const change = (more: Partial<PlanUnderChange>, id = plan) => plans.set(id, { ...plans.get(id)!, ...more });
const drafts = {
  draft: async (id: string): Promise<ChangeDraft | undefined> => {
    const known = plans.get(id);
    return known && { ...TEXTS, plan: id, digest: known.digest!, implementation: `${known.digest}\nsteps`, window: known.window };
  },
};
const TEXTS = {
  planUrl: null,
  summary: 's',
  description: 'd',
  justification: 'j',
  backout: 'b',
  test: 't',
  risk: { level: 'low', text: '' },
  affected: ['nsx-1'],
} as const;

const loop = (patience = 60) =>
  new FollowChangeRecord({
    records,
    systems,
    plans: { find: async (id) => plans.get(id) },
    drafts,
    open: { use: async (_, work) => work(there) },
    count: new CountChangeDecision(decide, approvals),
    now: () => now,
    chance: () => 1,
    patience,
    observe: (system, outcome) => void looks.push(`${system} ${outcome}`),
  });
export const follow = (id = plan, shutdown = new AbortController().signal, patience?: number) => loop(patience).execute(id, shutdown);
export const request = (id = plan) =>
  new RequestChangeRecord(records, { find: async (one) => plans.get(one) }, systems).execute(id, { actor: 'token:ops' }, digestOf(id));
export const judge = (id = plan) => reading.judge({ ...plans.get(id)!, digest: digestOf(id) });
export const types = async (id = plan) => (await reading.history(id)).map(({ type }) => type.replace('ChangeRecord', ''));
export const opened = async () => {
  await request();
  await follow();
};
export const approved = async () => {
  await opened();
  there.approve(plan, 'Ada');
  await follow();
};

export const who = (actor: string, id = plan) => ({
  digest: digestOf(id),
  actor,
  roles: [],
  from: { address: null, userAgent: null, trace: null },
});

/** Another system for the test that runs. */
export const replaceSystem = (system: MemoryChangeSystem): void => void (there = system);

/** Change records over PostgreSQL with everything around them scripted: a system of people, plans that fare as a test says, a clock. */
export function followChanges(): void {
  beforeAll(async () => {
    database = await createMigratedDatabase();
    record = new PostgresApprovalRecord(database.source);
    records = new PostgresChangeRecords(database.source);
    const register = PostgresRegisterRecord.changeSystems(database.source);
    await new Register(register, changeSystemDecider).create('board', entry, { actor: 'token:admin' });
    systems = new ServingChangeSystems(register);
    reading = new ReadChangeRecords(records, systems, () => now);
    approvals = new ReadApprovals(record, PostgresRegisterRecord.owners(database.source), () => now);
    const policy = {
      ...DEFAULT_SIGNOFF_POLICY,
      classes: { ...DEFAULT_SIGNOFF_POLICY.classes, routine: [{ role: 'change-board', count: 1 }] },
    };
    await new SignoffPolicies(record).change(policy, 'the board decides', { actor: 'token:admin' });
  });
  afterAll(() => database?.drop());
  beforeEach(() => {
    plan = `00000000-0000-4000-8000-${String(++number).padStart(12, '0')}`;
    now = '2026-05-02T21:00:00.000Z';
    plans = new Map([[plan, planOf(plan)]]);
    there = new MemoryChangeSystem();
    looks = [];
    decide = new DecideSignoff(
      record,
      {
        judge: async (id) => ({
          digest: digestOf(id),
          requestedBy: 'token:requester',
          requestedBefore: [],
          standing: 'stands',
          because: [],
        }),
        assess: async () => ({ classes: [{ class: 'routine', reasons: [] }], weak: { evidence: null, statements: [] }, ownersFor: [] }),
      },
      approvals,
      () => now,
    );
  });
}
