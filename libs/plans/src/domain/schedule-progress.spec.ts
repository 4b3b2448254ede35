import { calendarOf, type ScheduleProblem, type Task } from '@lockstep/planner';
import { describe, expect, it } from 'vitest';
import { planScheduleOf } from './schedule-view.js';
import { progressOf } from './schedule-progress.js';
import type { ExecutionTimes, SubjectTimes } from './subject-times.js';

const at = (minute: number) => `${new Date(minute * 60_000).toISOString().slice(0, 16)}:00Z`;
const task = (subject: string, more: Partial<Task> = {}): Task => ({
  subject,
  duration: 30,
  calendar: 0,
  limits: [0],
  resumable: false,
  ...more,
});
/** Clusters a, then b and c, two at once; then NSX. Laid at minute 1000. */
const problem: ScheduleProblem = {
  steps: [
    {
      id: 's1',
      after: [],
      waves: [
        { tasks: [task('a')], soak: 60 },
        { tasks: [task('b'), task('c')], soak: 10 },
      ],
    },
    { id: 's2', after: [0], waves: [{ tasks: [task('nsx', { duration: 100, limits: [], resumable: true })], soak: 0 }] },
  ],
  limits: [{ id: 'overall', places: 2 }],
  calendars: [calendarOf([{ from: 1000, to: 5000 }])],
  notBefore: 1000,
};
const plan = { steps: [{ component: 'vkr' }, { component: 'nsx' }] } as unknown as Parameters<typeof planScheduleOf>[0];
const done = (from: number, to: number): SubjectTimes => ({
  state: 'confirmed',
  startedAt: at(from),
  endedAt: at(to),
  confirmedAt: at(to),
});
const runs = (from: number): SubjectTimes => ({ state: 'running', startedAt: at(from), endedAt: null, confirmedAt: null });
const lay = (steps: Record<string, Record<string, SubjectTimes>>, skipped: readonly string[] = [], of = problem) => {
  const times: ExecutionTimes = {
    steps: new Map(Object.entries(steps).map(([id, all]) => [id, new Map(Object.entries(all))])),
    skipped: new Set(skipped),
  };
  const schedule = planScheduleOf(plan, of, progressOf(of, times));
  const runsOf = schedule.steps.flatMap(({ step, waves }) => waves.flatMap(({ runs: all }) => all.map((run) => ({ step, ...run }))));
  return {
    schedule,
    told: Object.fromEntries(
      runsOf.flatMap(({ step, subjects, start, end }) =>
        subjects.map((id) => [`${step} ${id}`, [Date.parse(start) / 60_000, Date.parse(end) / 60_000]]),
      ),
    ),
  };
};

describe('the schedule of a plan under way', () => {
  it('is laid from now on where nothing was begun', () => {
    expect(progressOf(problem, { steps: new Map(), skipped: new Set() })).toBeUndefined();
    expect(lay({}).told).toEqual({ 's1 a': [1000, 1030], 's1 b': [1090, 1120], 's1 c': [1090, 1120], 's2 nsx': [1130, 1230] });
  });

  it('keeps the times of what is done, and lays nothing of it again', () => {
    const { schedule, told } = lay({ s1: { a: done(500, 540), b: done(700, 720), c: done(700, 735) } });
    expect(told).toEqual({ 's1 a': [500, 540], 's1 b': [700, 720], 's1 c': [700, 735], 's2 nsx': [1000, 1100] });
    expect(schedule).toMatchObject({ outcome: 'placed', start: at(500), steps: [{ start: at(500), end: at(735), soakedAt: at(745) }, {}] });
  });

  it('soaks after a wave from when it was seen done', () => {
    expect(lay({ s1: { a: done(900, 990) } }).told).toMatchObject({ 's1 b': [1050, 1080] });
  });

  it('keeps the start of what runs, in its place among the limits, and lets it end no earlier than now', () => {
    expect(lay({ s1: { a: done(500, 540), b: runs(990) } }).told).toEqual({
      's1 a': [500, 540],
      's1 b': [990, 1020],
      's1 c': [1000, 1030],
      's2 nsx': [1040, 1140],
    });
    const narrow = { ...problem, limits: [{ id: 'overall', places: 1 }] };
    expect(lay({ s1: { a: done(500, 540), b: runs(990) } }, [], narrow).told['s1 c']).toEqual([1020, 1050]);
    expect(lay({ s1: { a: done(500, 540), b: runs(600) } }).told['s1 b']).toEqual([600, 1000]);
  });

  it('stands more at once than its limits let start', () => {
    const narrow = { ...problem, limits: [{ id: 'overall', places: 1 }] };
    const { schedule, told } = lay({ s1: { a: done(500, 540), b: runs(990), c: runs(995) } }, [], narrow);
    expect([schedule.outcome, told['s1 b'], told['s1 c']]).toEqual(['placed', [990, 1020], [995, 1025]]);
  });

  it('leaves its place to what began in this very minute, or by a clock that is ahead, however urgent the rest is', () => {
    const tight: ScheduleProblem = {
      ...problem,
      steps: [
        { id: 's1', after: [], waves: [{ tasks: [task('a')], soak: 0 }] },
        { id: 's2', after: [], waves: [{ tasks: [task('b', { duration: 300 })], soak: 0 }] },
      ],
      limits: [{ id: 'overall', places: 1 }],
    };
    for (const minute of [1000, 1003]) {
      const { schedule, told } = lay({ s1: { a: runs(minute) } }, [], tight);
      expect([schedule.outcome, schedule.unplaced, told]).toEqual(['placed', [], { 's1 a': [1000, 1030], 's2 b': [1030, 1330] }]);
    }
  });

  it('does again what has failed, and nothing for whom was skipped', () => {
    const { told } = lay({ s1: { a: { ...done(500, 540), state: 'failed', confirmedAt: null } } }, ['b']);
    expect(told).toEqual({ 's1 a': [1000, 1030], 's1 c': [1090, 1120], 's2 nsx': [1130, 1230] });
  });

  it('keeps the order of steps over one of which nothing is left', () => {
    const chain: ScheduleProblem = {
      ...problem,
      steps: [
        problem.steps[0]!,
        { id: 's2', after: [0], waves: [{ tasks: [task('gone')], soak: 0 }] },
        { id: 's3', after: [1], waves: [{ tasks: [task('d')], soak: 0 }] },
      ],
    };
    const steps = { steps: [{ component: 'vkr' }, { component: 'vkr' }, { component: 'vkr' }] } as unknown as typeof plan;
    const schedule = planScheduleOf(steps, chain, { begun: [], skipped: ['gone'] });
    expect(schedule.steps.map(({ step, start }) => [step, start])).toEqual([
      ['s1', at(1000)],
      ['s3', at(1130)],
    ]);
  });

  it('keeps what went before its turn where it went', () => {
    const { schedule, told } = lay({ s1: { b: done(500, 540) } });
    expect([schedule.outcome, told['s1 b'], told['s1 a'], told['s1 c']]).toEqual(['placed', [500, 540], [1000, 1030], [1090, 1120]]);
  });
});
