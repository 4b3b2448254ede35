import type { FleetSnapshot, PlanSpec } from '@lockstep/documents';
import type { Freeze, ScheduleBasis, ScheduleInput } from '../domain/index.js';
import type { TimesExpander } from './schedule-sources.port.js';

/** What a schedule is laid from, with its windows and freezes as minutes. */
export function layOut(
  plan: Pick<PlanSpec, 'steps' | 'groups'>,
  fleet: FleetSnapshot,
  { policy, notBefore, horizonEnd, durations, freezes }: ScheduleBasis,
  times: TimesExpander,
): ScheduleInput {
  const horizon = { from: minuteOf(notBefore), to: minuteOf(horizonEnd) };
  const ownFreezes = policy.freezes.map(({ scope, name, ...rule }): Freeze => ({ scope, name, times: rule }));
  return {
    plan,
    fleet,
    policy,
    durations,
    notBefore: horizon.from,
    times: {
      horizon,
      windows: policy.windows.map(({ scope, name: _, ...rule }) => ({ scope, times: times.expand(rule, horizon, 'window') })),
      freezes: [...ownFreezes, ...freezes].map((freeze) => ({
        scope: freeze.scope,
        times: times.expand(freeze.times, horizon, 'freeze'),
      })),
    },
  };
}

const minuteOf = (instant: string): number => Date.parse(instant) / 60_000;
