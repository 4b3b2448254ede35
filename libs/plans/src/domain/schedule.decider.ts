import type { KeptSchedule, OverSignoffs, PlanScheduleEvent } from './schedule.events.js';

export type ScheduleState =
  | { readonly status: 'unscheduled' }
  | { readonly status: 'scheduled'; readonly kept: KeptSchedule }
  /** It goes without one. */
  | { readonly status: 'waived'; readonly plan: string; readonly overSignoffs: OverSignoffs | undefined };

export type ScheduleCommand = KeepSchedule | WaiveSchedule;

export interface KeepSchedule {
  readonly type: 'keep';
  readonly schedule: KeptSchedule;
  readonly outcome: 'placed' | 'no-room';
}

export interface WaiveSchedule {
  readonly type: 'waive';
  /** Digest. */
  readonly plan: string;
  readonly reason: string;
  readonly overSignoffs?: OverSignoffs;
}

/** `no-room`: some work of the plan would never be done. `other-plan`: a plan never changes, so its schedule is never of another digest. */
export type ScheduleRefusal = 'no-room' | 'other-plan';

type Decision =
  | { readonly outcome: 'accepted'; readonly events: readonly PlanScheduleEvent[] }
  | { readonly outcome: 'refused'; readonly refusal: ScheduleRefusal };

/** The schedule that is kept for a plan: the last one, unless the plan goes without. */
export const scheduleDecider = {
  initialState: { status: 'unscheduled' } as ScheduleState,

  decide(command: ScheduleCommand, state: ScheduleState): Decision {
    const plan = command.type === 'keep' ? command.schedule.plan : command.plan;
    if (command.type === 'keep' && command.outcome === 'no-room') return { outcome: 'refused', refusal: 'no-room' };
    if (planOf(state) !== undefined && planOf(state) !== plan) return { outcome: 'refused', refusal: 'other-plan' };
    if (command.type === 'waive') {
      const { type: _, ...data } = command;
      return { outcome: 'accepted', events: isWaived(command, state) ? [] : [{ type: 'ScheduleWaived', data }] };
    }
    const isKnown = state.status === 'scheduled' && JSON.stringify(state.kept) === JSON.stringify(command.schedule);
    return { outcome: 'accepted', events: isKnown ? [] : [{ type: 'PlanScheduled', data: command.schedule }] };
  },

  evolve(state: ScheduleState, event: PlanScheduleEvent): ScheduleState {
    switch (event.type) {
      case 'PlanScheduled':
        return { status: 'scheduled', kept: event.data };
      case 'ScheduleWaived':
        return { status: 'waived', plan: event.data.plan, overSignoffs: event.data.overSignoffs };
      default:
        return state;
    }
  },
};

/** One that somebody decides over signatures says more than one that passed by before them. */
const isWaived = ({ overSignoffs }: WaiveSchedule, state: ScheduleState): boolean =>
  state.status === 'waived' && JSON.stringify(state.overSignoffs) === JSON.stringify(overSignoffs);

const planOf = (state: ScheduleState): string | undefined =>
  state.status === 'scheduled' ? state.kept.plan : state.status === 'waived' ? state.plan : undefined;
