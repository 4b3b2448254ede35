import { calendarOf, type ScheduleProblem, type Task } from '@lockstep/planner';
import { describe, expect, it } from 'vitest';
import { judgeTurns, type TurnQuestion } from './schedule-turns.js';
import type { ExecutionTimes, SubjectTimes } from './subject-times.js';

const base = Date.parse('2026-11-20T00:00:00Z') / 60_000;
const at = (minute: number) => new Date((base + minute) * 60_000).toISOString();
const whole = (minute: number) => `${at(minute).slice(0, 16)}:00Z`;
const task = (subject: string, more: Partial<Task> = {}): Task => ({
  subject,
  duration: 30,
  calendar: 0,
  limits: [0],
  resumable: false,
  ...more,
});
/** A canary, then three clusters, the last one with a window of its own; then NSX. */
const problem: ScheduleProblem = {
  steps: [
    {
      id: 's1',
      after: [],
      waves: [
        { tasks: [task('canary')], soak: 60 },
        { tasks: [task('a'), task('b'), task('c', { calendar: 1 })], soak: 20 },
      ],
    },
    { id: 's2', after: [0], waves: [{ tasks: [task('nsx', { limits: [] })], soak: 0 }] },
  ],
  limits: [{ id: 'overall', places: 2 }],
  calendars: [calendarOf([{ from: base, to: base + 600 }]), calendarOf([{ from: base + 300, to: base + 400 }])],
  notBefore: base,
};
const planned = new Map([
  [
    's1',
    new Map(
      [
        ['canary', 0],
        ['a', 100],
        ['b', 100],
        ['c', 300],
      ].map(([id, minute]) => [id as string, base + (minute as number)]),
    ),
  ],
  ['s2', new Map([['nsx', base + 360]])],
]);
const seen = (minute: number): SubjectTimes => ({ state: 'confirmed', startedAt: at(0), endedAt: at(minute), confirmedAt: at(minute) });
const being = (state: SubjectTimes['state']): SubjectTimes => ({ state, startedAt: at(0), endedAt: null, confirmedAt: null });
const timesOf = (s1: Record<string, SubjectTimes> = {}, skipped: readonly string[] = []): ExecutionTimes => ({
  steps: new Map([['s1', new Map(Object.entries(s1))]]),
  skipped: new Set(skipped),
});
const ask = (subjects: readonly string[], minute: number, times = timesOf({ canary: seen(30) }), more: Partial<TurnQuestion> = {}) =>
  judgeTurns({ problem, planned, step: 's1', subjects, times, at: at(minute), ...more });

