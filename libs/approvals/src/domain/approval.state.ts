import type { ApprovalEvent, SignoffRequest, VoidCause, Waiver, WaiverSubject } from './approval.events.js';

/** What one person has said. There is one voice per person. */
export type Voice =
  | {
      readonly kind: 'signature';
      readonly by: string;
      readonly at: string;
      readonly roles: readonly string[];
      /** Actors whose approval in another system this is; empty: it is of who gave it. */
      readonly standsFor: readonly string[];
    }
  | { readonly kind: 'refusal'; readonly by: string; readonly at: string; readonly roles: readonly string[]; readonly reason: string };

export interface OpenApproval {
  readonly status: 'open';
  readonly request: SignoffRequest;
  /** In the order in which they were raised. */
  readonly voices: readonly Voice[];
  /** The newest of each subject. */
  readonly waivers: readonly Waiver[];
  readonly breakGlass: { readonly by: string; readonly at: string; readonly reason: string } | null;
  /** Refusals that somebody else has taken back, the oldest first. */
  readonly lifted: readonly LiftedRefusal[];
}

export interface LiftedRefusal {
  /** Who had refused. */
  readonly of: string;
  readonly by: string;
  readonly at: string;
  readonly reason: string;
}

/** Who asked for the plan, or for one in whose place it came: none of them has a voice. */
export const requestersOf = ({
  planRequestedBy,
  requestedBefore = [],
}: Pick<SignoffRequest, 'planRequestedBy' | 'requestedBefore'>): readonly string[] => [planRequestedBy, ...requestedBefore];

export type ApprovalState =
  | { readonly status: 'absent' }
  | OpenApproval
  /** As it was when it was voided, for the record. */
  | (Omit<OpenApproval, 'status'> & { readonly status: 'void'; readonly cause: VoidCause });

export const subjectKey = (about: WaiverSubject): string =>
  about.kind === 'statement' ? `statement ${about.statement}` : `evidence ${about.evidence}`;

export const initialApproval = { status: 'absent' } as ApprovalState;

export function evolveApproval(state: ApprovalState, event: ApprovalEvent): ApprovalState {
  if (event.type === 'SignoffRequested') {
    const goesOn = state.status === 'open' && state.request.digest === event.data.digest;
    return goesOn
      ? { ...state, request: event.data }
      : { status: 'open', request: event.data, voices: [], waivers: [], breakGlass: null, lifted: [] };
  }
  if (state.status === 'absent') return state;
  switch (event.type) {
    case 'SignoffVoided':
      return { ...state, status: 'void', cause: event.data.cause };
    case 'SignoffGiven':
      return raise(state, {
        kind: 'signature',
        by: event.data.by,
        at: event.data.at,
        roles: event.data.roles,
        standsFor: event.data.standsFor,
      });
    case 'SignoffRefused':
      return raise(state, {
        kind: 'refusal',
        by: event.data.by,
        at: event.data.at,
        roles: event.data.roles,
        reason: event.data.reason,
      });
    case 'SignoffWithdrawn': {
      const { by } = event.data;
      return {
        ...state,
        voices: state.voices.filter((voice) => voice.by !== by),
        breakGlass: state.breakGlass?.by === by ? null : state.breakGlass,
      };
    }
    case 'RefusalLifted': {
      const { of, by, at, reason } = event.data;
      const voices = state.voices.filter((voice) => voice.by !== of || voice.kind !== 'refusal');
      return { ...state, voices, lifted: [...state.lifted, { of, by, at, reason }] };
    }
    case 'WaiverGranted': {
      const key = subjectKey(event.data.about);
      return { ...state, waivers: [...state.waivers.filter(({ about }) => subjectKey(about) !== key), event.data] };
    }
    case 'BreakGlassUsed':
      return { ...state, breakGlass: { by: event.data.by, at: event.data.at, reason: event.data.reason } };
    // What an expiry does is told by the `SignoffVoided` that is recorded with it.
    default:
      return state;
  }
}

const raise = <State extends Exclude<ApprovalState, { status: 'absent' }>>(state: State, voice: Voice): State => ({
  ...state,
  voices: [...state.voices.filter(({ by }) => by !== voice.by), voice],
});
