import { describe, expect, it } from 'vitest';
import type { TurnHold } from '../schedule-turns.js';
import { decideGate } from './decide-gate.js';
import type { ApprovalFacts, GateFacts, ScheduleChange } from './gate-facts.js';
import { remarksOf, wordRemark } from './gate-remark.js';

const digest = 'sha256:a';
const approved: ApprovalFacts = {
  state: 'approved',
  digest,
  missing: [],
  refusals: [],
  expiredWaivers: [],
  ownersMissing: [],
  signedSince: '2026-11-19T00:00:00Z',
  breakGlass: null,
};
/** Step s1, with nothing against it. */
const clear: GateFacts = {
  at: '2026-11-20T12:00:00Z',
  plan: { standing: 'stands', digest, evidence: { age: 'fresh', oldest: null, maxAge: 86_400 } },
  step: { id: 's1', after: [], pointOfNoReturn: 'none', running: [], gone: [], over: [] },
  approval: approved,
  change: { standing: 'not-asked' },
  execution: {
    state: 'not-started',
    steps: new Map(),
    unseen: new Map(),
    paused: null,
    thresholds: [],
    drift: [],
    otherPlan: null,
  },
  fleet: { health: [], exposed: [], rolling: [], headroom: null },
  freezes: [],
  schedule: { standing: 'unscheduled' },
  soaks: [],
};
const reasonsOf = (change: Partial<GateFacts>) => decideGate({ ...clear, ...change }).reasons;
const kindsOf = (change: Partial<GateFacts>) => reasonsOf(change).map(({ reason }) => reason);
const approval = (change: Partial<ApprovalFacts>) => ({ approval: { ...approved, ...change } });
const late = (...holds: TurnHold[]): Partial<GateFacts> => ({ schedule: { standing: 'kept', change: null, mayStart: [], holds } });
const changed = (change: ScheduleChange): Partial<GateFacts> => ({ schedule: { standing: 'kept', change, mayStart: ['c1'], holds: [] } });

describe('a schedule at the gate', () => {
  const by = { at: '2026-11-19T00:00:01Z', by: 'token:eva' };

  it('that somebody who signs off has changed after the first sign-off is told of, and does not hold', () => {
    const given = { ...clear, ...changed({ ...by, role: 'approver' }) };
    expect(reasonsOf(given)).toEqual([]);
    expect(remarksOf(given, [])).toEqual([{ remark: 'schedule-changed', ...by, role: 'approver' }]);
    expect(wordRemark(remarksOf(given, [])[0]!)).toContain('token:eva');
  });

  it('that was changed before the first signature that counts, or that nobody has signed over, is nothing to tell of', () => {
    for (const signedSince of ['2026-11-19T00:00:01Z', null]) {
      const given = { ...clear, ...changed({ ...by, role: null }), ...approval({ signedSince }) };
      expect([kindsOf(given), remarksOf(given, [])]).toEqual([[], []]);
    }
  });

  it('that was waived over sign-offs holds as one that was changed', () => {
    expect(kindsOf({ schedule: { standing: 'waived', change: { ...by, role: null } } })).toEqual(['schedule-changed']);
    expect(kindsOf({ schedule: { standing: 'waived', change: null } })).toEqual([]);
  });

  it('is told in few reasons, however many subjects have times of their own', () => {
    const many = Array.from({ length: 60 }, (_, index): TurnHold => ({
      rule: 'outside-schedule',
      subjects: Array.from({ length: 10 }, (__, other) => `c${index}-${other}`),
      opensAt: `2026-11-20T13:${String(index).padStart(2, '0')}:00Z`,
    }));
    const reasons = reasonsOf(late(...many)).filter((one) => one.reason === 'outside-schedule');
    expect(reasons).toHaveLength(20);
    expect(reasons.reduce((sum, { nodes }) => sum + nodes, 0)).toBe(600);
    expect(reasons.find(({ nodes }) => nodes > 10)).toMatchObject({ opensAt: '2026-11-20T13:19:00Z', nodes: 410 });
    expect(reasons.every(({ subjects }) => subjects.length <= 100)).toBe(true);
  });
});
