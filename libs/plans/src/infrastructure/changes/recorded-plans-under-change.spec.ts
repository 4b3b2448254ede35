import { type EventStore, MemoryEventStore, newEventId } from '@lockstep/event-store';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ExecutionView } from '../../application/execution/index.js';
import type { PlanView } from '../../application/plan-view.js';
import { RecordedPlansUnderChange } from './recorded-plans-under-change.js';

const now = '2026-05-01T12:00:00.000Z';
const view = (more: Record<string, unknown> = {}): PlanView =>
  ({
    id: 'p',
    status: 'computed',
    request: { domain: 'nsx-1', requestedBy: 'token:a', hypothetical: false },
    result: { digest: 'sha256:a', outcome: 'planned' },
    withdrawal: null,
    fallen: [],
    supersededBy: null,
    ...more,
  }) as unknown as PlanView;
const fallen = (at: string) => [
  {
    at,
    premise: { kind: 'node', node: { kind: 'cluster', id: 'c1' }, fact: 'version', component: 'vkr', was: ['v1'], is: ['v2'] },
    by: { kind: 'unknown' },
  },
];

let events: EventStore;
let views: Record<string, PlanView>;
let execution: Partial<ExecutionView>;
beforeEach(() => {
  events = new MemoryEventStore();
  views = { p: view() };
});
const find = (id = 'p') =>
  new RecordedPlansUnderChange({
    plans: {
      find: async (wanted) => views[wanted],
      listBefore: async () => ['b', 'c', 'b'].map((by) => ({ id: by, requestedBy: `token:${by}`, parent: null })),
    },
    executions: { find: async () => execution as ExecutionView },
    events: { executions: events, timetables: events },
    now: () => now,
  }).find(id);
const record = (stream: string, type: string, data: object) =>
  events.append(stream, 'any', [{ id: newEventId(), type, data, actor: 'test' }]);

it('tells of a plan that can be carried out, and of none that is not there', async () => {
  expect(await find()).toEqual({
    id: 'p',
    digest: 'sha256:a',
    nsxManager: 'nsx-1',
    requestedBy: 'token:a',
    requestedBefore: ['token:b', 'token:c'],
    course: { is: 'followable' },
    execution: { state: 'not-started' },
    window: null,
  });
  expect(await find('nobody')).toBeUndefined();
});

describe('the course of a plan', () => {
  it.each([
    ['is awaited while it is requested', view({ status: 'requested', result: null }), { is: 'awaited' }],
    [
      'is over where there is no safe way',
      view({ result: { digest: 'sha256:a', outcome: 'infeasible' } }),
      { is: 'over', successor: null },
    ],
    ['is over when it failed', view({ status: 'failed', result: null }), { is: 'over', successor: null }],
    ['is over of assumed facts', view({ request: { ...view().request, hypothetical: { over: {} } } }), { is: 'over', successor: null }],
    [
      'is over when it was withdrawn',
      view({ status: 'withdrawn', withdrawal: { reason: 'no', at: now, by: 'x' } }),
      { is: 'over', why: 'the plan was withdrawn: no' },
    ],
  ])('%s', async (_, plan, course) => {
    views = { p: plan };
    expect((await find())!.course).toMatchObject(course);
  });

  it('is over with a successor to wait for, when it is void, for a quarter of an hour', async () => {
    views = { p: view({ status: 'void', fallen: fallen('2026-05-01T11:50:00.000Z') }) };
    expect((await find())!.course).toMatchObject({ is: 'over', why: 'the plan is void', fell: [expect.any(String)], successor: 'awaited' });
    views = { p: view({ status: 'void', fallen: fallen('2026-05-01T11:44:00.000Z') }) };
    expect((await find())!.course).toMatchObject({ is: 'over', successor: null });
  });

  it('is over with the plan that took its place, once that is computed and can be carried out', async () => {
    const successorOf = async (other: Record<string, unknown> | undefined) => {
      views = { p: view({ status: 'superseded', supersededBy: 'q' }), ...(other && { q: view({ id: 'q', ...other }) }) };
      return ((await find())!.course as { successor: unknown }).successor;
    };
    expect(await successorOf({ status: 'requested', result: null })).toBe('awaited');
    expect(await successorOf({ result: { digest: 'sha256:b', outcome: 'planned' } })).toEqual({
      plan: 'q',
      digest: 'sha256:b',
      nsxManager: 'nsx-1',
    });
    expect(await successorOf({ result: { digest: 'sha256:b', outcome: 'infeasible' } })).toBeNull();
    expect(await successorOf({ status: 'withdrawn' })).toBeNull();
    expect(await successorOf(undefined)).toBeNull();
  });
});

it('tells of the execution, and at its end of each step', async () => {
  await record('execution-p', 'ExecutionStarted', { digest: 'sha256:a', domains: ['nsx-1'], policy: { failures: { count: 1 } } });
  expect((await find())!.execution).toEqual({ state: 'running' });
  await record('execution-p', 'ExecutionAbandoned', { reason: 'no' });
  const counts = { subjects: 3, waiting: 0, running: 0, failed: 1, succeeded: 0, confirmed: 1, skipped: 1 };
  execution = { steps: [{ step: 's1', component: 'vkr', state: 'failed', counts, failures: 2 }] } as unknown as ExecutionView;
  expect((await find())!.execution).toEqual({
    state: 'ended',
    outcome: 'unsuccessful',
    notes: 'Lockstep: the execution is abandoned.\ns1 vkr: failed, 1 of 3 seen at the target; 1 failed, 1 skipped, 2 failed attempts',
  });
});

it('has the window of the schedule that was kept last, from the first start of a step', async () => {
  const steps = [
    { step: 's2', start: '2026-05-03T20:00:00Z', end: '2026-05-03T21:00:00Z' },
    { step: 's1', start: '2026-05-02T20:00:00Z', end: '2026-05-02T21:00:00Z' },
  ];
  await record('timetable-p', 'PlanScheduled', { start: '2026-04-01T00:00:00Z', end: '2026-04-02T00:00:00Z', steps: [] });
  expect((await find())!.window).toEqual({ start: '2026-04-01T00:00:00Z', end: '2026-04-02T00:00:00Z' });
  await record('timetable-p', 'PlanScheduled', { start: '2026-05-01T12:00:00Z', end: '2026-05-03T21:00:00Z', steps });
  expect((await find())!.window).toEqual({ start: '2026-05-02T20:00:00Z', end: '2026-05-03T21:00:00Z' });
});
