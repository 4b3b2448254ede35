import type { ScanScheduleContent, ScanScheduleEvent } from './scan-schedule.events.js';

export type ScanScheduleCommand =
  | { readonly command: 'create'; readonly content: ScanScheduleContent }
  | { readonly command: 'change'; readonly content: ScanScheduleContent }
  | { readonly command: 'remove' };

export type ScanScheduleState = { readonly status: 'absent' } | { readonly status: 'present'; readonly content: ScanScheduleContent };

export type ScanScheduleRefusal = 'exists' | 'absent';

type Decision =
  | { readonly outcome: 'accepted'; readonly events: readonly ScanScheduleEvent[] }
  | { readonly outcome: 'refused'; readonly refusal: ScanScheduleRefusal };

const accept = (...events: readonly ScanScheduleEvent[]): Decision => ({ outcome: 'accepted', events });
const refuse = (refusal: ScanScheduleRefusal): Decision => ({ outcome: 'refused', refusal });

/** A schedule that was removed may be created again. */
export const scanScheduleDecider = {
  initialState: { status: 'absent' } as ScanScheduleState,

  decide(command: ScanScheduleCommand, state: ScanScheduleState): Decision {
    if (command.command === 'create') {
      return state.status === 'present' ? refuse('exists') : accept({ type: 'ScanScheduleCreated', data: command.content });
    }
    if (state.status === 'absent') return refuse('absent');
    if (command.command === 'remove') return accept({ type: 'ScanScheduleRemoved', data: {} });
    return equals(command.content, state.content) ? accept() : accept({ type: 'ScanScheduleChanged', data: command.content });
  },

  evolve(state: ScanScheduleState, event: ScanScheduleEvent): ScanScheduleState {
    switch (event.type) {
      case 'ScanScheduleCreated':
      case 'ScanScheduleChanged':
        return { status: 'present', content: event.data };
      case 'ScanScheduleRemoved':
        return { status: 'absent' };
      default:
        return state;
    }
  },
};

const equals = (a: ScanScheduleContent, b: ScanScheduleContent): boolean =>
  a.name === b.name &&
  a.cron === b.cron &&
  a.timeZone === b.timeZone &&
  a.jitter === b.jitter &&
  a.enabled === b.enabled &&
  JSON.stringify(a.sources) === JSON.stringify(b.sources);
