import { describe, expect, it } from 'vitest';
import { laySchedule, type ScheduledStep, type ScheduleProblem, type Task } from './index.js';

const always = [{ from: 0, to: 1_000_000 }];
const task = (subject: string, more: Partial<Task> = {}): Task => ({
  subject,
  duration: 60,
  calendar: 0,
  limits: [],
  resumable: false,
  ...more,
});
const step = (id: string, tasks: readonly Task[], more: Partial<ScheduledStep> = {}): ScheduledStep => ({
  id,
  after: [],
  waves: [{ tasks, soak: 0 }],
  ...more,
});
const problem = (steps: readonly ScheduledStep[], more: Partial<ScheduleProblem> = {}): ScheduleProblem => ({
  steps,
  limits: [],
  calendars: [always],
  notBefore: 0,
  ...more,
});
const placesOf = (given: ScheduleProblem) => laySchedule(given).tasks.map(({ subject, from, to }) => `${subject} ${from}-${to}`);

describe('a schedule', () => {
  it('lets the canary soak before the rest of its step begins', () => {
    const waves = [
      { tasks: [task('canary')], soak: 120 },
      { tasks: [task('a'), task('b')], soak: 30 },
    ];
    const given = problem([step('s1', [], { waves }), step('s2', [task('nsx')], { after: [0] })]);
    expect(placesOf(given)).toEqual(['canary 0-60', 'a 180-240', 'b 180-240', 'nsx 270-330']);
    expect(laySchedule(given)).toMatchObject({ outcome: 'placed', end: 330, lowerBound: 330 });
  });

  it('takes the Supervisor with the most work first, so that none is left alone at the end', () => {
    const limits = [
      { id: 'all', places: 2 },
      { id: 'sup-1', places: 1 },
      { id: 'sup-2', places: 1 },
      { id: 'sup-3', places: 1 },
    ];
    const on = (limit: number, count: number) =>
      Array.from({ length: count }, (_, index) => task(`${limit}/${index}`, { limits: [0, limit] }));
    const given = problem([step('s1', on(1, 1)), step('s2', on(2, 1)), step('s3', on(3, 2))], { limits });
    expect(laySchedule(given)).toMatchObject({ end: 120, lowerBound: 120 });
  });

  it('starts nothing in a window that it cannot finish in, unless it may pause', () => {
    const calendars = [[{ from: 0, to: 50 }, { from: 100, to: 200 }]]; // prettier-ignore
    expect(placesOf(problem([step('s1', [task('whole')])], { calendars }))).toEqual(['whole 100-160']);
    expect(placesOf(problem([step('s1', [task('pausing', { resumable: true })])], { calendars }))).toEqual(['pausing 100-160']);
  });

  it('lets what may pause wait for the window that it would end in, unless that has no room for all of it', () => {
    const calendars = (second: number) => [[{ from: 0, to: 50 }, { from: 100, to: 100 + second }, { from: 300, to: 400 }]]; // prettier-ignore
    const steps = [step('s1', [task('nsx', { resumable: true })])];
    expect(placesOf(problem(steps, { calendars: calendars(60) }))).toEqual(['nsx 100-160']);
    expect(placesOf(problem(steps, { calendars: calendars(59) }))).toEqual(['nsx 0-110']);
    expect(placesOf(problem(steps, { calendars: calendars(5) }))).toEqual(['nsx 300-360']);
  });

  it('keeps the place of a task that pauses', () => {
    const calendars = [[{ from: 0, to: 50 }, { from: 100, to: 150 }], always]; // prettier-ignore
    const tasks = [task('pausing', { resumable: true, limits: [0] }), task('other', { calendar: 1, limits: [0], duration: 40 })];
    expect(placesOf(problem([step('s1', tasks)], { calendars, limits: [{ id: 'all', places: 1 }] }))).toEqual([
      'pausing 0-110',
      'other 110-150',
    ]);
  });

  it('names who has no room, and when it could have begun', () => {
    const calendars = [[{ from: 0, to: 100 }]];
    const given = problem([step('s1', [task('first')]), step('s2', [task('second')], { after: [0] })], { calendars });
    expect(laySchedule(given)).toMatchObject({
      outcome: 'no-room',
      tasks: [{ subject: 'first' }],
      unplaced: [{ step: 1, wave: 0, subject: 'second', duration: 60, earliest: 60 }],
    });
  });

  it('of a plan without steps ends when it may begin', () => {
    expect(laySchedule(problem([], { notBefore: 7 }))).toEqual({ outcome: 'placed', tasks: [], end: 7, lowerBound: 7, unplaced: [] });
  });
});
