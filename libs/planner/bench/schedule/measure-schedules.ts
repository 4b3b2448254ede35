import { type SeededRandom, seededRandom } from '@lockstep/kernel';
import { type Calendar, laySchedule, type ScheduleProblem, type Task } from '@lockstep/planner';

export const UNIT_DURATIONS = 'unit durations';

/** Schedules of problems of one kind and size. */
export interface ScheduleRow {
  readonly name: string;
  readonly clusters: number;
  readonly problems: number;
  /** Percent above the lower bound: the largest of all problems, and their mean. */
  readonly worst: number;
  readonly mean: number;
  /** CPU milliseconds of the slowest: other work beside does not count. */
  readonly slowest: number;
}

const DAY = 24 * 60;
const HORIZON = 365 * DAY;
const SIZES = [1_000, 10_000];
/** Problems of a row: limits, Supervisors and steps are drawn anew in each. */
const EACH = 10;

/** Gap and time of the schedule stage: every cluster takes two steps around an NSX hop, under an overall limit, one per Supervisor and one per site. */
export function measureSchedules(seed: number): ScheduleRow[] {
  return SIZES.flatMap((clusters) => [
    measure(UNIT_DURATIONS, seed, clusters, () => 60, always),
    measure('unequal durations', seed, clusters, (random) => 15 * between(random, 3, 60), always),
    measure('unequal durations in nightly and weekend windows', seed, clusters, (random) => 15 * between(random, 2, 20), windows),
  ]);
}

type Durations = (random: SeededRandom) => number;

function measure(name: string, seed: number, clusters: number, durations: Durations, calendars: readonly Calendar[]): ScheduleRow {
  const gaps: number[] = [];
  let slowest = 0;
  for (let index = 0; index < EACH; index++) {
    const problem = scheduleProblem(seededRandom(seed + index), clusters, durations, calendars);
    const begun = process.cpuUsage();
    const { outcome, end, lowerBound } = laySchedule(problem);
    const { user, system } = process.cpuUsage(begun);
    slowest = Math.max(slowest, (user + system) / 1_000);
    if (outcome !== 'placed') throw new Error(`bench; schedule of ${clusters} clusters; all must have room; found ${outcome}`);
    gaps.push((100 * (end - lowerBound)) / (lowerBound - problem.notBefore));
  }
  return { name, clusters, problems: EACH, worst: Math.max(...gaps), mean: gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length, slowest };
}

const always: readonly Calendar[] = [[{ from: 0, to: HORIZON * 20 }]];
/** Eight hours every night, and from Friday evening to Monday morning; each for some Supervisors. */
const windows: readonly Calendar[] = [
  Array.from({ length: 365 * 20 }, (_, day) => ({ from: day * DAY + 22 * 60, to: (day + 1) * DAY + 6 * 60 })),
  Array.from({ length: 52 * 20 }, (_, week) => ({ from: week * 7 * DAY + 4 * DAY + 18 * 60, to: (week + 1) * 7 * DAY + 6 * 60 })),
];

function scheduleProblem(random: SeededRandom, clusters: number, durations: Durations, calendars: readonly Calendar[]): ScheduleProblem {
  const supervisors = Math.max(4, Math.floor(clusters / between(random, 20, 60)));
  const sites = between(random, 2, 5);
  const perSupervisor = between(random, 1, 8);
  const places = (share: number) => Math.max(1, Math.floor(clusters * share));
  const limits = [
    { id: 'overall', places: places(0.05) },
    ...Array.from({ length: sites }, (_, site) => ({ id: `site ${site}`, places: places(0.03) })),
    ...Array.from({ length: supervisors }, (_, supervisor) => ({ id: `supervisor ${supervisor}`, places: perSupervisor })),
  ];
  const tasksOf = (): Task[] =>
    Array.from({ length: clusters }, (_, cluster) => {
      const supervisor = cluster % supervisors;
      return {
        subject: `c${cluster}`,
        duration: durations(random),
        calendar: supervisor % calendars.length,
        limits: [0, 1 + (supervisor % sites), 1 + sites + supervisor],
        resumable: false,
      };
    });
  const roll = (id: string, after: readonly number[]) => {
    const tasks = tasksOf();
    const canaries = Math.ceil(clusters / 100);
    return { id, after, waves: [{ tasks: tasks.slice(0, canaries), soak: 60 }, { tasks: tasks.slice(canaries), soak: 60 }] }; // prettier-ignore
  };
  const nsx: Task = { subject: 'nsx', duration: 480, calendar: 0, limits: [], resumable: true };
  return {
    steps: [roll('before', []), { id: 'nsx', after: [0], waves: [{ tasks: [nsx], soak: 60 }] }, roll('after', [1])],
    limits,
    calendars,
    notBefore: 0,
  };
}

/** Both ends included. */
const between = (random: SeededRandom, least: number, most: number): number => least + random.int(most - least + 1);

/** A table of Markdown. */
export const renderSchedules = (rows: readonly ScheduleRow[]): string =>
  [
    '### Schedules',
    '',
    'Over a lower bound that no schedule undercuts; with unequal durations and windows the problem contains bin packing, and part of the gap is that of the bound.',
    '',
    '| Clusters | Problems | | Mean gap | Worst gap | Slowest, CPU |',
    '|---|---|---|---|---|---|',
    ...rows.map(
      ({ name, clusters, problems, mean, worst, slowest }) =>
        `| ${clusters} | ${problems} | ${name} | ${mean.toFixed(2)} % | ${worst.toFixed(2)} % | ${(slowest / 1000).toFixed(2)} s |`,
    ),
  ].join('\n');
