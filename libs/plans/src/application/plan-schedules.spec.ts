import { expect, it } from 'vitest';
import { schedulePolicy } from '../domain/index.js';
import { inTurns } from './in-turns.js';
import { MOST_WORK, PlanSchedules } from './plan-schedules.use-case.js';
import type { PlanView } from './plan-view.js';
import type { ReadPlans } from './read-plans.use-case.js';

it('a plan of more work than one answer can hold is refused before anything of it is laid', async () => {
  const subjects = Array.from({ length: MOST_WORK / 2 }, (_, index) => `c${index}`);
  const steps = (more: string[]) => [
    { id: 's1', subjects },
    { id: 's2', subjects: [...subjects, ...more] },
  ];
  const schedulesOf = (more: string[]) => {
    const plans = {
      findDocument: async () => ({ spec: { outcome: 'planned', steps: steps(more) } }),
      getFleet: () => Promise.reject(new Error('the fleet was read')),
    } as unknown as ReadPlans;
    return new PlanSchedules(plans, {} as never, {} as never, {} as never, {} as never, {} as never, () => '2026-11-23T00:00:00Z');
  };
  const policy = schedulePolicy.parse({});
  expect(await schedulesOf(['one more']).compute({} as PlanView, policy)).toEqual({
    outcome: 'too-large',
    found: MOST_WORK + 1,
    most: MOST_WORK,
  });
  await expect(schedulesOf([]).compute({} as PlanView, policy)).rejects.toThrow('the fleet was read');
});

it('long work lets others have the event loop after each turn', async () => {
  const told: string[] = [];
  function* work(): Generator<void, string> {
    for (const turn of ['first', 'second']) {
      told.push(turn);
      setImmediate(() => told.push(`after ${turn}`));
      yield;
    }
    return 'done';
  }
  expect(await inTurns(work())).toBe('done');
  expect(told).toEqual(['first', 'after first', 'second', 'after second']);
});
