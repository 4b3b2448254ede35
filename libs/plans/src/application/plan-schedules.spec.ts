import { MemoryEventStore, newEventId } from '@lockstep/event-store';
import { snapshotOf } from '@lockstep/testing/builders';
import { expect, it } from 'vitest';
import { schedulePolicy } from '../domain/index.js';
import { RRULE_TIMES } from '../infrastructure/calendar-expansion.js';
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

it('a schedule that is waived in the moment after it is kept is answered as it was kept', async () => {
  const fleet = snapshotOf({
    nsxManagers: [{ id: 'nsx' }],
    vcenters: [{ id: 'vc', nsxManager: 'nsx' }],
    supervisors: [{ id: 'sup', vcenter: 'vc' }],
    clusters: [{ id: 'c1', supervisor: 'sup', nodes: { controlPlane: 1, workers: 3 } }],
  });
  const step = { id: 's1', component: 'vkr', subjects: ['c1'], after: [], moves: [], premises: [], reversible: true };
  const store = new MemoryEventStore();
  const append: typeof store.append = async (stream, version, events) => {
    const appended = await store.append(stream, version, events);
    const data = { plan: 'sha256:p', reason: 'by hand' };
    await store.append(stream, 'any', [{ id: newEventId(), type: 'ScheduleWaived', data, actor: 'token:bob' }]);
    return appended;
  };
  const plans = {
    findDocument: async () => ({ spec: { outcome: 'planned', steps: [step] } }),
    getFleet: async () => fleet,
    getMatrix: async () => ({ matrix: { components: new Map([['vkr', { scope: 'cluster' }]]) } }),
  } as unknown as ReadPlans;
  const events = { append, readStream: store.readStream.bind(store) } as unknown as MemoryEventStore;
  const [freezes, learned] = [{ list: async () => [] }, { medians: async () => ({}) }];
  const executions = { findTimes: async () => ({ steps: new Map(), skipped: new Set<string>() }) };
  const schedules = new PlanSchedules(plans, events, RRULE_TIMES, freezes, learned, executions, () => '2026-11-23T00:00:00Z');
  const view = {
    id: 'p',
    status: 'computed',
    request: { fleet: { digest: 'sha256:f' }, hypothetical: false },
    result: { digest: 'sha256:p' },
  } as unknown as PlanView;
  const answer = await schedules.keep(view, schedulePolicy.parse({}), { actor: 'token:ada', expectedVersion: 0 });
  expect(answer).toMatchObject({ outcome: 'kept', recorded: { keptBy: 'token:ada', version: 1, isReproduced: true } });
  expect(await schedules.find(view)).toBeUndefined();
});
