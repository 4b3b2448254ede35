import type { ChangeReading, ChangeWindow } from './change-reading.js';
import type { ChangeEnd, ChangeFailing, ChangeRecordEvent, RequestedChange } from './change-record.events.js';

/** The record as it was opened, or last written, and last told. */
export interface HeldRecord {
  readonly system: string;
  readonly digest: string;
  readonly window: ChangeWindow | null;
  readonly reading: ChangeReading;
}

export interface OpenRecord extends HeldRecord {
  readonly status: 'open';
  readonly decision: 'none' | 'approved' | 'rejected';
  readonly failing: ChangeFailing | null;
  /** Who wants it taken back, and why. */
  readonly withdrawal: { readonly by: string; readonly reason: string } | null;
  /** What was said in it already. */
  readonly noted: readonly string[];
  /** Whether it has been seen before those who approve, since it was last written. */
  readonly isSubmitted: boolean;
  /** Whether other open records have the id of the plan, as far as was last told. */
  readonly isAmbiguous: boolean;
}

export type ChangeRecordState =
  | { readonly status: 'absent' }
  | {
      readonly status: 'requested';
      readonly request: RequestedChange;
      readonly failing: ChangeFailing | null;
      readonly withdrawal: OpenRecord['withdrawal'];
    }
  | OpenRecord
  | (Ended & { readonly status: 'lost' })
  | (Ended & { readonly status: 'closed'; readonly end: ChangeEnd; readonly why: string; readonly to: string | null });

export interface Ended {
  readonly system: string;
  readonly digest: string;
  /** As it was last told; null: it was never opened. */
  readonly last: ChangeReading | null;
}

export const initialChangeRecord = { status: 'absent' } as ChangeRecordState;

export function evolveChangeRecord(state: ChangeRecordState, event: ChangeRecordEvent): ChangeRecordState {
  switch (event.type) {
    case 'ChangeRecordRequested':
      return { status: 'requested', request: event.data, failing: null, withdrawal: null };
    case 'ChangeRecordOpened': {
      const { system, digest, window, reading } = event.data;
      // Somebody may have taken it back while it was being opened.
      const withdrawal = state.status === 'requested' ? state.withdrawal : null;
      return {
        status: 'open',
        system,
        digest,
        window,
        reading,
        decision: 'none',
        failing: null,
        withdrawal,
        noted: [],
        isSubmitted: isSubmitted(reading),
        isAmbiguous: false,
      };
    }
    case 'ChangeRecordClosed':
      return { ...endedOf(state), status: 'closed', ...event.data };
    case 'ChangeRecordFailed':
      if (state.status === 'requested') return { ...state, failing: event.data };
      // What fails afterwards does not tell that the others are gone.
      if (state.status === 'open')
        return { ...state, failing: event.data, isAmbiguous: state.isAmbiguous || event.data.fault === 'ambiguous' };
      return state;
    case 'ChangeRecordWithdrawn':
      return state.status === 'open' || state.status === 'requested' ? { ...state, withdrawal: event.data } : state;
    default:
      return state.status === 'open' ? evolveOpen(state, event) : state;
  }
}

function evolveOpen(state: OpenRecord, event: ChangeRecordEvent): ChangeRecordState {
  switch (event.type) {
    case 'ChangeRecordUpdated':
      return {
        ...state,
        reading: event.data.reading,
        failing: TOLD_AGAIN.has(state.failing?.doing) ? null : state.failing,
        isSubmitted: state.isSubmitted || isSubmitted(event.data.reading),
        isAmbiguous: false,
      };
    case 'ChangeRecordRevised': {
      const { digest, window, reading } = event.data;
      return { ...state, digest, window, reading, failing: null, isSubmitted: isSubmitted(reading), isAmbiguous: false };
    }
    case 'ChangeRecordDecided':
      return { ...state, decision: event.data.decision === 'withdrawn' ? 'none' : event.data.decision };
    case 'ChangeRecordNoted':
      return { ...state, noted: [...state.noted, event.data.about], failing: null };
    case 'ChangeRecordLost':
      return { ...endedOf(state), status: 'lost' };
    default:
      return state;
  }
}

const isSubmitted = ({ phase, approval }: ChangeReading): boolean =>
  (phase !== 'draft' && phase !== 'unknown') || approval !== 'not-requested';

/** What a reading shows to be over. */
const TOLD_AGAIN: ReadonlySet<ChangeFailing['doing'] | undefined> = new Set<ChangeFailing['doing']>(['read', 'open', 'begin']);

function endedOf(state: ChangeRecordState): Ended {
  switch (state.status) {
    case 'open':
      return { system: state.system, digest: state.digest, last: state.reading };
    case 'requested':
      return { system: state.request.system, digest: state.request.digest, last: null };
    case 'absent':
      return { system: '', digest: '', last: null };
    default:
      return { system: state.system, digest: state.digest, last: state.last };
  }
}
