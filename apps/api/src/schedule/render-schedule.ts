import type { ComputedSchedule, PlanView, RecordedPlanSchedule } from '@lockstep/plans';
import type { PlanScheduleResource } from './schedule.dto.js';

const MINUTE = 60_000;

/** What is past can not be kept to. */
const remarksOf = ({ policy, notBefore }: ComputedSchedule['basis']): PlanScheduleResource['remarks'] =>
  policy.notBefore !== undefined && Math.ceil(Date.parse(policy.notBefore) / MINUTE) < Date.parse(notBefore) / MINUTE
    ? [{ pointer: '/notBefore', detail: `it was past when the schedule was computed, and so it begins at ${notBefore}` }]
    : [];

/** A schedule as the API tells of it. */
export function renderSchedule(view: PlanView, computed: ComputedSchedule, recorded?: RecordedPlanSchedule): PlanScheduleResource {
  const { basis, digest, schedule } = computed;
  const { policy, notBefore, horizonEnd, durations, freezes } = basis;
  return {
    plan: view.id,
    planDigest: view.result!.digest,
    kept: recorded ? { at: recorded.keptAt, by: recorded.keptBy, version: recorded.version, reproduced: recorded.isReproduced } : null,
    policy,
    notBefore,
    begun: (basis.progress?.begun ?? []).map((work) => ({ ...work, subjects: [...work.subjects] })),
    remarks: remarksOf(basis),
    horizonEnd,
    durations: { perNode: { ...durations.perNode }, fixed: { ...durations.fixed }, nodes: durations.nodes },
    freezes: freezes.map(({ name, scope, times }) => ({
      ...(name === undefined ? {} : { name }),
      ...(scope === undefined ? {} : { scope }),
      times,
    })),
    digest,
    outcome: schedule.outcome,
    start: schedule.start,
    end: schedule.end,
    minutes: schedule.minutes,
    lowerBound: schedule.lowerBound,
    gap: schedule.gap,
    steps: schedule.steps.map((step) => ({
      ...step,
      waves: step.waves.map((wave) => ({
        ...wave,
        runs: wave.runs.map(({ stretches, ...run }) => ({
          ...run,
          subjects: [...run.subjects],
          ...(stretches ? { stretches: [...stretches] } : {}),
        })),
      })),
    })),
    unplaced: [...schedule.unplaced],
  };
}
