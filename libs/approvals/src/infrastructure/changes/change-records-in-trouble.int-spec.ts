import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  approvals,
  approved,
  change,
  database,
  decide,
  follow,
  followChanges,
  judge,
  later,
  now,
  opened,
  plan,
  planOf,
  plans,
  reading,
  records,
  replaceSystem,
  request,
  systems,
  there,
  types,
  who,
} from '../../../test/followed-changes.js';
import { MemoryChangeSystem } from '../../../test/memory-change-system.js';
import { ChangeSystemFailure } from '../../application/changes/change-system.port.js';
import { WithdrawChangeRecord } from '../../application/changes/withdraw-change-record.use-case.js';

followChanges();
afterEach(() => vi.restoreAllMocks());

const settled = () => database.source.query(`update lockstep.change_record set making_until = now() where plan = $1`, [plan]);
const withdraw = () => new WithdrawChangeRecord(records).execute(plan, 'not this week', { actor: 'token:ops' });

describe('a record that may be being made', () => {
  /** What stands between gives up, and the system makes it a while later, or never. */
  const loseAnswer = async () => {
    await request();
    const failure = new ChangeSystemFailure('server-error', 'POST /change; the answer is 504', true, null, { lost: true });
    there.failing.set('open', { failure, when: 'before' });
    expect(await follow()).toMatchObject({ outcome: 'failed', failing: { fault: 'server-error', doing: 'open' } });
    there.comeBack();
    there.calls.length = 0;
  };
  const makeLate = () =>
    there.open({ ...draft, plan, digest: planOf(plan).digest!, implementation: planOf(plan).digest!, window: planOf(plan).window });
  const draft = {
    planUrl: null,
    summary: 's',
    description: '',
    justification: '',
    backout: '',
    test: '',
    risk: { level: 'low', text: '' },
    affected: [],
  } as const;

  it('is looked for, and no other is made, however often it is looked at and whoever asks', async () => {
    await loseAnswer();
    for (let time = 0; time < 3; time++) {
      later(60);
      expect(await follow()).toMatchObject({ outcome: 'failed', failing: { fault: 'timed-out', doing: 'open' } });
      await request();
      await records.makeDue(plan, now);
    }
    expect(there.kept.size).toBe(0);
    await makeLate();
    expect(await follow()).toEqual({ outcome: 'followed', status: 'open' });
    expect(there.kept.size).toBe(1);
    expect(await records.findMaking(plan)).toEqual({ is: 'free' });
  });

  it('is still looked for when the list was made anew, and no other is made', async () => {
    await loseAnswer();
    await records.rebuildList();
    expect(await records.findMaking(plan)).toMatchObject({ is: 'busy' });
    expect(await follow()).toMatchObject({ outcome: 'failed', failing: { fault: 'timed-out', doing: 'open' } });
    expect(there.kept.size).toBe(0);
    await records.barMaking(plan);
    await records.rebuildList();
    expect(await records.findMaking(plan)).toEqual({ is: 'barred' });
  });

  it('is made anew once nothing has come of it for long enough', async () => {
    await loseAnswer();
    await follow();
    const standing = await records.findMaking(plan);
    expect(standing).toMatchObject({ is: 'busy', seconds: expect.any(Number) });
    expect((standing as { seconds: number }).seconds).toBeGreaterThan(240);
    await settled();
    expect(await follow()).toEqual({ outcome: 'followed', status: 'open' });
    expect(there.kept.size).toBe(1);
  });

  it('is waited for when it is withdrawn, and cancelled there', async () => {
    await loseAnswer();
    await withdraw();
    expect(await follow()).toMatchObject({ outcome: 'failed', failing: { fault: 'timed-out' } });
    await makeLate();
    expect(await follow()).toEqual({ outcome: 'followed', status: 'closed' });
    expect(there.of(plan).phase).toBe('cancelled');
  });

  it('is none where the system has refused to make it', async () => {
    await request();
    there.failing.set('open', { failure: new ChangeSystemFailure('misconfigured', 'u_platform is mandatory', false), when: 'before' });
    await follow();
    there.comeBack();
    expect(await follow()).toEqual({ outcome: 'followed', status: 'open' });
  });
});

