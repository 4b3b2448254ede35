import type { PlanSpec } from '@lockstep/documents';
import { calendarOf } from '@lockstep/planner';
import { snapshotOf } from '@lockstep/testing/builders';
import { describe, expect, it } from 'vitest';
import { planScheduleOf, scheduleDurations, schedulePolicy, scheduleProblemOf } from './index.js';
import type { ExpandedTimes } from './schedule-calendars.js';

const cluster = (id: string, supervisor: string, more: object = {}) => ({ id, supervisor, ...more });
const world = snapshotOf({
  nsxManagers: [{ id: 'nsx' }],
  vcenters: [{ id: 'vc', nsxManager: 'nsx' }],
  supervisors: [
    { id: 'east', vcenter: 'vc', labels: { site: 'fra' } },
    { id: 'west', vcenter: 'vc' },
  ],
  clusters: [
    cluster('e1', 'east', { labels: { env: 'test' }, nodes: { controlPlane: 1, workers: 1 } }),
    cluster('e2', 'east', { labels: { env: 'prod' }, nodes: { controlPlane: 3, workers: 7 } }),
    cluster('e3', 'east', { labels: { env: 'prod' } }),
    cluster('e4', 'east', { labels: { env: 'prod' } }),
    cluster('w1', 'west', { labels: { env: 'prod', site: 'ber' }, project: 'pay' }),
    cluster('w2', 'west', { labels: { env: 'prod' } }),
  ],
});
const everything = ['e1', 'e2', 'e3', 'e4', 'w1', 'w2'];

type Step = Pick<PlanSpec['steps'][number], 'id' | 'component' | 'subjects'> & Partial<PlanSpec['steps'][number]>;
const planOf = (steps: readonly Step[], groups?: PlanSpec['groups']) =>
  ({
    groups,
    steps: steps.map((step) => ({
      moves: [{ component: step.component, from: '1', to: '2' }],
      after: [],
      premises: [],
      reversible: true,
      ...step,
    })),
  }) as unknown as Pick<PlanSpec, 'steps' | 'groups'>;

const roll = { id: 's1', component: 'vkr', subjects: everything };
const always: ExpandedTimes = { horizon: { from: 0, to: 1_000_000 }, windows: [], freezes: [] };

function lay(steps: readonly Step[], policy: object = {}, times: Partial<ExpandedTimes> = {}, groups?: PlanSpec['groups']) {
  const plan = planOf(steps, groups);
  const read = schedulePolicy.parse(policy);
  const problem = scheduleProblemOf({
    plan,
    fleet: world,
    policy: read,
    durations: scheduleDurations(read, {}),
    times: { ...always, ...times },
    notBefore: 0,
  });
  return { problem, schedule: planScheduleOf(plan, problem) };
}
const subjectsOf = ({ problem }: ReturnType<typeof lay>) => problem.steps[0]!.waves.map(({ tasks }) => tasks.map(({ subject }) => subject));
const placesOf = ({ problem }: ReturnType<typeof lay>) => Object.fromEntries(problem.limits.map(({ id, places }) => [id, places]));

describe('durations', () => {
  it('are nodes times minutes, and those of the policy count for a cluster that nobody has counted', () => {
    const { problem } = lay([roll], { durations: { perNode: { vkr: 10 }, nodes: 4 } });
    expect(problem.steps[0]!.waves[0]!.tasks.map(({ subject, duration }) => `${subject} ${duration}`)).toEqual(
      expect.arrayContaining(['e1 20', 'e2 100', 'e3 40']),
    );
  });

  it('of hops above the clusters do not grow with what hangs on them', () => {
    const steps = [{ id: 's1', component: 'vcenter', subjects: ['vc'] }];
    expect(lay(steps, { durations: { fixed: { vcenter: 77 } } }).schedule.minutes).toBe(77);
  });

  it('are learned where the policy says nothing, and what can be no duration is no lesson', () => {
    const durations = (policy: object) => scheduleDurations(schedulePolicy.parse(policy), { vkr: 9.5, nsx: 0, vcenter: Number.NaN });
    expect(durations({}).perNode['vkr']).toBe(9.5);
    expect(durations({ durations: { perNode: { vkr: 20 } } }).perNode['vkr']).toBe(20);
    expect(durations({}).fixed).toMatchObject({ nsx: 480, vcenter: 120 });
  });
});

describe('limits', () => {
  it('are counts, or shares of the clusters they are about, and one at least', () => {
    const limits = { overall: '50%', perSupervisor: '50%', perSite: { label: 'site', atMost: 7 } };
    expect(placesOf(lay([roll], { limits }))).toEqual({
      overall: 3,
      'supervisor east': 2,
      'supervisor west': 1,
      'site fra': 7,
      'site ber': 7,
      'site ': 7,
    });
    expect(placesOf(lay([roll], { limits: { overall: '1%' } }))).toEqual({ overall: 1 });
  });

  it('of hops above the clusters are apart from those of clusters', () => {
    const steps = [{ id: 's1', component: 'supervisor', subjects: ['east', 'west'] }];
    const { problem, schedule } = lay(steps, { limits: { shared: 1, overall: 1 }, durations: { fixed: { supervisor: 10 } } });
    expect(problem.limits).toEqual([{ id: 'shared', places: 1 }]);
    expect(schedule.minutes).toBe(20);
  });
});

