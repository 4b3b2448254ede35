import { guardCell, renderRecord } from '@lockstep/connectors/csv';
import type { PlanScheduleResource } from './schedule.dto.js';

export const SCHEDULE_COLUMNS = ['step', 'wave', 'component', 'subject', 'start', 'end', 'soaked_at'] as const;

/** One record for each subject of each step, in the order of the plan and then of time. Names come from outside, and a spreadsheet would run some of them. */
export function renderScheduleCsv({ steps }: PlanScheduleResource): string {
  const records = steps.flatMap(({ step, component, waves }) =>
    waves.flatMap(({ wave, soakedAt, runs }) =>
      runs.flatMap(({ start, end, subjects }) =>
        subjects.map((subject) => [step, String(wave), component, subject, start, end, soakedAt].map(guardCell)),
      ),
    ),
  );
  return [[...SCHEDULE_COLUMNS], ...records].map(renderRecord).join('');
}
