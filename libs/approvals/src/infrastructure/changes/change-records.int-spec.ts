import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import {
  approvals,
  approved,
  change,
  database,
  decide,
  digestOf,
  follow,
  judge,
  later,
  looks,
  now,
  opened,
  plan,
  planOf,
  plans,
  reading,
  record,
  records,
  request,
  systems,
  there,
  types,
  who,
  followChanges,
} from '../../../test/followed-changes.js';
import { SignoffPolicies } from '../../application/signoff-policies.use-case.js';
import { Register } from '../../application/register.use-case.js';
import { changeSystemDecider } from '../../domain/index.js';
import { PostgresRegisterRecord } from '../postgres-register-record.js';
import { ChangeSystemFailure } from '../../application/changes/change-system.port.js';
import { RequestAwaitedChanges } from '../../application/changes/request-awaited-changes.use-case.js';
import { RequestChangeRecord } from '../../application/changes/request-change-record.use-case.js';
import { WithdrawChangeRecord } from '../../application/changes/withdraw-change-record.use-case.js';

followChanges();

describe('a change record on its way', () => {
  it('is opened, approved there, counted here, begun and finished', async () => {
    await decide.request(plan, who('token:planner'));
    expect(await judge()).toMatchObject({ standing: 'missing', because: 'not-requested', system: 'board' });
    expect(await request()).toMatchObject({ outcome: 'requested', system: 'board', recorded: true });
    expect(await judge()).toMatchObject({ standing: 'missing', because: 'not-opened' });
    expect(await follow()).toEqual({ outcome: 'followed', status: 'open' });
    expect(await judge()).toMatchObject({ standing: 'not-approved', decision: 'none', state: 'awaiting-approval' });
    there.approve(plan, 'Ada', 'Bob');
    later(60);
    await follow();
    expect(await judge()).toMatchObject({ standing: 'approved', deciders: ['Ada', 'Bob'] });
    expect(await approvals.stateOf(plan)).toMatchObject({
      state: 'approved',
      voices: [{ kind: 'signature', by: 'change:board/CHG0000001 by Ada, Bob', roles: ['change-board'] }],
    });
    change({ execution: { state: 'running' } });
    await follow();
    expect(there.of(plan).phase).toBe('changing');
    expect(await judge()).toMatchObject({ standing: 'approved' });
    change({ execution: { state: 'ended', outcome: 'successful', notes: 's1 confirmed' } });
    expect(await follow()).toEqual({ outcome: 'followed', status: 'closed' });
    expect(there.of(plan)).toMatchObject({ phase: 'closed', notes: ['successful: s1 confirmed'] });
    expect(await approvals.stateOf(plan)).toMatchObject({ state: 'approved' });
    expect(await records.find(plan)).toMatchObject({ status: 'closed', pollAt: null });
    expect(await types()).toEqual(['Requested', 'Opened', 'Updated', 'Decided', 'Updated', 'Updated', 'Closed']);
  });

  it('is asked for without a person once sign-off is requested, and not for plans of other domains', async () => {
    const other = '00000000-0000-4000-9000-000000000001';
    plans.set(other, planOf(other, { nsxManager: 'nsx-2' }));
    await decide.request(plan, who('token:planner'));
    await decide.request(other, who('token:planner', other));
    const find = async (id: string) => plans.get(id);
    const awaited = new RequestAwaitedChanges(records, { find }, systems, new RequestChangeRecord(records, { find }, systems));
    expect(await awaited.execute()).toContain(plan);
    expect(await awaited.execute()).toEqual([]);
    expect(await records.find(other)).toBeUndefined();
  });

  it('is opened once, though the answer of the system was lost and the process died', async () => {
    await request();
    there.failing.set('open', { failure: new ChangeSystemFailure('timed-out', 'No answer', true), when: 'after' });
    expect(await follow()).toMatchObject({ outcome: 'failed', failing: { fault: 'timed-out', doing: 'open' } });
    there.comeBack();
    await follow();
    expect(there.kept.size).toBe(1);
    expect(await types()).toEqual(['Requested', 'Failed', 'Opened']);
  });

  it('is not opened while people have made a second one, which is in trouble for findings, until one of both is cancelled', async () => {
    await request();
    there.failing.set('open', { failure: new ChangeSystemFailure('timed-out', 'No answer', true), when: 'after' });
    await follow();
    there.comeBack();
    const copy = there.people.copy(there.of(plan).number);
    for (const _ of [1, 2, 3]) expect(await follow()).toMatchObject({ outcome: 'failed', failing: { fault: 'ambiguous', doing: 'open' } });
    expect((await records.listFailing(3, 500)).find((record) => record.plan === plan)).toMatchObject({ failing: { fault: 'ambiguous' } });
    expect(await judge()).toMatchObject({ standing: 'missing', because: 'not-opened' });
    there.people.cancel(copy);
    expect(await follow()).toEqual({ outcome: 'followed', status: 'open' });
    expect((await records.listFailing(1, 500)).some((record) => record.plan === plan)).toBe(false);
  });

  it('is one where two have made one all the same: the one that is on record stays', async () => {
    await request();
    vi.spyOn(records, 'alone').mockImplementation(async (_, __, ___, work) => (await work(new AbortController().signal), 'done'));
    vi.spyOn(there, 'open').mockImplementationOnce(async () => {
      later(61);
      await follow();
      return (await there.read(`ref-${Number(there.people.copy(there.of(plan).number).slice(3))}`))!;
    });
    await follow();
    vi.restoreAllMocks();
    expect([...there.kept.values()].map(({ phase }) => phase)).toEqual(['awaiting-approval', 'cancelled']);
    expect(await judge()).toMatchObject({ standing: 'not-approved', number: 'CHG0000001' });
  });

  it('is not looked for again while its system may still make the one that a process on its way out has asked for', async () => {
    await request();
    const shutdown = new AbortController();
    vi.spyOn(there, 'open').mockImplementationOnce(async () => {
      shutdown.abort(new Error('shutdown'));
      throw shutdown.signal.reason;
    });
    expect(await follow(plan, shutdown.signal)).toEqual({ outcome: 'busy' });
    vi.restoreAllMocks();
    expect((await records.find(plan))!.pollAt).toBe(later(60));
  });

  it('has each look at it counted once, by what came of it, and none that a shutdown has cut short', async () => {
    await request();
    await follow();
    vi.spyOn(there, 'read').mockImplementation(async () => {
      await sleep(100);
      throw new TypeError('of this program');
    });
    // Over before the answer comes.
    expect(await follow(plan, undefined, 0.05)).toMatchObject({ outcome: 'failed', failing: { fault: 'timed-out' } });
    expect(await follow(plan, AbortSignal.abort())).toEqual({ outcome: 'busy' });
    await expect(follow()).rejects.toThrow('of this program');
    vi.restoreAllMocks();
    later(61);
    await follow();
    expect(looks).toEqual(['memory ok', 'memory timed-out', 'memory internal', 'memory ok']);
  });

  it('is looked at by one at a time, and by another one when that one has died', async () => {
    await request();
    const claim = await records.claim(plan, now, new Date(Date.parse(now) + 60_000).toISOString());
    expect(claim).toBeDefined();
    expect(await follow()).toEqual({ outcome: 'busy' });
    expect((await records.listDue(now, 500)).map((due) => due.plan)).not.toContain(plan);
    later(61);
    expect((await records.listDue(now, 500)).map((due) => due.plan)).toContain(plan);
    expect(await follow()).toMatchObject({ outcome: 'followed' });
    await records.settle(plan, claim!, { pollAt: null, failures: 9, failing: null });
    expect(await records.find(plan)).toMatchObject({ failures: 0 });
  });

  it('is looked at again at once when somebody asks for that during a look', async () => {
    await opened();
    const claim = await records.claim(plan, now, new Date(Date.parse(now) + 60_000).toISOString());
    await records.makeDue(plan, now);
    await records.settle(plan, claim!, { pollAt: later(500), failures: 0, failing: null });
    expect((await records.find(plan))!.pollAt).toBe('2026-05-02T21:00:00.000Z');
  });
});

