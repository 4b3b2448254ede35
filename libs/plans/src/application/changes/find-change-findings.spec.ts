import type { ChangeEnd, ChangeReading, ChangeRecordState, ChangeSystemEntry, FollowedChange, Registered } from '@lockstep/approvals';
import { expect, it } from 'vitest';
import { FindChangeFindings } from './find-change-findings.use-case.js';

const followed = (plan: string, more: Partial<FollowedChange> = {}): FollowedChange => ({
  plan,
  version: 3,
  system: 'board',
  status: 'open',
  digest: 'sha256:a',
  number: 'CHG1',
  readAt: null,
  pollAt: null,
  failures: 0,
  failing: null,
  ...more,
});
const failing = (fault: 'unreachable' | 'ambiguous', detail: string) =>
  ({ fault, detail, doing: 'read', at: '2026-05-01T00:00:00Z' }) as const;
const last: ChangeReading = {
  reference: 'r1',
  number: 'CHG1',
  url: null,
  phase: 'cancelled',
  state: 'Canceled',
  approval: 'requested',
  deciders: [],
  digest: null,
  window: null,
};
const over = { system: 'board', digest: 'sha256:a', last };
const closed = (end: ChangeEnd, more: Partial<ChangeReading> = {}): ChangeRecordState => ({
  ...over,
  last: { ...last, ...more },
  status: 'closed',
  end,
  why: 'x',
  to: null,
});

const system = { id: 'board', nsxManagers: null } as unknown as Registered<ChangeSystemEntry>;

/** @param without states of records of open plans, in domain nsx-1 unless the id of the plan says otherwise */
async function find(without: Record<string, ChangeRecordState>, inTrouble: FollowedChange[] = [], systems = [system]) {
  const reported: Record<string, readonly object[]> = {};
  const finding = new FindChangeFindings(
    { listWithoutRecord: async () => Object.keys(without).map((plan) => ({ plan, nsxManager: plan === 'all' ? null : 'nsx-1' })) },
    { find: async (plan) => ({ followed: followed(plan), state: without[plan]! }) },
    { listFailing: async () => inTrouble },
    { list: async () => systems },
    { execute: async (kind, found) => ((reported[kind] = found), []) },
  );
  await finding.execute();
  return reported;
}

it('finds records that are lost', async () => {
  const { 'change-record-lost': lost, 'change-record-ended': ended } = await find({
    a: { ...over, status: 'lost' },
    all: { ...over, status: 'lost' },
  });
  expect(lost).toMatchObject([
    { nsxManager: 'nsx-1', topic: { plan: 'a', node: { kind: 'nsx-manager', id: 'nsx-1' } }, fact: { detail: 'CHG1 in board' } },
    { nsxManager: null, topic: { plan: 'all', node: null } },
  ]);
  expect(ended).toEqual([]);
});

it('finds records that people have cancelled or closed, and none that were ended from here or are asked for anew', async () => {
  const { 'change-record-lost': lost, 'change-record-ended': ended } = await find({
    a: closed('cancelled-there'),
    b: closed('closed-there', { state: 'Geschlossen' }),
    c: closed('withdrawn'),
    d: closed('cancelled'),
    e: closed('handed-over'),
    f: closed('finished'),
    g: { status: 'requested', request: { system: 'board', digest: 'sha256:a', by: 'token:a' }, failing: null, withdrawal: null },
  });
  const rule = 'must stay open until the plan has ended';
  expect(ended).toMatchObject([
    { topic: { plan: 'a', node: { id: 'nsx-1' } }, fact: { detail: `change CHG1; system board; ${rule}; found it cancelled (Canceled)` } },
    { topic: { plan: 'b' }, fact: { detail: `change CHG1; system board; ${rule}; found it closed (Geschlossen)` } },
  ]);
  expect(lost).toEqual([]);
});

it('finds records that were abandoned with their system, where another one asks for a record', async () => {
  const { 'change-record-ended': ended } = await find({ a: closed('abandoned') });
  expect(ended).toMatchObject([
    {
      topic: { plan: 'a' },
      fact: { detail: 'change CHG1; system board; must be registered, or another record be opened; found it removed' },
    },
  ]);
});

it('finds no record that is over where no system asks for one any more', async () => {
  const states = { a: closed('cancelled-there'), b: { ...over, status: 'lost' } as const };
  expect(await find(states, [], [])).toMatchObject({ 'change-record-lost': [], 'change-record-ended': [] });
});

it('finds each fault of a system once, however many records meet it', async () => {
  const inTrouble = [
    followed('a', { failing: failing('unreachable', 'no answer') }),
    followed('b', { failing: failing('unreachable', 'no answer, either') }),
    followed('c', { failing: failing('ambiguous', 'plan c; one open record; found CHG1, CHG2') }),
    followed('d', { system: 'other', failing: failing('unreachable', 'away') }),
  ];
  const { 'change-system-fault': faults } = await find({}, inTrouble);
  expect(faults).toMatchObject([
    { topic: { system: 'board', fault: 'ambiguous' }, fact: { detail: 'plan c; one open record; found CHG1, CHG2' } },
    { topic: { system: 'board', fault: 'unreachable' }, fact: { detail: 'no answer' } },
    { topic: { system: 'other', fault: 'unreachable' }, fact: { detail: 'away' } },
  ]);
});
