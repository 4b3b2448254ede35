import type { KeptSchedule, PlanScheduleEvent } from './schedule.events.js';

export type ScheduleState = { readonly status: 'unscheduled' } | { readonly status: 'scheduled'; readonly kept: KeptSchedule };

export interface KeepSchedule {
  readonly type: 'keep';
  readonly schedule: KeptSchedule;
  readonly outcome: 'placed' | 'no-room';
}

/** `no-room`: some work of the plan would never be done. `other-plan`: a plan never changes, so its schedule is never of another digest. */
export type ScheduleRefusal = 'no-room' | 'other-plan';

type Decision =
  | { readonly outcome: 'accepted'; readonly events: readonly PlanScheduleEvent[] }
  | { readonly outcome: 'refused'; readonly refusal: ScheduleRefusal };

/** The schedule that is kept for a plan: the last one. */
export const scheduleDecider = {
  initialState: { status: 'unscheduled' } as ScheduleState,

  decide({ schedule, outcome }: KeepSchedule, state: ScheduleState): Decision {
    if (outcome === 'no-room') return { outcome: 'refused', refusal: 'no-room' };
    if (state.status === 'scheduled' && state.kept.plan !== schedule.plan) return { outcome: 'refused', refusal: 'other-plan' };
    const isKnown = state.status === 'scheduled' && JSON.stringify(state.kept) === JSON.stringify(schedule);
    return { outcome: 'accepted', events: isKnown ? [] : [{ type: 'PlanScheduled', data: schedule }] };
  },

  evolve(state: ScheduleState, event: PlanScheduleEvent): ScheduleState {
    return event.type === 'PlanScheduled' ? { status: 'scheduled', kept: event.data } : state;
  },
};