describe('a change record that does not stand', () => {
  it('takes its signature back when the approval falls there, and gives it again', async () => {
    await decide.request(plan, who('token:planner'));
    await approved();
    expect((await approvals.stateOf(plan)).state).toBe('approved');
    there.of(plan).text = 'rewritten by hand';
    await follow();
    expect(await judge()).toMatchObject({ standing: 'digest', found: null });
    expect(await approvals.stateOf(plan)).toMatchObject({ state: 'pending', voices: [] });
    there.of(plan).text = digestOf(plan);
    await follow();
    expect((await approvals.stateOf(plan)).state).toBe('approved');
  });

  it('refuses when it is rejected, and no more when the rejection is taken back', async () => {
    await decide.request(plan, who('token:planner'));
    await opened();
    there.reject(plan, 'Eve');
    await follow();
    expect(await approvals.stateOf(plan)).toMatchObject({
      state: 'refused',
      refusals: [{ by: 'change:board/CHG0000001 by Eve', reason: 'change record CHG0000001 was rejected: draft' }],
    });
    expect(await judge()).toMatchObject({ standing: 'not-approved', decision: 'rejected' });
    there.approve(plan, 'Ada');
    await follow();
    expect(await approvals.stateOf(plan)).toMatchObject({ state: 'approved' });
  });

  it('does not count where nobody approved it but who asked for the plan', async () => {
    await decide.request(plan, who('token:planner'));
    await opened();
    there.approve(plan, 'Req');
    await follow();
    expect(await judge()).toMatchObject({ standing: 'not-approved', decision: 'own' });
    expect(await approvals.stateOf(plan)).toMatchObject({ state: 'pending', voices: [] });
  });

  it('does not count where nobody approved it but who asked for a plan before', async () => {
    change({ requestedBy: 'token:bo', requestedBefore: ['token:ada'] });
    await opened();
    await decide.request(plan, who('token:planner'));
    there.approve(plan, 'Ada', 'Bo');
    await follow();
    expect(await judge()).toMatchObject({ standing: 'not-approved', decision: 'own' });
    expect(await approvals.stateOf(plan)).toMatchObject({ state: 'pending', voices: [] });
  });

  it('signs nothing where nobody known has approved it, though the gate opens', async () => {
    await decide.request(plan, who('token:planner'));
    await opened();
    for (const deciders of [['Somebody'], [], ['Req', 'Somebody']]) {
      there.approve(plan, ...deciders);
      await follow();
      expect(await judge()).toMatchObject({ standing: 'approved' });
      expect((await approvals.stateOf(plan)).voices).toEqual([]);
    }
    there.approve(plan, 'Somebody', 'Ada');
    await follow();
    expect((await approvals.stateOf(plan)).voices).toMatchObject([{ kind: 'signature' }]);
  });

  it('is no second voice of somebody who has signed as well', async () => {
    await decide.request(plan, who('token:planner'));
    await approved();
    expect(await approvals.stateOf(plan)).toMatchObject({ voices: [{ by: 'change:board/CHG0000001 by Ada', standsFor: ['token:ada'] }] });
    await decide.sign(plan, { ...who('token:ada'), roles: ['approver', 'change-board'] });
    await follow();
    expect(await approvals.stateOf(plan)).toMatchObject({ state: 'approved', voices: [{ by: 'token:ada' }] });
  });

  it('is one of two voices only when somebody has approved it who has not signed, whether or not it was looked at since', async () => {
    const policies = new SignoffPolicies(record);
    const { policy } = await policies.find();
    const two = { ...policy, classes: { ...policy.classes, routine: [{ role: 'change-board', count: 2 }] } };
    await policies.change(two, 'two of them', { actor: 'token:admin' });
    await decide.request(plan, who('token:planner'));
    await policies.change(policy, 'as before', { actor: 'token:admin' });
    await approved();
    await decide.sign(plan, { ...who('token:ada'), roles: ['change-board'] });
    expect(await approvals.stateOf(plan)).toMatchObject({ state: 'pending', missing: [{ role: 'change-board', count: 1 }] });
    there.approve(plan, 'Ada', 'Bo');
    await follow();
    expect(await approvals.stateOf(plan)).toMatchObject({
      state: 'approved',
      voices: [{ by: 'token:ada' }, { standsFor: ['token:ada', 'token:bo'] }],
    });
  });

  it.each(['cancelled', 'closed'] as const)('holds when people have %s it half way', async (phase) => {
    await decide.request(plan, who('token:planner'));
    await approved();
    change({ execution: { state: 'running' } });
    await follow();
    there.of(plan).phase = phase;
    expect(await follow()).toEqual({ outcome: 'followed', status: 'closed' });
    expect(await judge()).toMatchObject({ standing: 'missing', because: `${phase}-there` });
    expect((await approvals.stateOf(plan)).state).toBe('pending');
    expect((await approvals.stateOf(plan)).voices).toEqual([]);
  });

  it('is lost when the system knows it no more, and can be asked for anew', async () => {
    await decide.request(plan, who('token:planner'));
    await approved();
    there.kept.clear();
    expect(await follow()).toEqual({ outcome: 'followed', status: 'lost' });
    expect(await judge()).toMatchObject({ standing: 'missing', because: 'lost' });
    expect((await approvals.stateOf(plan)).voices).toEqual([]);
    await request();
    await follow();
    expect(await judge()).toMatchObject({ standing: 'not-approved' });
  });

  it('counts while its system is away for a short time, holds after a longer one, and counts again', async () => {
    await approved();
    there.goDown('unreachable');
    later(300);
    for (const failures of [1, 2, 3]) {
      expect(await follow()).toMatchObject({ outcome: 'failed', failing: { fault: 'unreachable', doing: 'read' } });
      expect(await records.find(plan)).toMatchObject({ failures, failing: { fault: 'unreachable' } });
      expect((await records.listFailing(3, 500)).some((record) => record.plan === plan)).toBe(failures === 3);
    }
    expect(await judge()).toMatchObject({ standing: 'approved' });
    later(601);
    expect(await judge()).toMatchObject({ standing: 'unread', maxAge: 900 });
    there.comeBack();
    await follow();
    expect(await judge()).toMatchObject({ standing: 'approved' });
    expect((await types()).slice(-2)).toEqual(['Failed', 'Updated']);
    expect(await records.find(plan)).toMatchObject({ failures: 0, failing: null });
  });

  it('waits as long as the system asks for, and no longer than an hour', async () => {
    await opened();
    there.goDown('too-many-requests', 120);
    await follow();
    expect((await records.find(plan))!.pollAt).toBe(new Date(Date.parse(now) + 120_000).toISOString());
    there.goDown('too-many-requests', 1e9);
    await follow();
    expect((await records.find(plan))!.pollAt).toBe(new Date(Date.parse(now) + 3_600_000).toISOString());
  });

  it('holds outside of the window that people have given it', async () => {
    await approved();
    there.of(plan).window = { start: '2026-05-04T20:00:00Z', end: '2026-05-05T02:00:00Z' };
    await follow();
    expect(await judge()).toMatchObject({ standing: 'outside-window', opensAt: '2026-05-04T20:00:00Z' });
  });

  it('is cancelled when a person withdraws it', async () => {
    await approved();
    expect(await new WithdrawChangeRecord(records).execute(plan, 'not this week', { actor: 'token:ops' })).toBe('withdrawn');
    expect(await judge()).toMatchObject({ standing: 'missing', because: 'withdrawn' });
    await follow();
    expect(there.of(plan)).toMatchObject({ phase: 'cancelled', notes: ['not this week'] });
    expect(await judge()).toMatchObject({ standing: 'missing', because: 'withdrawn' });
  });
});

