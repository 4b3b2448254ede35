import type { UpgradePlan } from '@lockstep/documents';
import { snapshotOf } from '@lockstep/testing/builders';
import { describe, expect, it } from 'vitest';
import { type PlanScheduleEvent, schedulePolicy } from '../../domain/index.js';
import { RRULE_TIMES } from '../../infrastructure/calendar-expansion.js';
import { KeptSchedules } from './kept-schedules.js';

const fleet = snapshotOf({
  nsxManagers: [{ id: 'nsx' }],
  vcenters: [{ id: 'vc', nsxManager: 'nsx' }],
  supervisors: [{ id: 'sup', vcenter: 'vc' }],
  clusters: ['test', 'p1', 'p2'].map((id) => ({
    id,
    supervisor: 'sup',
    labels: { env: id === 'test' ? 'test' : 'prod' },
    nodes: { controlPlane: 1, workers: 3 },
  })),
});
const step = {
  id: 's1',
  component: 'vkr',
  subjects: ['test', 'p1', 'p2'],
  after: [],
  moves: [{ component: 'vkr', from: '1', to: '2' }],
  premises: [],
  reversible: true,
};
const plan = { spec: { steps: [step] } } as unknown as UpgradePlan;
const at = '2026-11-23T16:57:00Z';
const hours = (from: string, env: string) => ({ start: from, duration: 'PT10H', timeZone: 'UTC', scope: { labels: { env } } });
/** A canary today, the rest in two days, one at a time. */
const policy = {
  limits: { overall: 1 },
  waves: { canaries: [{ labels: { env: 'test' } }] },
  soak: { betweenWaves: 120 },
  windows: [hours('2026-11-23T16:00', 'test'), hours('2026-11-25T16:00', 'prod')],
};
const kept = (more: object = {}): PlanScheduleEvent => ({
  type: 'PlanScheduled',
  data: {
    plan: 'sha256:p',
    fleet: 'sha256:f',
    basis: {
      policy: schedulePolicy.parse(policy),
      notBefore: at,
      horizonEnd: '2027-01-01T00:00:00Z',
      durations: { perNode: { vkr: 15 }, fixed: {}, nodes: 6 },
      freezes: [],
    },
    digest: 'sha256:s',
    start: at,
    end: at,
    lowerBound: at,
    steps: [],
    ...more,
  },
});
const waived: PlanScheduleEvent = { type: 'ScheduleWaived', data: { plan: 'sha256:p', reason: 'by hand' } };

/** By plan what was said of its schedule; `p` came in the place of `p0`, which came in that of `p00`. */
function find(said: Record<string, readonly PlanScheduleEvent[]>, subjects = step.subjects, more: object = {}) {
  const schedules = new KeptSchedules(
    {
      find: async (id: string) => ({ id, result: { digest: 'sha256:p' } }),
      listBefore: async () => [
        { id: 'p0', parent: 'p00' },
        { id: 'p00', parent: null },
      ],
      findDocument: async () => plan,
      getFleet: async () => fleet,
    } as unknown as ConstructorParameters<typeof KeptSchedules>[0],
    {
      readStream: async (stream: string) =>
        (said[stream.replace('timetable-', '')] ?? []).map((event) => ({ ...event, recordedAt: at, actor: 'token:ada' })),
    } as unknown as ConstructorParameters<typeof KeptSchedules>[1],
    RRULE_TIMES,
    { list: async () => [] },
  );
  return schedules.find({ plan: 'p', step: 's1', subjects, times: { steps: new Map(), skipped: new Set() }, at, ...more });
}
const seen = (subject: string, confirmedAt: string) => ({
  times: {
    steps: new Map([['s1', new Map([[subject, { state: 'confirmed' as const, startedAt: at, endedAt: confirmedAt, confirmedAt }]])]]),
    skipped: new Set<string>(),
  },
});

describe('the schedule of a plan at the gate', () => {
  it('judges each subject by its own window, although another one is open', async () => {
    expect(await find({ p: [kept()] }, ['p1'])).toMatchObject({
      mayStart: [],
      holds: [{ rule: 'outside-schedule', subjects: ['p1'], opensAt: '2026-11-25T16:00:00Z' }, { rule: 'wave-not-done' }],
    });
    expect(await find({ p: [kept()] })).toMatchObject({ mayStart: ['test'] });
    expect(await find({ p: [kept()] }, ['test'])).toEqual({ standing: 'kept', change: null, mayStart: ['test'], holds: [] });
  });

  it('keeps to waves, soaks and limits by what was seen, and not by what was planned', async () => {
    const late = { ...seen('test', '2026-11-25T15:00:00Z'), at: '2026-11-25T16:30:00Z' };
    expect(await find({ p: [kept()] }, ['p1'], late)).toMatchObject({
      holds: [{ rule: 'wave-soak', step: 's1', wave: 1, until: '2026-11-25T17:00:00.000Z' }],
    });
    const soaked = { ...seen('test', '2026-11-25T10:00:00Z'), at: '2026-11-25T18:00:00Z' };
    expect(await find({ p: [kept()] }, ['p1', 'p2'], soaked)).toMatchObject({
      mayStart: ['p1'],
      holds: [{ rule: 'schedule-limit', subjects: ['p2'], limit: 'overall', places: 1 }],
    });
  });

  it('is missed where the plan before had one, until one is kept or waived', async () => {
    expect(await find({})).toEqual({ standing: 'unscheduled' });
    expect(await find({ p0: [kept()] })).toEqual({ standing: 'missing', plan: 'p0' });
    expect(await find({ p00: [kept()] })).toEqual({ standing: 'missing', plan: 'p00' });
    expect(await find({ p00: [kept()], p0: [waived] })).toEqual({ standing: 'unscheduled' });
    const change = { at, by: 'token:ada', role: null };
    expect(await find({ p0: [kept()], p: [waived] })).toEqual({ standing: 'waived', change });
    expect(await find({ p0: [kept()], p: [kept()] })).toMatchObject({ standing: 'kept', change });
  });

  it('was changed where something was said before, and by which role where others had signed', async () => {
    expect(await find({ p: [kept()] })).toMatchObject({ change: null });
    expect(await find({ p: [kept(), kept()] })).toMatchObject({ change: { by: 'token:ada', role: null } });
    expect(await find({ p: [kept(), kept({ overSignoffs: { role: 'approver', given: 2 } })] })).toMatchObject({
      change: { role: 'approver' },
    });
  });

  it('of another digest is not known', async () => {
    expect(await find({ p: [kept({ plan: 'sha256:other' })] })).toMatchObject({ notKnown: expect.any(String) });
  });
});
