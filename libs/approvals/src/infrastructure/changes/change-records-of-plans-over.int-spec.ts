import { describe, expect, it, vi } from 'vitest';
import {
  approvals,
  decide,
  later,
  reading,
  records,
  who,
  approved,
  change,
  digestOf,
  follow,
  judge,
  plan,
  planOf,
  plans,
  replaceSystem,
  systems,
  request,
  there,
  types,
  followChanges,
} from '../../../test/followed-changes.js';
import { MemoryChangeSystem } from '../../../test/memory-change-system.js';
import type { PlanUnderChange } from '../../application/changes/plans-under-change.port.js';
import { ChangeSystemFailure } from '../../application/changes/change-system.port.js';

followChanges();

describe('the record of a plan that is over', () => {
  const next = () => plan.replace('-4000-', '-4001-');
  const overBy = (successor: Extract<PlanUnderChange['course'], { is: 'over' }>['successor']) =>
    change({ course: { is: 'over', why: 'the plan is void', fell: ['cluster c1 runs vkr v1'], successor } });
  const succeeded = () => {
    plans.set(next(), planOf(next()));
    overBy({ plan: next(), digest: digestOf(next()), nsxManager: 'nsx-1' });
  };

  it('says what fell, and waits for the plan that takes its place', async () => {
    await approved();
    overBy('awaited');
    await follow();
    await follow();
    expect(there.of(plan).notes).toEqual([
      'Lockstep: the plan is void. What it leaned on and is so no more: cluster c1 runs vkr v1. Do not carry it out.',
    ]);
  });

  it('is cancelled where no plan takes its place', async () => {
    await approved();
    overBy(null);
    expect(await follow()).toEqual({ outcome: 'followed', status: 'closed' });
    expect(there.of(plan)).toMatchObject({ phase: 'cancelled' });
    expect(there.of(plan).notes.join()).toContain('cluster c1 runs vkr v1');
  });

  it('is abandoned where its system was removed, and does not pass for one that was never opened', async () => {
    await approved();
    overBy(null);
    vi.spyOn(systems, 'find').mockResolvedValue(undefined);
    expect(await follow()).toEqual({ outcome: 'followed', status: 'closed' });
    vi.restoreAllMocks();
    expect((await reading.find(plan))!.state).toMatchObject({ status: 'closed', end: 'abandoned' });
  });

  it('is handed to the plan that takes its place, and needs approval anew', async () => {
    await approved();
    succeeded();
    await follow();
    expect(await types()).toContain('Closed');
    expect(await types(next())).toEqual(['Opened']);
    expect(there.kept.size).toBe(1);
    expect(there.of(next())).toMatchObject({ approval: 'requested', number: 'CHG0000001' });
    await follow(next());
    expect(await judge(next())).toMatchObject({ standing: 'not-approved' });
    there.approve(next(), 'Ada');
    await follow(next());
    expect(await judge(next())).toMatchObject({ standing: 'approved' });
    expect(await judge()).toMatchObject({ standing: 'missing', because: 'handed-over' });
  });

  it('is handed over though a record of the other plan is asked for and looked for in that moment', async () => {
    await approved();
    succeeded();
    const revise = there.revise.bind(there);
    vi.spyOn(there, 'revise').mockImplementationOnce(async (reference, draft) => {
      expect(await request(next())).toMatchObject({ outcome: 'requested' });
      expect(await follow(next())).toEqual({ outcome: 'followed', status: 'requested' });
      return revise(reference, draft);
    });
    await follow();
    vi.restoreAllMocks();
    expect(await follow(next())).toEqual({ outcome: 'followed', status: 'open' });
    expect([...there.kept.values()].map(({ phase }) => phase)).toEqual(['awaiting-approval']);
    expect(await types(next())).toEqual(['Requested', 'Opened']);
    expect(await judge()).toMatchObject({ standing: 'missing', because: 'handed-over' });
  });

  it('is handed over once, though the process died between the two', async () => {
    await approved();
    succeeded();
    there.failing.set('revise', { failure: new ChangeSystemFailure('timed-out', 'No answer', true), when: 'after' });
    expect(await follow()).toMatchObject({ outcome: 'failed', failing: { doing: 'revise' } });
    there.comeBack();
    there.approve(next(), 'Ada');
    await follow();
    expect(there.of(next()).approval).toBe('approved');
    expect(there.calls.filter((call) => call === 'revise')).toHaveLength(1);
    expect(await types(next())).toEqual(['Opened', 'Decided']);
  });

  it('is cancelled, and another one opened, where approvals can not be taken back', async () => {
    replaceSystem(new MemoryChangeSystem({ revisable: false }));
    await approved();
    succeeded();
    await follow();
    expect([...there.kept.values()].map(({ phase }) => phase)).toEqual(['cancelled']);
    await follow(next());
    expect([...there.kept.values()].map(({ phase }) => phase)).toEqual(['cancelled', 'awaiting-approval']);
    expect(await judge(next())).toMatchObject({ standing: 'not-approved', number: 'CHG0000002' });
  });

  it('stays while work goes on, and ends with it', async () => {
    await approved();
    change({ execution: { state: 'running' } });
    await follow();
    succeeded();
    await follow();
    expect(there.of(plan).phase).toBe('changing');
    change({ execution: { state: 'ended', outcome: 'unsuccessful', notes: 'replaced' } });
    await follow();
    expect(there.of(plan)).toMatchObject({ phase: 'closed' });
    expect(there.of(plan).notes.at(-1)).toBe('unsuccessful: replaced');
  });

  it('is not left open there when the plan was over before it was told of', async () => {
    await request();
    there.failing.set('open', { failure: new ChangeSystemFailure('timed-out', 'No answer', true), when: 'after' });
    await follow();
    there.comeBack();
    overBy(null);
    expect(await follow()).toEqual({ outcome: 'followed', status: 'closed' });
    expect(there.of(plan).phase).toBe('cancelled');
  });

  it('is cancelled, and another one opened, when the schedule is changed and approvals can not be taken back', async () => {
    replaceSystem(new MemoryChangeSystem({ revisable: false }));
    await approved();
    change({ window: null });
    await follow();
    expect(await judge()).toMatchObject({ standing: 'missing', because: 'not-opened' });
    await follow();
    expect([...there.kept.values()].map(({ phase }) => phase)).toEqual(['cancelled', 'awaiting-approval']);
    expect(await judge()).toMatchObject({ standing: 'not-approved', number: 'CHG0000002' });
  });

  it('is replaced although nobody was told that the first was cancelled', async () => {
    replaceSystem(new MemoryChangeSystem({ revisable: false }));
    await approved();
    change({ window: null });
    there.failing.set('cancel', { failure: new ChangeSystemFailure('timed-out', 'No answer', true), when: 'after' });
    await follow();
    there.comeBack();
    await follow();
    await follow();
    expect([...there.kept.values()].map(({ phase }) => phase)).toEqual(['cancelled', 'awaiting-approval']);
  });

  it('is left to the plan that has it, though the process died before it was told of the end of the first', async () => {
    await approved();
    succeeded();
    const transact = records.transact.bind(records);
    vi.spyOn(records, 'transact').mockImplementation(async (id, work) => {
      if (id === plan && (await types(next())).includes('Opened')) throw new Error('killed');
      return transact(id, work);
    });
    await expect(follow()).rejects.toThrow('killed');
    vi.restoreAllMocks();
    later(61);
    there.approve(next(), 'Ada');
    plans.set(next(), planOf(next(), { execution: { state: 'running' } }));
    await follow(next());
    expect(there.of(next()).phase).toBe('changing');
    expect(await follow()).toEqual({ outcome: 'followed', status: 'closed' });
    expect(there.of(next()).phase).toBe('changing');
    expect(await judge(next())).toMatchObject({ standing: 'approved' });
    expect(await judge()).toMatchObject({ standing: 'missing', because: 'handed-over' });
  });

  it('keeps its signature when it was finished and nobody was told', async () => {
    await decide.request(plan, who('token:planner'));
    await approved();
    change({ execution: { state: 'ended', outcome: 'successful', notes: 'x' } });
    there.failing.set('finish', { failure: new ChangeSystemFailure('timed-out', 'No answer', true), when: 'after' });
    await follow();
    there.comeBack();
    await follow();
    expect(await types()).not.toContain('Decided withdrawn');
    expect((await reading.find(plan))!.state).toMatchObject({ status: 'closed', end: 'finished' });
    expect((await approvals.stateOf(plan)).state).toBe('approved');
  });

  it('is brought before those who approve though the rewriting was broken off and the schedule taken back', async () => {
    await approved();
    const { window } = planOf(plan);
    change({ window: null });
    there.failing.set('revise', { failure: new ChangeSystemFailure('timed-out', 'No answer', true), when: 'after' });
    await follow();
    there.comeBack();
    change({ window });
    Object.assign(there.of(plan), { phase: 'draft', approval: 'not-requested' });
    await follow();
    expect(there.of(plan)).toMatchObject({ approval: 'requested', window });
  });

  it('is written anew when the schedule is changed, and needs approval anew', async () => {
    await approved();
    change({ window: { start: '2026-05-02T20:30:00Z', end: '2026-05-03T03:00:00Z' } });
    await follow();
    expect(there.of(plan)).toMatchObject({ approval: 'requested', window: { start: '2026-05-02T20:30:00Z' } });
    await follow();
    expect(there.calls.filter((call) => call === 'revise')).toHaveLength(1);
    expect(await types()).toContain('Revised');
  });
});