it('takes the signature back when its system is removed, and lets another record be opened', async () => {
  await decide.request(plan, who('token:planner'));
  await approved();
  expect((await approvals.stateOf(plan)).state).toBe('approved');
  const register = PostgresRegisterRecord.changeSystems(database.source);
  const { id, version: _, changedAt: __, ...content } = (await register.find('board'))!;
  await new Register(register, changeSystemDecider).remove(id, 'a mistake', { actor: 'token:admin' });
  expect(await follow()).toEqual({ outcome: 'followed', status: 'closed' });
  expect((await reading.find(plan))!.state).toMatchObject({ status: 'closed', end: 'abandoned' });
  expect(await approvals.stateOf(plan)).toMatchObject({ state: 'pending', voices: [] });
  expect(await judge()).toEqual({ standing: 'not-asked' });
  await new Register(register, changeSystemDecider).create(id, content, { actor: 'token:admin' });
  expect(await judge()).toMatchObject({ standing: 'missing', because: 'abandoned' });
  // The one that was left there is found, and not taken for approved.
  expect(await request()).toMatchObject({ outcome: 'requested' });
  await follow();
  expect(await judge()).toMatchObject({ standing: 'not-approved', number: 'CHG0000001' });
  expect((await approvals.stateOf(plan)).state).toBe('pending');
});

