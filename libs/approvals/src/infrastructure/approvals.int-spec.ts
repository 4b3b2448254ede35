import { createMigratedDatabase, type MigratedDatabase } from '@lockstep/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DecideSignoff, type SignoffDecider } from '../application/decide-signoff.use-case.js';
import { ExpireWaivers } from '../application/expire-waivers.use-case.js';
import type { AssessedPlan, JudgedPlan, PlansToApprove } from '../application/plans-to-approve.port.js';
import { ReadApprovals } from '../application/read-approvals.use-case.js';
import { Register } from '../application/register.use-case.js';
import { SignoffPolicies } from '../application/signoff-policies.use-case.js';
import { VoidSignoffs } from '../application/void-signoffs.use-case.js';
import { approvalStream, DEFAULT_SIGNOFF_POLICY, freezeDecider, type Owners, ownersDecider } from '../domain/index.js';
import { PostgresApprovalRecord } from './postgres-approval-record.js';
import { PostgresRegisterRecord } from './postgres-register-record.js';

const digest = 'sha256:a';

/** Plans whose standing a test changes. */
class ScriptedPlans implements PlansToApprove {
  judged: JudgedPlan = { digest, requestedBy: 'token:requester', requestedBefore: [], standing: 'stands', because: [] };
  assessed: AssessedPlan = {
    classes: [{ class: 'weak-evidence', reasons: ['leans on s1'] }],
    weak: { evidence: 'operator', statements: ['s1'] },
    ownersFor: [],
  };
  judge = async () => this.judged;
  assess = async () => this.assessed;
}

let database: MigratedDatabase;
let record: PostgresApprovalRecord;
let plans: ScriptedPlans;
let decide: DecideSignoff;
let approvals: ReadApprovals;
let owners: PostgresRegisterRecord<Owners>;
let now = '2026-05-01T10:00:00.000Z';
let plan = '';
let number = 0;

beforeAll(async () => {
  database = await createMigratedDatabase();
  record = new PostgresApprovalRecord(database.source);
  owners = PostgresRegisterRecord.owners(database.source);
  approvals = new ReadApprovals(record, owners, () => now);
});
afterAll(() => database.drop());
beforeEach(() => {
  plan = `00000000-0000-4000-8000-${String(++number).padStart(12, '0')}`;
  plans = new ScriptedPlans();
  decide = new DecideSignoff(record, plans, approvals, () => now);
  now = '2026-05-01T10:00:00.000Z';
});

const who = (name: string, more: Partial<SignoffDecider> = {}): SignoffDecider => ({
  digest,
  actor: `token:${name}`,
  roles: ['approver'],
  from: { address: '192.0.2.1', userAgent: 'test', trace: 't1' },
  ...more,
});
const typesOf = async () => (await record.events.readStream(approvalStream(plan))).map(({ type }) => type);
const waiver = {
  about: { kind: 'statement', statement: 's1' },
  reason: 'soaked',
  owner: 'Ada',
  expires: '2026-05-02T00:00:00.000Z',
} as const;

