import { canonicalJson } from '@lockstep/kernel';
import type { ChangeReading } from './change-reading.js';
import type { ChangeEnd, ChangeFailing, ChangeRecordEvent, OpenedChange, RequestedChange, RevisedChange } from './change-record.events.js';
import { type ChangeRecordState, evolveChangeRecord, initialChangeRecord, type OpenRecord } from './change-record.state.js';

export type ChangeRecordCommand =
  | { readonly command: 'request'; readonly request: RequestedChange }
  | { readonly command: 'open'; readonly opened: OpenedChange }
  | { readonly command: 'tell'; readonly reading: ChangeReading }
  | { readonly command: 'revise'; readonly revised: RevisedChange }
  | { readonly command: 'fail'; readonly failing: ChangeFailing }
  | { readonly command: 'lose' }
  | { readonly command: 'note'; readonly about: string; readonly text: string }
  | { readonly command: 'withdraw'; readonly by: string; readonly reason: string }
  | {
      readonly command: 'close';
      readonly end: ChangeEnd;
      readonly why: string;
      readonly to?: string;
      readonly reading?: ChangeReading;
      /** Another one is asked for in its place. */
      readonly again?: RequestedChange;
    };

export type ChangeRecordRefusal =
  /** There is one already. */
  | { readonly rule: 'open'; readonly number: string }
  /** Nobody has asked for it, or for one of another plan or system. */
  | { readonly rule: 'not-requested' }
  /** There is none. */
  | { readonly rule: 'not-open' }
  /** What is told is of another record. */
  | { readonly rule: 'other-record'; readonly reference: string };

type Decision =
  | { readonly outcome: 'accepted'; readonly events: readonly ChangeRecordEvent[] }
  | { readonly outcome: 'refused'; readonly refusal: ChangeRecordRefusal };

/** About what is noted, before a record is cancelled for another one of the same plan. */
export const REPLACED = 'replaced';

const accept = (...events: readonly ChangeRecordEvent[]): Decision => ({ outcome: 'accepted', events });
const refuse = (refusal: ChangeRecordRefusal): Decision => ({ outcome: 'refused', refusal });

/** The change record of one plan: what was written into another system, and what it tells since. */
export const changeRecordDecider = {
  initialState: initialChangeRecord,
  evolve: evolveChangeRecord,

  decide(command: ChangeRecordCommand, state: ChangeRecordState): Decision {
    switch (command.command) {
      case 'request':
        return decideRequest(command.request, state);
      case 'open':
        return decideOpening(command.opened, state);
      case 'fail':
        return decideFailure(command.failing, state);
      case 'withdraw':
        return decideWithdrawal(command, state);
      case 'close':
        return decideClosing(command, state);
      default:
        return state.status === 'open' ? decideOpen(command, state) : refuse({ rule: 'not-open' });
    }
  },
};

/** What people decided there: an approval only of the text that was written for this digest, a rejection of any. */
function decisionOf({ approval, phase, digest: carried }: ChangeReading, digest: string): OpenRecord['decision'] {
  if (approval === 'rejected') return 'rejected';
  return approval === 'approved' && carried === digest && (phase === 'approved' || phase === 'changing' || phase === 'review')
    ? 'approved'
    : 'none';
}

function decideRequest(request: RequestedChange, state: ChangeRecordState): Decision {
  if (state.status === 'open') return refuse({ rule: 'open', number: state.reading.number });
  const isAsked =
    state.status === 'requested' &&
    state.withdrawal === null &&
    state.request.system === request.system &&
    state.request.digest === request.digest;
  return isAsked ? accept() : accept({ type: 'ChangeRecordRequested', data: request });
}

/** One that was taken over from another plan needs no request: the system has it already. */
function decideOpening(opened: OpenedChange, state: ChangeRecordState): Decision {
  if (state.status === 'open')
    return state.reading.reference === opened.reading.reference ? accept() : refuse({ rule: 'open', number: state.reading.number });
  const isAsked = state.status === 'requested' && state.request.system === opened.system && state.request.digest === opened.digest;
  const isTaken = state.status === 'absent' && opened.from !== null;
  if (!isAsked && !isTaken) return refuse({ rule: 'not-requested' });
  const { reading, digest } = opened;
  return accept({ type: 'ChangeRecordOpened', data: opened }, ...decided(reading, digest, 'none'), ...ended(reading));
}