it('gives a system that does not answer two turns at a time', async () => {
  await opened();
  there.goDown('timed-out');
  await follow();
  await database.source.query(
    `insert into lockstep.change_record (plan, version, system, status, digest, poll_at)
     select 'silent-' || n, 1, 'board', 'open', 'd', '2020-01-01'::timestamptz from generate_series(1, 9) n union all
     select 'well-' || n, 1, 'other', 'open', 'd', '2020-01-02'::timestamptz from generate_series(1, 9) n`,
  );
  const due = async () => (await records.listDue('2020-06-01T00:00:00Z', 500)).map((one) => one.plan);
  expect((await due()).filter((one) => one.startsWith('silent'))).toEqual(['silent-1', 'silent-2']);
  expect((await due()).filter((one) => one.startsWith('well'))).toHaveLength(9);
  await records.claim('silent-1', '2020-06-01T00:00:00Z', '2020-06-01T00:01:00Z');
  expect((await due()).filter((one) => one.startsWith('silent'))).toEqual(['silent-2']);
  await database.source.query(`delete from lockstep.change_record where digest = 'd'`);
});

it('the list made anew from the record is the one that was written with it, and holds gates until the next look', async () => {
  await approved();
  const tables = () =>
    database.source.query('select plan, version, system, status, digest, number from lockstep.change_record order by plan');
  const before = await tables();
  await records.rebuildList();
  expect(await tables()).toEqual(before);
  expect(await judge()).toMatchObject({ standing: 'unread', readAt: null });
  await follow();
  expect(await judge()).toMatchObject({ standing: 'approved' });
});
