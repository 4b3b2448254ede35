import { compareTexts } from '@lockstep/kernel';
import {
  type LookOutcome,
  SCAN_CANCELLED,
  SCAN_ENDED,
  SCAN_LOOK_ENDED,
  SCAN_SOURCE_FAILED,
  SCAN_STARTED,
  type ScanEvent,
  type ScanLookEnded,
  type ScanOutcome,
  type ScanStarted,
} from './scan-events.js';
import type { SourceFault } from './sighting.js';

/** What the stream of a scan comes to. */
export interface ScanState {
  /** Null: it has not begun. */
  readonly started: ScanStarted | null;
  /** By source; `unended`: it is being looked at. */
  readonly looks: Readonly<Record<string, LookOutcome>>;
  readonly cancelled: boolean;
  readonly outcome: ScanOutcome | null;
}

export type ScanCommand =
  | { readonly command: 'start'; readonly start: ScanStarted }
  | { readonly command: 'end-look'; readonly look: ScanLookEnded }
  | { readonly command: 'fail-look'; readonly source: string; readonly fault: SourceFault }
  | { readonly command: 'cancel' }
  | { readonly command: 'end'; readonly reason: 'abandoned' | null };

export type ScanRefusal = 'unknown-scan' | 'ended' | 'not-looking';

type Decision =
  { readonly outcome: 'accepted'; readonly events: readonly ScanEvent[] } | { readonly outcome: 'refused'; readonly refusal: ScanRefusal };

const accepted = (...events: readonly ScanEvent[]): Decision => ({ outcome: 'accepted', events });
const refused = (refusal: ScanRefusal): Decision => ({ outcome: 'refused', refusal });

/** Whether reports about the source belong to this scan now. */
export const isLooking = ({ outcome, looks }: ScanState, source: string): boolean => outcome === null && looks[source] === 'unended';

export const scanDecider = {
  initialState: { started: null, looks: {}, cancelled: false, outcome: null } as ScanState,

  /** What is true already is accepted and adds nothing: a retry gets the answer of the first try. */
  decide(command: ScanCommand, state: ScanState): Decision {
    if (command.command === 'start') return state.started ? accepted() : accepted({ type: SCAN_STARTED, data: command.start });
    if (!state.started) return refused('unknown-scan');
    if (command.command === 'end') {
      if (state.outcome) return accepted();
      const sources = Object.fromEntries(Object.entries(state.looks).toSorted(([a], [b]) => compareTexts(a, b)));
      return accepted({ type: SCAN_ENDED, data: { outcome: outcomeOf(state), reason: command.reason, sources } });
    }
    if (command.command === 'cancel') {
      if (state.outcome) return refused('ended');
      return state.cancelled ? accepted() : accepted({ type: SCAN_CANCELLED, data: {} });
    }
    const source = command.command === 'end-look' ? command.look.source : command.source;
    if (state.outcome) return refused('ended');
    if (state.looks[source] !== 'unended') return refused('not-looking');
    if (command.command === 'end-look') return accepted({ type: SCAN_LOOK_ENDED, data: command.look });
    return accepted({ type: SCAN_SOURCE_FAILED, data: { source, fault: command.fault } });
  },

  evolve(state: ScanState, event: ScanEvent): ScanState {
    const looked = (source: string, outcome: LookOutcome) => ({ ...state, looks: { ...state.looks, [source]: outcome } });
    switch (event.type) {
      case SCAN_STARTED:
        return { ...state, started: event.data, looks: Object.fromEntries(event.data.sources.map((source) => [source, 'unended'])) };
      case SCAN_LOOK_ENDED:
        return looked(event.data.source, event.data.outcome);
      case SCAN_SOURCE_FAILED:
        return looked(event.data.source, 'failed');
      case SCAN_CANCELLED:
        return { ...state, cancelled: true };
      case SCAN_ENDED:
        return { ...state, outcome: event.data.outcome };
      default:
        return state;
    }
  },
};

function outcomeOf({ cancelled, looks }: ScanState): ScanOutcome {
  if (cancelled) return 'cancelled';
  const outcomes = Object.values(looks);
  if (outcomes.every((outcome) => outcome === 'completed')) return 'completed';
  return outcomes.some((outcome) => outcome === 'completed' || outcome === 'partial') ? 'partial' : 'failed';
}
