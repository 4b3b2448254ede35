import { describe, expect, it } from 'vitest';
import { type KeepSchedule, type ScheduleState, scheduleDecider } from './schedule.decider.js';
import { keptIn, type KeptSchedule } from './schedule.events.js';
import { schedulePolicy } from './schedule-policy.js';

const schedule = (change: Partial<KeptSchedule> = {}): KeptSchedule => ({
  plan: 'sha256:a',
  fleet: 'sha256:f',
  basis: {
    policy: schedulePolicy.parse({}),
    notBefore: '2026-01-01T00:00:00Z',
    horizonEnd: '2027-01-01T00:00:00Z',
    durations: { perNode: {}, fixed: {}, nodes: 6 },
    freezes: [],
  },
  digest: 'sha256:s',
  start: '2026-01-01T00:00:00Z',
  end: '2026-01-02T00:00:00Z',
  lowerBound: '2026-01-02T00:00:00Z',
  steps: [],
  ...change,
});
const keep = (change: Partial<KeptSchedule> = {}, outcome: KeepSchedule['outcome'] = 'placed'): KeepSchedule => ({
  type: 'keep',
  schedule: schedule(change),
  outcome,
});
const given = (...kept: readonly KeptSchedule[]): ScheduleState =>
  kept.reduce<ScheduleState>((state, data) => scheduleDecider.evolve(state, { type: 'PlanScheduled', data }), scheduleDecider.initialState);

describe('a kept schedule', () => {
  it('is recorded once, however often it is kept', () => {
    expect(scheduleDecider.decide(keep(), given())).toEqual({ outcome: 'accepted', events: [{ type: 'PlanScheduled', data: schedule() }] });
    expect(scheduleDecider.decide(keep(), given(schedule()))).toEqual({ outcome: 'accepted', events: [] });
  });

  it('gives way to another one of the same plan', () => {
    const later = { start: '2026-02-01T00:00:00Z' };
    expect(scheduleDecider.decide(keep(later), given(schedule()))).toMatchObject({ events: [{ data: later }] });
    expect(given(schedule(), schedule(later))).toMatchObject({ kept: later });
  });

  it('is refused where some work has no room', () => {
    expect(scheduleDecider.decide(keep({}, 'no-room'), given())).toEqual({ outcome: 'refused', refusal: 'no-room' });
  });

  it('is never of another plan', () => {
    expect(scheduleDecider.decide(keep({ plan: 'sha256:b' }), given(schedule()))).toEqual({ outcome: 'refused', refusal: 'other-plan' });
  });

  it('is waived once, also where none was kept, and may be kept again', () => {
    const waive = { type: 'waive', plan: 'sha256:a', reason: 'by hand' } as const;
    const waived = { type: 'ScheduleWaived', data: { plan: 'sha256:a', reason: 'by hand' } } as const;
    expect(scheduleDecider.decide(waive, given())).toEqual({ outcome: 'accepted', events: [waived] });
    const state = scheduleDecider.evolve(given(schedule()), waived);
    expect(scheduleDecider.decide(waive, state)).toEqual({ outcome: 'accepted', events: [] });
    expect(scheduleDecider.decide(keep(), state)).toMatchObject({ events: [{ type: 'PlanScheduled' }] });
    expect(scheduleDecider.decide(keep({ plan: 'sha256:b' }), state)).toEqual({ outcome: 'refused', refusal: 'other-plan' });
    expect([keptIn([{ type: 'PlanScheduled', data: schedule() }, waived]), keptIn([])]).toEqual([undefined, undefined]);
  });

  it('is waived anew by whoever decides so over signatures that the waiver before passed by', () => {
    const waive = { type: 'waive', plan: 'sha256:a', reason: 'by hand' } as const;
    const passed = scheduleDecider.evolve(given(schedule()), { type: 'ScheduleWaived', data: { plan: 'sha256:a', reason: 'by hand' } });
    const data = { plan: 'sha256:a', reason: 'by hand', overSignoffs: { role: 'approver', given: 1 } };
    const over = { ...waive, overSignoffs: data.overSignoffs };
    expect(scheduleDecider.decide(over, passed)).toEqual({ outcome: 'accepted', events: [{ type: 'ScheduleWaived', data }] });
    const decided = scheduleDecider.evolve(passed, { type: 'ScheduleWaived', data });
    expect(scheduleDecider.decide(over, decided)).toEqual({ outcome: 'accepted', events: [] });
  });
});