describe('a record that shows less than the plan', () => {
  const dropFields = () =>
    vi.spyOn(there, 'open').mockImplementation(async (one, signal, making) => {
      const { reference } = await MemoryChangeSystem.prototype.open.call(there, one, signal, making);
      await there.cancel(reference, 'it shows less');
      throw new ChangeSystemFailure('fields-ignored', 'change CHG1; fields that were written are not there: category', false);
    });

  it('is made once and looked at each hour, until somebody asks again or the settings change', async () => {
    await request();
    const dropping = dropFields();
    for (let time = 0; time < 4; time++)
      expect(await follow()).toMatchObject({
        outcome: 'failed',
        failing: { fault: 'fields-ignored', detail: expect.stringContaining('category') },
      });
    expect(there.kept.size).toBe(1);
    expect(Date.parse((await records.find(plan))!.pollAt!) - Date.parse(now)).toBe(3_600_000);
    expect((await records.listFailing(9, 500)).map((one) => one.plan)).toContain(plan);
    expect(await types()).toEqual(['Requested', 'Failed']);
    await records.unbarMaking(plan);
    await follow();
    expect(there.kept.size).toBe(2);
    dropping.mockRestore();
    await follow();
    expect(there.kept.size).toBe(2);
    await records.makeSystemDue('board', now);
    expect(await follow()).toEqual({ outcome: 'followed', status: 'open' });
    expect(there.kept.size).toBe(3);
  });
});

describe('a record beside which there is another one', () => {
  it('counts no more until one of both is over, though the system is away in between, and is told of once', async () => {
    await decide.request(plan, who('token:planner'));
    await approved();
    expect(await judge()).toMatchObject({ standing: 'approved' });
    const copy = there.people.copy(there.of(plan).number);
    for (let time = 0; time < 3; time++)
      expect(await follow()).toMatchObject({ outcome: 'failed', failing: { fault: 'ambiguous', doing: 'read' } });
    expect(await judge()).toMatchObject({ standing: 'not-approved', decision: 'ambiguous' });
    there.goDown();
    await follow();
    expect(await judge()).toMatchObject({ standing: 'not-approved', decision: 'ambiguous' });
    there.comeBack();
    there.people.cancel(copy);
    await follow();
    expect(await judge()).toMatchObject({ standing: 'approved' });
    expect((await types()).slice(-3)).toEqual(['Failed', 'Failed', 'Updated']);
  });

  it('counts for no longer while nobody can tell whether there is one', async () => {
    await approved();
    vi.spyOn(there, 'findDoubles').mockRejectedValue(new ChangeSystemFailure('server-error', 'the search is away', true));
    there.of(plan).phase = 'draft';
    later(901);
    expect(await follow()).toMatchObject({ outcome: 'failed', failing: { fault: 'server-error' } });
    expect(await judge()).toMatchObject({ standing: 'unread' });
  });

  it('comes to its end all the same', async () => {
    await approved();
    there.people.copy(there.of(plan).number);
    change({ execution: { state: 'ended', outcome: 'successful', notes: 's1 confirmed' } });
    expect(await follow()).toEqual({ outcome: 'followed', status: 'closed' });
  });
});

describe('a record that was found', () => {
  const foundCopy = async () => {
    await decide.request(plan, who('token:planner'));
    await opened();
    const first = there.of(plan).number;
    const copy = there.people.copy(first);
    there.people.cancel(first);
    there.people.approve(copy, 'Ada');
    expect(await follow()).toEqual({ outcome: 'followed', status: 'closed' });
    await request();
    expect(await follow()).toEqual({ outcome: 'followed', status: 'open' });
    return copy;
  };

  it('is written anew, and what was approved before does not count', async () => {
    const copy = await foundCopy();
    expect(there.of(plan)).toMatchObject({ number: copy, approval: 'requested', deciders: [] });
    expect(await judge()).toMatchObject({ standing: 'not-approved', decision: 'none' });
    expect(await approvals.stateOf(plan)).toMatchObject({ state: 'pending', voices: [] });
  });

  it('is cancelled, and another one opened, where approvals can not be taken back', async () => {
    replaceSystem(new MemoryChangeSystem({ revisable: false }));
    const copy = await foundCopy();
    expect([...there.kept.values()].map(({ phase }) => phase)).toEqual(['cancelled', 'cancelled', 'awaiting-approval']);
    expect(await judge()).toMatchObject({ standing: 'not-approved' });
    expect(there.of(plan).number).not.toBe(copy);
  });

  it('is left alone where work on it has begun', async () => {
    await opened();
    const first = there.of(plan).number;
    const copy = there.people.copy(first);
    there.people.cancel(first);
    await follow();
    Object.assign(there.of(plan), { phase: 'changing', approval: 'approved' });
    await request();
    expect(await follow()).toMatchObject({
      outcome: 'failed',
      failing: { fault: 'not-allowed-now', detail: expect.stringContaining(copy) },
    });
    expect(there.of(plan).phase).toBe('changing');
  });
});

