import { guardCell, renderRecord } from '@lockstep/connectors/csv';
import { wordStretches } from '@lockstep/plans/domain';
import type { PlanScheduleResource } from './schedule.dto.js';

const SCHEDULE_COLUMNS = ['step', 'wave', 'component', 'subject', 'start', 'end', 'soaked_at', 'stretches'] as const;

/** One record for each subject of each step, in the order of the plan and then of time. Names come from outside, and a spreadsheet would run some of them. `stretches` has `start/end` of each where work pauses. */
export function renderScheduleCsv({ steps }: PlanScheduleResource): string {
  const records = steps.flatMap(({ step, component, waves }) =>
    waves.flatMap(({ wave, soakedAt, runs }) =>
      runs.flatMap(({ start, end, subjects, stretches = [] }) =>
        subjects.map((subject) => [step, String(wave), component, subject, start, end, soakedAt, wordStretches(stretches)].map(guardCell)),
      ),
    ),
  );
  return [[...SCHEDULE_COLUMNS], ...records].map(renderRecord).join('');
}
