import { propertyRuns } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placePlainly } from '../../test/plain-placement.js';
import { endOfMinutes } from './calendar.js';
import {
  type Calendar,
  calendarOf,
  firstFit,
  laySchedule,
  type PlacedTask,
  type ScheduleProblem,
  stretchesOf,
  type Task,
  without,
} from './index.js';

const interval = fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 12 })).map(([from, length]) => ({ from, to: from + length }));
const calendar = fc.array(interval, { minLength: 1, maxLength: 4 }).map(calendarOf);
const openAt = (times: Calendar, minute: number) => times.some(({ from, to }) => from <= minute && minute < to);

describe('calendars', () => {
  it('are, minute by minute, what their intervals say', () => {
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 5 }), fc.array(interval, { maxLength: 5 }), (open, closed) => {
        const [all, left] = [calendarOf(open), without(calendarOf(open), calendarOf(closed))];
        for (let minute = 0; minute < 50; minute++) {
          expect(openAt(all, minute)).toBe(openAt(open, minute));
          expect(openAt(left, minute)).toBe(openAt(open, minute) && !openAt(closed, minute));
        }
        for (const times of [all, left])
          for (let index = 1; index < times.length; index++) expect(times[index]!.from).toBeGreaterThan(times[index - 1]!.to - 1);
      }),
    );
  });

  it('have room first where going through the minutes one by one finds it', () => {
    fc.assert(
      fc.property(calendar, fc.nat(40), fc.integer({ min: 1, max: 15 }), fc.boolean(), (times, earliest, duration, resumable) => {
        expect(firstFit(times, earliest, duration, resumable)).toEqual(slowFit(times, earliest, duration, resumable));
      }),
    );
  });
});