function decideFailure(failing: ChangeFailing, state: ChangeRecordState): Decision {
  if (state.status !== 'open' && state.status !== 'requested') return refuse({ rule: 'not-open' });
  const isTold = state.failing?.fault === failing.fault && state.failing.doing === failing.doing;
  return isTold ? accept() : accept({ type: 'ChangeRecordFailed', data: failing });
}

function decideWithdrawal({ by, reason }: Extract<ChangeRecordCommand, { command: 'withdraw' }>, state: ChangeRecordState): Decision {
  if (state.status !== 'open' && state.status !== 'requested') return refuse({ rule: 'not-open' });
  return state.withdrawal === null ? accept({ type: 'ChangeRecordWithdrawn', data: { by, reason } }) : accept();
}

function decideClosing(
  { end, why, to, reading, again }: Extract<ChangeRecordCommand, { command: 'close' }>,
  state: ChangeRecordState,
): Decision {
  if (state.status === 'closed') return accept();
  if (state.status !== 'open' && state.status !== 'requested') return refuse({ rule: 'not-open' });
  const told = state.status === 'open' && reading !== undefined ? updated(reading, state) : [];
  const asked: ChangeRecordEvent[] = again === undefined ? [] : [{ type: 'ChangeRecordRequested', data: again }];
  return accept(...told, { type: 'ChangeRecordClosed', data: { end, why, to: to ?? null } }, ...asked);
}

function decideOpen(
  command: Exclude<ChangeRecordCommand, { command: 'request' | 'open' | 'fail' | 'withdraw' | 'close' }>,
  state: OpenRecord,
): Decision {
  switch (command.command) {
    case 'tell': {
      const { reading } = command;
      if (reading.reference !== state.reading.reference) return refuse({ rule: 'other-record', reference: state.reading.reference });
      return accept(...updated(reading, state), ...decided(reading, state.digest, state.decision), ...endedOf(reading, state));
    }
    case 'revise': {
      const { revised } = command;
      return accept(
        { type: 'ChangeRecordRevised', data: revised },
        ...decided(revised.reading, revised.digest, state.decision),
        ...ended(revised.reading),
      );
    }
    case 'lose': {
      const { reference, number } = state.reading;
      return accept(...fallen(state), { type: 'ChangeRecordLost', data: { reference, number } });
    }
    case 'note':
      return state.noted.includes(command.about)
        ? accept()
        : accept({ type: 'ChangeRecordNoted', data: { about: command.about, text: command.text } });
  }
}

function updated(reading: ChangeReading, state: OpenRecord): ChangeRecordEvent[] {
  const isNews = state.failing?.doing === 'read' || state.isAmbiguous || canonicalJson(reading) !== canonicalJson(state.reading);
  return isNews ? [{ type: 'ChangeRecordUpdated', data: { reading } }] : [];
}

function decided(reading: ChangeReading, digest: string, before: OpenRecord['decision']): ChangeRecordEvent[] {
  const now = decisionOf(reading, digest);
  if (now === before) return [];
  const { number, deciders } = reading;
  return [{ type: 'ChangeRecordDecided', data: { digest, decision: now === 'none' ? 'withdrawn' : now, number, deciders } }];
}

/** An approval falls with its record. */
const fallen = ({ decision, digest, reading: { number } }: OpenRecord): ChangeRecordEvent[] =>
  decision === 'none' ? [] : [{ type: 'ChangeRecordDecided', data: { digest, decision: 'withdrawn', number, deciders: [] } }];

/** One that was cancelled from here, to have another in its place, is asked for anew, although nobody was told that the cancelling was done. */
function endedOf(reading: ChangeReading, { noted, system, digest }: OpenRecord): ChangeRecordEvent[] {
  if (reading.phase !== 'cancelled' || !noted.includes(REPLACED)) return ended(reading);
  return [
    { type: 'ChangeRecordClosed', data: { end: 'cancelled', why: 'another record is opened in its place', to: null } },
    { type: 'ChangeRecordRequested', data: { system, digest, by: 'system:changes' } },
  ];
}

function ended({ phase, state, number }: ChangeReading): ChangeRecordEvent[] {
  if (phase !== 'closed' && phase !== 'cancelled') return [];
  const end = phase === 'closed' ? 'closed-there' : 'cancelled-there';
  return [{ type: 'ChangeRecordClosed', data: { end, why: `${number} was found ${state}`, to: null } }];
}
