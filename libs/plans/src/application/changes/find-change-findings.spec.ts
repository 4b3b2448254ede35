import type { FollowedChange, PlanUnderChange } from '@lockstep/approvals';
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
const failing = (fault: 'unreachable' | 'forbidden', detail: string) =>
  ({ fault, detail, doing: 'read', at: '2026-05-01T00:00:00Z' }) as const;
const planOf = (more: Partial<PlanUnderChange>): PlanUnderChange => ({
  id: 'p',
  digest: 'sha256:a',
  nsxManager: 'nsx-1',
  requestedBy: 'token:a',
  course: { is: 'followable' },
  execution: { state: 'not-started' },
  window: null,
  ...more,
});

async function find(lost: FollowedChange[], inTrouble: FollowedChange[], plans: Record<string, PlanUnderChange>) {
  const reported: Record<string, readonly object[]> = {};
  const finding = new FindChangeFindings(
    { list: async () => lost, listFailing: async () => inTrouble },
    { find: async (id) => plans[id] },
    { execute: async (kind, found) => ((reported[kind] = found), []) },
  );
  await finding.execute();
  return reported;
}

it('finds records that are lost, of plans that may still be carried out', async () => {
  const over = { is: 'over', why: 'it is void', fell: [], successor: null } as const;
  const plans = {
    a: planOf({}),
    b: planOf({ course: over }),
    c: planOf({ execution: { state: 'ended', outcome: 'successful', notes: '' } }),
    d: planOf({ nsxManager: null }),
  };
  const { 'change-record-lost': lost } = await find(
    ['a', 'b', 'c', 'd', 'e'].map((id) => followed(id, { status: 'lost' })),
    [],
    plans,
  );
  expect(lost).toMatchObject([
    { nsxManager: 'nsx-1', topic: { plan: 'a', node: { kind: 'nsx-manager', id: 'nsx-1' } }, fact: { detail: 'CHG1 in board' } },
    { nsxManager: null, topic: { plan: 'd', node: null } },
  ]);
});

it('finds each fault of a system once, however many records meet it', async () => {
  const inTrouble = [
    followed('a', { failing: failing('unreachable', 'no answer') }),
    followed('b', { failing: failing('unreachable', 'no answer, either') }),
    followed('c', { failing: failing('forbidden', 'may not') }),
    followed('d', { system: 'other', failing: failing('unreachable', 'away') }),
  ];
  const { 'change-system-fault': faults } = await find([], inTrouble, {});
  expect(faults).toMatchObject([
    { topic: { system: 'board', fault: 'forbidden' }, fact: { detail: 'may not' } },
    { topic: { system: 'board', fault: 'unreachable' }, fact: { detail: 'no answer' } },
    { topic: { system: 'other', fault: 'unreachable' }, fact: { detail: 'away' } },
  ]);
});