describe('waves', () => {
  it('take canaries by label first, then shares of the others from all Supervisors in turn', () => {
    const waves = { canaries: [{ labels: { env: 'test' } }], percentages: [10, 50] };
    expect(subjectsOf(lay([roll], { waves }))).toEqual([['e1'], ['e2'], ['w1', 'e3'], ['w2', 'e4']]);
  });

  it('are made of the members of groups as of subjects', () => {
    const groups = [{ id: 'g', members: ['e2', 'e3'] }];
    expect(subjectsOf(lay([{ ...roll, subjects: ['e1'], groups: ['g'] }], {}, {}, groups))).toEqual([['e1', 'e2', 'e3']]);
  });

  it('soak between each other, and longer where the adapter moved', () => {
    const soaks = (moves: string[]) =>
      lay([{ ...roll, moves: moves.map((component) => ({ component, from: '1', to: '2' })) }], {
        waves: { percentages: [50] },
        soak: { betweenWaves: 30, afterMoves: 90 },
      }).problem.steps[0]!.waves.map(({ soak }) => soak);
    expect(soaks(['vkr'])).toEqual([30, 0]);
    expect(soaks(['vkr', 'antrea-nsx-adapter'])).toEqual([90, 90]);
  });

  it('do not split hops above the clusters', () => {
    const steps = [{ id: 's1', component: 'supervisor', subjects: ['east', 'west'] }];
    expect(subjectsOf(lay(steps, { waves: { percentages: [10] } }))).toEqual([['east', 'west']]);
  });
});

describe('windows and freezes', () => {
  const calendarBy = (times: Partial<ExpandedTimes>) => {
    const all = [
      { id: 's1', component: 'nsx', subjects: ['nsx'] },
      { id: 's2', component: 'vcenter', subjects: ['vc'] },
      { ...roll, id: 's3' },
    ];
    const { problem } = lay(all, {}, times);
    return Object.fromEntries(
      problem.steps.flatMap(({ waves }) =>
        waves.flatMap(({ tasks }) =>
          tasks.map(({ subject, calendar }) => [subject, problem.calendars[calendar]!.map(({ from, to }) => `${from}-${to}`).join()]),
        ),
      ),
    );
  };
  const at = (from: number, to: number) => calendarOf([{ from, to }]);

  it('leave a node without own windows those without a scope', () => {
    const windows = [{ scope: { supervisors: ['east'] }, times: at(10, 20) }, { times: at(50, 60) }];
    expect(calendarBy({ windows })).toMatchObject({ nsx: '50-60', vc: '50-60', e1: '10-20', w1: '50-60' });
  });

  it('leave a node always where no window is without a scope', () => {
    expect(calendarBy({ windows: [{ scope: { labels: { env: 'prod' } }, times: at(10, 20) }] })).toMatchObject({
      nsx: '0-1000000',
      e1: '0-1000000',
      e2: '10-20',
    });
  });

  it('hold back what moves above a frozen node, and nothing beside it', () => {
    expect(calendarBy({ freezes: [{ scope: { projects: ['pay'] }, times: at(100, 200) }] })).toMatchObject({
      nsx: '0-100,200-1000000',
      vc: '0-100,200-1000000',
      w1: '0-100,200-1000000',
      w2: '0-1000000',
      e1: '0-1000000',
    });
  });

  it('name who has no room, how long it takes, and the longest room there is', () => {
    const windows = [{ times: calendarOf([{ from: 10, to: 40 }, { from: 60, to: 110 }]) }]; // prettier-ignore
    const { schedule } = lay([{ ...roll, subjects: ['e1', 'e2'] }], { durations: { perNode: { vkr: 10 } } }, { windows });
    expect(schedule).toMatchObject({
      outcome: 'no-room',
      gap: null,
      unplaced: [{ step: 's1', wave: 1, subject: 'e2', minutes: 100, longestRoom: 50, earliest: '1970-01-01T00:00:00Z' }],
      steps: [{ step: 's1', waves: [{ runs: [{ start: '1970-01-01T00:10:00Z', subjects: ['e1'] }] }] }],
    });
  });

  it('let an NSX hop pause, and no other', () => {
    const windows = [{ times: calendarOf([{ from: 0, to: 300 }, { from: 400, to: 700 }]) }]; // prettier-ignore
    const nsx = lay([{ id: 's1', component: 'nsx', subjects: ['nsx'] }], { soak: { afterMoves: 0 } }, { windows });
    expect(nsx.schedule).toMatchObject({ outcome: 'placed', minutes: 580 });
    expect(lay([{ id: 's1', component: 'nsx', subjects: ['nsx'] }], { resumable: [] }, { windows }).schedule.outcome).toBe('no-room');
  });
});

describe('a schedule as people read it', () => {
  it('tells the times of steps, waves and runs, and when followers may begin', () => {
    const steps = [
      { ...roll, subjects: ['e1', 'e2'] },
      { id: 's2', component: 'nsx', subjects: ['nsx'], after: ['s1'] },
    ];
    const { schedule } = lay(steps, { durations: { perNode: { vkr: 10 }, fixed: { nsx: 60 } }, waves: { percentages: [50] } });
    expect(schedule.steps.map(({ step, start, end, soakedAt }) => [step, start, end, soakedAt])).toEqual([
      ['s1', '1970-01-01T00:00:00Z', '1970-01-01T03:00:00Z', '1970-01-01T03:00:00Z'],
      ['s2', '1970-01-01T03:00:00Z', '1970-01-01T04:00:00Z', '1970-01-01T05:00:00Z'],
    ]);
    expect(schedule.steps[0]!.waves[0]).toEqual({
      wave: 1,
      start: '1970-01-01T00:00:00Z',
      end: '1970-01-01T00:20:00Z',
      soakedAt: '1970-01-01T01:20:00Z',
      runs: [{ start: '1970-01-01T00:00:00Z', end: '1970-01-01T00:20:00Z', subjects: ['e1'] }],
    });
    expect(schedule).toMatchObject({ outcome: 'placed', minutes: 300, lowerBound: { minutes: 300 }, gap: 0 });
  });
});