describe('sign-off on record', () => {
  it('takes both of two signatures that are given in the same moment', async () => {
    await decide.request(plan, who('planner'));
    const outcomes = await Promise.all([decide.sign(plan, who('b')), decide.sign(plan, who('c'))]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['decided', 'decided']);
    expect(await approvals.stateOf(plan)).toMatchObject({ state: 'approved', missing: [] });
    expect((await typesOf()).toSorted()).toEqual(['SignoffGiven', 'SignoffGiven', 'SignoffRequested']);
  });

  it('says who, when and from where, and counts a key once', async () => {
    await decide.request(plan, who('planner'));
    await decide.sign(plan, who('b', { idempotencyKey: 'k1' }));
    await decide.refuse(plan, 'no', who('b', { idempotencyKey: 'k1' }));
    const [, given, ...more] = await approvals.history(plan);
    expect(more).toEqual([]);
    expect(given).toMatchObject({
      actor: 'token:b',
      correlationId: 't1',
      observedAt: '2026-05-01T10:00:00.000000Z',
      data: { by: 'token:b', digest, from: { address: '192.0.2.1', userAgent: 'test' } },
    });
  });

  it('is not given for a digest that the plan does not have', async () => {
    await decide.request(plan, who('planner'));
    expect(await decide.sign(plan, who('b', { digest: 'sha256:b' }))).toEqual({ outcome: 'other-digest', digest });
  });

  it('tells why a plan does not stand at the moment of the decision', async () => {
    await decide.request(plan, who('planner'));
    plans.judged = { ...plans.judged, standing: 'stale', because: ['cluster c1 was last seen two days ago'] };
    expect(await decide.sign(plan, who('b'))).toEqual({
      outcome: 'refused',
      refusal: { rule: 'not-standing', standing: 'stale' },
      because: ['cluster c1 was last seen two days ago'],
    });
  });

  it('records nothing when standing can not be judged', async () => {
    await decide.request(plan, who('planner'));
    plans.judge = async () => Promise.reject(new Error('the record is away'));
    await expect(decide.sign(plan, who('b'))).rejects.toThrow('the record is away');
    expect(await typesOf()).toEqual(['SignoffRequested']);
  });

  it('is voided by a fallen premise once, however often it is told', async () => {
    await decide.request(plan, who('planner'));
    const voids = new VoidSignoffs(record);
    const fallen = [{ premise: 'cluster c1 runs v1', event: null }];
    expect(await Promise.all([1, 2, 3].map(() => voids.execute(plan, digest, fallen)))).toContain('voided');
    expect(await typesOf()).toEqual(['SignoffRequested', 'SignoffVoided']);
    expect(await approvals.stateOf(plan)).toMatchObject({ state: 'void', voided: { kind: 'premises', fallen } });
  });

  it('is voided when a waiver is over, and can be requested anew', async () => {
    await decide.request(plan, who('planner'));
    await decide.grantWaiver(plan, waiver, who('b'));
    const rounds = new ExpireWaivers(record, () => now);
    expect(await rounds.execute()).not.toContain(plan);
    now = waiver.expires;
    expect(await approvals.stateOf(plan)).toMatchObject({ state: 'void' });
    expect(await rounds.execute()).toContain(plan);
    expect(await rounds.execute()).not.toContain(plan);
    expect(await typesOf()).toEqual(['SignoffRequested', 'WaiverGranted', 'WaiverExpired', 'SignoffVoided']);
    await decide.request(plan, who('planner'));
    expect(await approvals.stateOf(plan)).toMatchObject({ state: 'pending', waivers: [] });
  });

  it('does not count a signature that comes after a waiver was over, though no round had been', async () => {
    await decide.request(plan, who('planner'));
    await decide.grantWaiver(plan, waiver, who('b'));
    now = waiver.expires;
    expect(await decide.sign(plan, who('c'))).toMatchObject({ outcome: 'refused', refusal: { rule: 'void' } });
  });

  it('waits for owners of clusters without an adapter, and loses its approval with them', async () => {
    const cluster = { id: 'c9', cni: 'calico', nsxManager: 'n1', supervisor: 's1', project: null, labels: {} };
    plans.assessed = { ...plans.assessed, classes: [], ownersFor: [cluster] };
    const register = new Register(owners, ownersDecider);
    await decide.request(plan, who('planner'));
    expect(await decide.sign(plan, who('b'))).toMatchObject({ refusal: { rule: 'owners-missing', clusters: ['c9'] } });
    const person = (name: string) => ({ name, contact: `${name}@example.org` });
    await register.create('c9', { scope: { supervisors: ['s1'] }, podTraffic: person('Ada'), nsx: person('Bo') }, { actor: 'token:a' });
    expect(await decide.sign(plan, who('b'))).toMatchObject({ outcome: 'decided', approval: { state: 'approved' } });
    await register.remove('c9', 'left', { actor: 'token:a' });
    expect(await approvals.stateOf(plan)).toMatchObject({ state: 'pending', unowned: ['c9'] });
  });

  it('asks for what the policy says when it is requested', async () => {
    const policies = new SignoffPolicies(record);
    const { version } = await policies.find();
    const policy = {
      ...DEFAULT_SIGNOFF_POLICY,
      classes: { ...DEFAULT_SIGNOFF_POLICY.classes, 'weak-evidence': [{ role: 'operator', count: 3 }] },
    };
    expect(await policies.change(policy, 'stricter', { actor: 'token:a', expectedVersion: version + 7 })).toBe('stale');
    await policies.change(policy, 'stricter', { actor: 'token:a', expectedVersion: version });
    await decide.request(plan, who('planner'));
    const missing = [
      { class: 'routine', role: 'approver', count: 1 },
      { class: 'weak-evidence', role: 'operator', count: 3 },
    ];
    expect((await approvals.stateOf(plan)).missing).toEqual(missing);
    await policies.change(DEFAULT_SIGNOFF_POLICY, 'back', { actor: 'token:a' });
    expect((await approvals.stateOf(plan)).missing).toEqual(missing);
  });
});

it('freezes are kept by id, and the lists made anew are those written with the events', async () => {
  const freezes = PostgresRegisterRecord.freezes(database.source);
  const register = new Register(freezes, freezeDecider);
  const freeze = { name: 'fair', reason: 'visitors', scope: {}, times: { from: '2026-05-01T00:00:00Z', to: '2026-05-08T00:00:00Z' } };
  expect(await register.create('fair', freeze, { actor: 'token:a' })).toMatchObject({
    outcome: 'recorded',
    entry: { version: 1, ...freeze },
  });
  expect(await register.create('fair', freeze, { actor: 'token:a' })).toEqual({ outcome: 'exists' });
  await register.create('Zulu', freeze, { actor: 'token:a' });
  expect(await register.change('fair', { ...freeze, reason: 'more of them' }, { actor: 'token:a', expectedVersion: 9 })).toEqual({
    outcome: 'stale',
  });
  await register.remove('Zulu', 'over', { actor: 'token:a' });
  expect((await register.all()).map(({ id }) => id)).toEqual(['fair']);
  const tables = async () => [
    await database.source.query('select * from lockstep.register_entry order by register, id'),
    await database.source.query('select * from lockstep.approval order by plan'),
  ];
  const before = await tables();
  await freezes.rebuildList();
  await owners.rebuildList();
  await record.rebuildList();
  expect(await tables()).toEqual(before);
});