it('brings a record before those who approve that was opened without, once', async () => {
  const takeBack = () => Object.assign(there.of(plan), { phase: 'draft', approval: 'not-requested' });
  vi.spyOn(there, 'open').mockImplementationOnce(async (one, signal, making) => {
    const { reference } = await MemoryChangeSystem.prototype.open.call(there, one, signal, making);
    takeBack();
    return (await there.read(reference))!;
  });
  await opened();
  expect(there.of(plan)).toMatchObject({ phase: 'draft' });
  await follow();
  expect(there.of(plan)).toMatchObject({ phase: 'awaiting-approval', approval: 'requested' });
  // People have taken it back.
  takeBack();
  await follow();
  expect(there.of(plan)).toMatchObject({ phase: 'draft' });
});

it('lets a system alone that has refused the login, until its secret is another one or one try an hour later', async () => {
  await database.source.query('delete from lockstep.change_record');
  const ids = [1, 2, 3].map((nth) => plan.replace('-4000-', `-400${nth + 1}-`));
  for (const id of ids) {
    plans.set(id, planOf(id));
    await request(id);
    await follow(id);
  }
  later(600);
  const due = async () => (await records.listDue(now, 500)).map((one) => one.plan).filter((id) => ids.includes(id));
  expect(await due()).toHaveLength(3);
  there.goDown('unauthorized');
  there.calls.length = 0;
  for (const id of ids) await follow(id);
  expect(there.calls).toHaveLength(1);
  expect(await due()).toEqual([]);
  await records.makeDue(ids[1]!, now);
  await records.makeDue(ids[0]!, now);
  for (const id of ids) expect(await follow(id)).toEqual({ outcome: 'busy' });
  later(3_601);
  expect(await due()).toEqual([ids[0]]);
  await follow(ids[0]);
  expect(there.calls).toHaveLength(2);
  expect(await due()).toEqual([]);
  there.comeBack();
  await records.makeSystemDue('board', now);
  expect(await due()).toEqual([ids[0]]);
  await follow(ids[0]);
  expect(await due()).toEqual(ids.slice(1));
});

it.each(['while', 'after'])('looks at all records of a system at once whose secret is mended %s one of them is refused', async (when) => {
  await database.source.query('delete from lockstep.change_record');
  const ids = [1, 2].map((nth) => plan.replace('-4000-', `-400${nth + 1}-`));
  for (const id of ids) {
    plans.set(id, planOf(id));
    await request(id);
    await follow(id);
  }
  later(600);
  there.goDown('unauthorized');
  const settle = records.settle.bind(records);
  const mend = () => records.makeSystemDue('board', now);
  vi.spyOn(records, 'settle').mockImplementation(async (...look) => {
    if (when === 'while') await mend();
    await settle(...look);
    if (when === 'after') await mend();
  });
  expect(await follow(ids[0])).toMatchObject({ outcome: 'failed' });
  vi.restoreAllMocks();
  there.comeBack();
  for (const id of ids) expect(await follow(id)).toMatchObject({ outcome: 'followed' });
});

describe('a record whose system was removed', () => {
  it('is abandoned, and withdrawn where somebody wants it back', async () => {
    await approved();
    vi.spyOn(systems, 'find').mockResolvedValue(undefined);
    expect(await follow()).toEqual({ outcome: 'followed', status: 'closed' });
    expect((await reading.find(plan))!.state).toMatchObject({ end: 'abandoned' });
    expect(await judge()).toMatchObject({ standing: 'missing', because: 'abandoned' });
    expect(await records.find(plan)).toMatchObject({ status: 'closed', pollAt: null });
    vi.restoreAllMocks();
    expect(await request()).toMatchObject({ outcome: 'requested' });
    await follow();
    await withdraw();
    vi.spyOn(systems, 'find').mockResolvedValue(undefined);
    expect(await follow()).toEqual({ outcome: 'followed', status: 'closed' });
    expect((await reading.find(plan))!.state).toMatchObject({ end: 'withdrawn' });
  });
});
