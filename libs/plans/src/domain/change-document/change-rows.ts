import { type PlanStep, subjectsOf } from '@lockstep/documents';
import { durationOf } from '../schedule-durations.js';
import { type ScheduledNode, scheduledNodes } from '../schedule-nodes.js';
import { type StepTimes, type Stretch, wordStretches } from '../schedule-view.js';
import type { ChangeFacts, ScheduleKept } from './change-facts.js';

/** In this order for good: further ones come behind. Times are RFC 3339 in UTC; `start_local` and `end_local` are by the clocks of `time_zone`. */
export const CHANGE_COLUMNS = [
  'plan',
  'digest',
  'executable',
  'place',
  'step',
  'component',
  'from',
  'to',
  'carries',
  'after',
  'point_of_no_return',
  'subject',
  'scope',
  'project',
  'supervisor',
  'nsx_manager',
  'nodes',
  'minutes',
  'wave',
  'start_utc',
  'end_utc',
  'soaked_at_utc',
  'time_zone',
  'start_local',
  'end_local',
  'stretches_utc',
] as const;

type Facts = Pick<ChangeFacts, 'plan' | 'fleet' | 'record' | 'assumed' | 'schedule' | 'durations'>;

/** A row of cells for each subject of each step, in the order of the plan. */
export function* changeRows({ plan, fleet, record, assumed, schedule, durations }: Facts): Generator<string[]> {
  const nodes = scheduledNodes(fleet);
  const times = new Map((schedule?.schedule.steps ?? []).map((step) => [step.step, step]));
  const named = [record?.id ?? '', plan.metadata.digest ?? '', assumed === null ? 'yes' : 'no'];
  for (const [index, step] of plan.spec.steps.entries()) {
    const [hop, ...riders] = step.moves;
    const moved = [
      String(index + 1),
      step.id,
      step.component,
      hop!.from,
      hop!.to,
      riders.map(({ component, from, to }) => `${component} ${from} → ${to}`).join('; '),
      step.after.join(' '),
      step.reversible ? 'no' : 'yes',
    ];
    const slots = slotsOf(times.get(step.id));
    for (const id of subjectsOf(plan.spec, step)) {
      const node = nodes.get(id)!;
      yield [...named, ...moved, ...nodeCells(node), String(durationOf(step, node, durations)), ...timeCells(slots.get(id), schedule)];
    }
  }
}

const nodeCells = ({ id, scope, project, supervisor, nsxManager, size }: ScheduledNode): string[] => [
  id,
  scope,
  project ?? '',
  supervisor ?? '',
  nsxManager,
  size === null ? '' : String(size),
];

interface Slot {
  readonly wave: number;
  readonly start: string;
  readonly end: string;
  readonly soakedAt: string;
  /** Empty: it does not pause. */
  readonly stretches: readonly Stretch[];
}

const slotsOf = (times: StepTimes | undefined): ReadonlyMap<PlanStep['subjects'][number], Slot> =>
  new Map(
    (times?.waves ?? []).flatMap(({ wave, soakedAt, runs }) =>
      runs.flatMap(({ start, end, subjects, stretches = [] }) =>
        subjects.map((id) => [id, { wave, start, end, soakedAt, stretches }] as const),
      ),
    ),
  );

const timeCells = (slot: Slot | undefined, schedule: ScheduleKept | null): string[] =>
  slot && schedule
    ? [
        String(slot.wave),
        slot.start,
        slot.end,
        slot.soakedAt,
        schedule.zone ?? '',
        schedule.local.get(slot.start) ?? '',
        schedule.local.get(slot.end) ?? '',
        wordStretches(slot.stretches),
      ]
    : ['', '', '', '', '', '', '', ''];