it('work that pauses is at work in its stretches for as long as it takes, and ends later than it could by less than that', () => {
  fc.assert(
    fc.property(calendar, fc.nat(40), fc.integer({ min: 1, max: 15 }), (times, earliest, duration) => {
      const fit = firstFit(times, earliest, duration, true);
      const soonest = endOfMinutes(times, earliest, duration);
      expect(fit === undefined).toBe(soonest === undefined);
      if (!fit) return;
      const stretches = stretchesOf(times, fit);
      expect(stretches.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(duration);
      expect([stretches[0]!.from, stretches.at(-1)!.to]).toEqual([fit.from, fit.to]);
      expect(fit.to - soonest!).toBeGreaterThanOrEqual(0);
      expect(fit.to - soonest!).toBeLessThan(duration);
    }),
  );
});

function slowFit(times: Calendar, earliest: number, duration: number, resumable: boolean) {
  for (let from = earliest; from < 60; from++) {
    if (!openAt(times, from)) continue;
    let [minute, done] = [from, 0];
    for (; done < duration && minute < 60; minute++) {
      if (openAt(times, minute)) done++;
      else if (!resumable) break;
    }
    if (done === duration) {
      let opening = minute - 1;
      while (opening > from && openAt(times, opening - 1)) opening--;
      const isWhole = Array.from({ length: duration }, (_, index) => opening + index).every((one) => openAt(times, one));
      return isWhole ? { from: opening, to: opening + duration } : { from, to: minute };
    }
    if (resumable) return undefined;
  }
  return undefined;
}

const problem: fc.Arbitrary<ScheduleProblem> = fc
  .record({
    limits: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
    calendars: fc.array(calendar, { minLength: 1, maxLength: 2 }),
  })
  .chain(({ limits, calendars }) => {
    const task = fc.record({
      duration: fc.integer({ min: 1, max: 5 }),
      calendar: fc.nat(calendars.length - 1),
      limits: fc.subarray(limits.map((_, index) => index)),
      resumable: fc.boolean(),
    });
    const wave = fc.record({ tasks: fc.array(task, { minLength: 1, maxLength: 3 }), soak: fc.nat(3) });
    const step = fc.record({ waves: fc.array(wave, { minLength: 1, maxLength: 2 }), after: fc.array(fc.nat(3), { maxLength: 2 }) });
    return fc.array(step, { minLength: 1, maxLength: 3 }).map((steps) => ({
      limits: limits.map((places, index) => ({ id: `limit-${index}`, places })),
      // A last interval that is long enough for everything.
      calendars: calendars.map((times) => calendarOf([...times, { from: 100, to: 1_000 }])),
      notBefore: 3,
      steps: steps.map(({ waves, after }, index) => ({
        id: `s${index}`,
        after: [...new Set(after.filter((before) => before < index))],
        waves: waves.map(({ tasks, soak }) => ({ soak, tasks: tasks.map((one, at): Task => ({ ...one, subject: `c${at}` })) })),
      })),
    }));
  });

const taskOf = ({ steps }: ScheduleProblem, { step, wave, subject }: PlacedTask): Task =>
  steps[step]!.waves[wave]!.tasks.find((task) => task.subject === subject)!;

describe('a schedule', () => {
  it('holds the order of steps and waves, soaks, limits and calendars, and leaves nobody out', () => {
    fc.assert(
      fc.property(problem, (given) => {
        const { outcome, tasks, end } = laySchedule(given);
        expect(outcome).toBe('placed');
        expect(tasks.length).toBe(given.steps.flatMap(({ waves }) => waves.flatMap((wave) => wave.tasks)).length);
        const waveStart = (step: number, wave: number) =>
          Math.min(...tasks.filter((one) => one.step === step && one.wave === wave).map(({ from }) => from));
        const waveEnd = (step: number, wave: number) =>
          Math.max(...tasks.filter((one) => one.step === step && one.wave === wave).map(({ to }) => to)) +
          given.steps[step]!.waves[wave]!.soak;
        const stepEnd = (step: number) => waveEnd(step, given.steps[step]!.waves.length - 1);
        for (const [step, { waves, after }] of given.steps.entries()) {
          for (let wave = 1; wave < waves.length; wave++) expect(waveStart(step, wave)).toBeGreaterThanOrEqual(waveEnd(step, wave - 1));
          for (const before of after) expect(waveStart(step, 0)).toBeGreaterThanOrEqual(stepEnd(before));
        }
        expect(end).toBe(Math.max(...given.steps.map((_, step) => stepEnd(step))));
        for (const placed of tasks) {
          const task = taskOf(given, placed);
          expect(placed.from).toBeGreaterThanOrEqual(given.notBefore);
          expect(firstFit(given.calendars[task.calendar]!, placed.from, task.duration, task.resumable)).toEqual({
            from: placed.from,
            to: placed.to,
          });
        }
        for (const [limit, { places }] of given.limits.entries())
          for (const { from } of tasks)
            expect(
              tasks.filter((other) => other.from <= from && from < other.to && taskOf(given, other).limits.includes(limit)).length,
            ).toBeLessThanOrEqual(places);
      }),
    );
  });

  it('is what a look at all that waits comes to, minute by minute', () => {
    fc.assert(
      fc.property(problem, (given) => {
        expect(laySchedule(given).tasks).toEqual(placePlainly(given));
      }),
      { numRuns: propertyRuns(150) },
    );
  });

  it('never ends before its lower bound, and neither does any other schedule', () => {
    fc.assert(
      fc.property(problem, (given) => {
        fc.pre(given.steps.flatMap(({ waves }) => waves.flatMap(({ tasks }) => tasks)).length <= 6);
        const { end, lowerBound } = laySchedule(given);
        const best = shortest(given);
        expect(lowerBound).toBeLessThanOrEqual(best);
        expect(best).toBeLessThanOrEqual(end);
      }),
      { numRuns: 150 },
    );
  });
});

/** The earliest end over all orders in which tasks can be put, one by one, each as early as it fits: one of them is optimal. */
function shortest(given: ScheduleProblem): number {
  const all = given.steps.flatMap(({ waves }, step) => waves.flatMap(({ tasks }, wave) => tasks.map((task) => ({ step, wave, task }))));
  let best = Infinity;
  const put: { step: number; wave: number; task: Task; from: number; to: number }[] = [];
  const endOf = (step: number, wave: number) => {
    const own = put.filter((one) => one.step === step && one.wave === wave);
    return own.length < given.steps[step]!.waves[wave]!.tasks.length
      ? undefined
      : Math.max(...own.map(({ to }) => to)) + given.steps[step]!.waves[wave]!.soak;
  };
  const readyAt = (step: number, wave: number): number | undefined => {
    const needs =
      wave > 0 ? [endOf(step, wave - 1)] : given.steps[step]!.after.map((before) => endOf(before, given.steps[before]!.waves.length - 1));
    return needs.includes(undefined) ? undefined : Math.max(given.notBefore, ...(needs as number[]));
  };
  const fits = (task: Task, from: number, to: number) =>
    task.limits.every((limit) => {
      const sharing = put.filter((one) => one.task.limits.includes(limit) && one.from < to && from < one.to);
      return [from, ...sharing.map((one) => Math.max(one.from, from))].every(
        (moment) => sharing.filter((one) => one.from <= moment && moment < one.to).length < given.limits[limit]!.places,
      );
    });
  const tried = new Set<string>();
  const go = () => {
    const state = put
      .map(({ step, wave, task, from }) => `${step}.${wave}.${task.subject}@${from}`)
      .sort()
      .join(' ');
    if (tried.has(state)) return;
    tried.add(state);
    if (put.length === all.length) {
      best = Math.min(best, Math.max(...given.steps.map(({ waves }, step) => endOf(step, waves.length - 1)!)));
      return;
    }
    for (const { step, wave, task } of all) {
      if (put.some((one) => one.task === task && one.step === step && one.wave === wave)) continue;
      const ready = readyAt(step, wave);
      if (ready === undefined) continue;
      for (let at = ready; ; at++) {
        const fit = firstFit(given.calendars[task.calendar]!, at, task.duration, task.resumable)!;
        if (fit.from === at && fits(task, fit.from, fit.to)) {
          put.push({ step, wave, task, ...fit });
          go();
          put.pop();
          break;
        }
      }
    }
  };
  go();
  return best;
}