describe('the turns of subjects', () => {
  it('lets each go at its own time and in its own window, and says from when the others may', () => {
    expect(ask(['a', 'b', 'c'], 100)).toEqual({
      mayStart: ['a', 'b'],
      holds: [{ rule: 'outside-schedule', subjects: ['c'], opensAt: whole(300) }],
    });
    expect(ask(['c'], 100)).toMatchObject({ mayStart: [] });
    expect(ask(['a', 'b'], 90)).toEqual({ mayStart: [], holds: [{ rule: 'outside-schedule', subjects: ['a', 'b'], opensAt: whole(100) }] });
    expect(ask(['a'], 100)).toEqual({ mayStart: ['a'], holds: [] });
  });

  it('holds work that does not fit into what is left of a window, for ever where none comes', () => {
    expect(ask(['c'], 371)).toMatchObject({ holds: [{ rule: 'outside-schedule', opensAt: null }] });
    expect(ask(['c'], 369.5)).toMatchObject({ mayStart: ['c'] });
    expect(ask(['c'], 370.5)).toMatchObject({ mayStart: [] });
  });

  it('waits for every subject of an earlier wave to be seen done: a report is not enough, and one that is skipped is', () => {
    for (const times of [
      timesOf(),
      timesOf({ canary: being('running') }),
      timesOf({ canary: being('succeeded') }),
      timesOf({ canary: being('failed') }),
    ])
      expect(ask(['a', 'b'], 200, times)).toEqual({
        mayStart: [],
        holds: [{ rule: 'wave-not-done', subjects: ['a', 'b'], wave: 2, waitsFor: ['canary'] }],
      });
    expect(ask(['a'], 200, timesOf({}, ['canary']))).toEqual({ mayStart: ['a'], holds: [] });
    expect(ask(['canary'], 200, timesOf({ canary: being('failed') }))).toEqual({ mayStart: ['canary'], holds: [] });
  });

  it('soaks after a wave from when it was seen done, however early it was planned', () => {
    expect(ask(['a'], 209, timesOf({ canary: seen(150) }))).toEqual({
      mayStart: [],
      holds: [{ rule: 'wave-soak', subjects: ['a'], step: 's1', wave: 1, until: at(210) }],
    });
    expect(ask(['a'], 210, timesOf({ canary: seen(150) }))).toMatchObject({ mayStart: ['a'] });
    expect(ask(['a'], 210, timesOf({ canary: { ...seen(1), confirmedAt: null } }))).toMatchObject({
      holds: [{ rule: 'wave-soak', until: null }],
    });
  });

  it('soaks after the last wave of a step before what comes after it', () => {
    const times = timesOf({ canary: seen(30), a: seen(130), b: seen(130), c: seen(350) });
    const nsx = (minute: number) => judgeTurns({ problem, planned, step: 's2', subjects: ['nsx'], times, at: at(minute) });
    expect(nsx(365)).toMatchObject({ holds: [{ rule: 'wave-soak', step: 's1', wave: 2, until: at(370) }] });
    expect(nsx(370)).toEqual({ mayStart: ['nsx'], holds: [] });
  });

  it('soaks after what came before a step that was skipped whole, and not once that has begun', () => {
    const steps = [...problem.steps, { id: 's3', after: [1], waves: [{ tasks: [task('late', { limits: [] })], soak: 0 }] }];
    const first = timesOf({ canary: seen(30), a: seen(130), b: seen(130), c: seen(350) }).steps;
    const late = (skipped: readonly string[], more: [string, Map<string, SubjectTimes>][] = []) =>
      judgeTurns({
        problem: { ...problem, steps },
        planned,
        step: 's3',
        subjects: ['late'],
        times: { steps: new Map([...first, ...more]), skipped: new Set(skipped) },
        at: at(365),
      });
    expect(late(['nsx'])).toMatchObject({ mayStart: [], holds: [{ rule: 'wave-soak', step: 's1', wave: 2, until: at(370) }] });
    expect(late([], [['s2', new Map([['nsx', seen(360)]])]])).toEqual({ mayStart: ['late'], holds: [] });
  });

  it('lets no more start than have places beside those that run', () => {
    const times = (more: Record<string, SubjectTimes>) => timesOf({ canary: seen(30), ...more });
    expect(ask(['a', 'b', 'c'], 300)).toEqual({
      mayStart: ['a', 'b'],
      holds: [{ rule: 'schedule-limit', subjects: ['c'], limit: 'overall', places: 2, running: 0, asked: 3 }],
    });
    expect(ask(['b', 'c'], 300, times({ a: being('running') }))).toMatchObject({ mayStart: ['b'], holds: [{ running: 1, asked: 2 }] });
    expect(ask(['b'], 300, times({ a: being('succeeded') }))).toMatchObject({ mayStart: ['b'], holds: [] });
    expect(ask(['c'], 300, times({ a: being('running'), b: being('running') }))).toMatchObject({ mayStart: [] });
  });

  it('counts what runs of other steps, and nobody who was skipped', () => {
    const two: ScheduleProblem = {
      ...problem,
      steps: [...problem.steps, { id: 's3', after: [], waves: [{ tasks: [task('x'), task('y')], soak: 0 }] }],
    };
    const running = new Map([
      ['x', being('running')],
      ['y', being('running')],
    ]);
    const times = (skipped: string[]) => ({
      steps: new Map([...timesOf({ canary: seen(30) }).steps, ['s3', running]]),
      skipped: new Set(skipped),
    });
    expect(ask(['a'], 200, times([]), { problem: two })).toMatchObject({ holds: [{ rule: 'schedule-limit', running: 2 }] });
    expect(ask(['a'], 200, times(['y']), { problem: two })).toMatchObject({ mayStart: ['a'] });
  });
});
