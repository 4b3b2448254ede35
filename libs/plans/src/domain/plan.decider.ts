import { canonicalJson } from '@lockstep/kernel';
import { type PremiseFall, premiseKey } from './fallen-premise.js';
import type { PlanEvent, PlanFailure, PlanRequest, PlanResult } from './plan.events.js';

/** `absent` is the state before the first event; all others are what a reader is told. */
export type PlanState =
  | { readonly status: 'absent' }
  | { readonly status: 'requested'; readonly request: PlanRequest }
  | { readonly status: 'computed'; readonly request: PlanRequest; readonly result: PlanResult }
  | { readonly status: 'failed'; readonly request: PlanRequest; readonly failure: PlanFailure }
  | { readonly status: 'void'; readonly request: PlanRequest; readonly result: PlanResult; readonly fallen: readonly PremiseFall[] }
  | {
      readonly status: 'superseded';
      readonly request: PlanRequest;
      readonly result: PlanResult;
      readonly fallen: readonly PremiseFall[];
      readonly by: string;
    }
  | {
      readonly status: 'withdrawn';
      readonly request: PlanRequest;
      readonly result: PlanResult | null;
      readonly fallen: readonly PremiseFall[];
      readonly reason: string;
    };

export type PlanStatus = Exclude<PlanState['status'], 'absent'>;

export type PlanCommand =
  | { readonly type: 'request'; readonly request: PlanRequest }
  | { readonly type: 'record-result'; readonly result: PlanResult }
  | { readonly type: 'record-failure'; readonly failure: PlanFailure }
  | { readonly type: 'record-falls'; readonly falls: readonly PremiseFall[] }
  | { readonly type: 'supersede'; readonly by: string }
  | { readonly type: 'withdraw'; readonly reason: string };

export type PlanRefusal =
  | { readonly rule: 'absent' }
  /** The id belongs to a request for something else. */
  | { readonly rule: 'requested-otherwise' }
  /** Equal inputs gave two different plans: the planner is not deterministic, or the inputs were not equal. */
  | { readonly rule: 'computed-otherwise'; readonly recorded: string; readonly found: string }
  | { readonly rule: 'settled'; readonly status: PlanStatus };

type Decision =
  { readonly outcome: 'accepted'; readonly events: readonly PlanEvent[] } | { readonly outcome: 'refused'; readonly refusal: PlanRefusal };

const accept = (...events: readonly PlanEvent[]): Decision => ({ outcome: 'accepted', events });
const refuse = (refusal: PlanRefusal): Decision => ({ outcome: 'refused', refusal });

/**
 * The life of one plan: requested, then computed or failed, once; void as soon as a premise falls, and for good, also when the fact comes back; superseded
 * by the plan that took its place; withdrawn by a person at any time before a failure. A plan never changes: a job that is taken twice finds its result
 * recorded.
 */
export const planDecider = {
  initialState: { status: 'absent' } as PlanState,

  decide(command: PlanCommand, state: PlanState): Decision {
    if (command.type === 'request') return decideRequest(command.request, state);
    if (state.status === 'absent') return refuse({ rule: 'absent' });
    switch (command.type) {
      case 'record-result':
        return decideResult(command.result, state);
      case 'record-failure':
        if (state.status === 'failed') return accept();
        return state.status === 'requested'
          ? accept({ type: 'PlanFailed', data: command.failure })
          : refuse({ rule: 'settled', status: state.status });
      case 'record-falls':
        return decideFalls(command.falls, state);
      case 'supersede':
        if (state.status === 'superseded' && state.by === command.by) return accept();
        return state.status === 'computed' || state.status === 'void'
          ? accept({ type: 'PlanSuperseded', data: { by: command.by } })
          : refuse({ rule: 'settled', status: state.status });
      case 'withdraw':
        if (state.status === 'withdrawn') return accept();
        return state.status === 'failed' || state.status === 'superseded'
          ? refuse({ rule: 'settled', status: state.status })
          : accept({ type: 'PlanWithdrawn', data: { reason: command.reason } });
    }
  },

  evolve(state: PlanState, event: PlanEvent): PlanState {
    if (event.type === 'PlanRequested') return { status: 'requested', request: event.data };
    if (state.status === 'absent') return state;
    const { request } = state;
    switch (event.type) {
      case 'PlanComputed':
        return { status: 'computed', request, result: event.data };
      case 'PlanFailed':
        return { status: 'failed', request, failure: event.data };
      case 'PremiseFell':
        if (state.status === 'computed') return { ...state, status: 'void', fallen: [event.data] };
        return 'fallen' in state ? { ...state, fallen: [...state.fallen, event.data] } : state;
      case 'PlanSuperseded':
        if (state.status !== 'computed' && state.status !== 'void') return state;
        return { status: 'superseded', request, result: state.result, fallen: fallenOf(state), by: event.data.by };
      case 'PlanWithdrawn': {
        const result = 'result' in state ? state.result : null;
        return { status: 'withdrawn', request, result, fallen: fallenOf(state), reason: event.data.reason };
      }
      default:
        return state;
    }
  },
};

/** What has made a plan void, the first of it first; none for one that stands or that nothing leans on. */
export const fallenOf = (state: PlanState): readonly PremiseFall[] => ('fallen' in state ? state.fallen : []);

/** Nothing more falls of a plan that nobody follows any more: whoever looks at the same time as a person withdraws it has looked in vain. */
function decideFalls(falls: readonly PremiseFall[], state: Exclude<PlanState, { status: 'absent' }>): Decision {
  if (state.status !== 'computed' && state.status !== 'void') return accept();
  const known = new Set(fallenOf(state).map(({ premise }) => premiseKey(premise)));
  const fresh = falls.filter(({ premise }) => {
    const isNew = !known.has(premiseKey(premise));
    known.add(premiseKey(premise));
    return isNew;
  });
  return accept(...fresh.map((fall): PlanEvent => ({ type: 'PremiseFell', data: fall })));
}

function decideRequest(request: PlanRequest, state: PlanState): Decision {
  if (state.status === 'absent') return accept({ type: 'PlanRequested', schemaVersion: 3, data: request });
  return asksTheSame(request, state.request) ? accept() : refuse({ rule: 'requested-otherwise' });
}

/** The fleet and the matrix may have moved on between two attempts at one request: the first one froze them. */
const asksTheSame = (a: PlanRequest, b: PlanRequest): boolean =>
  a.goalDigest === b.goalDigest &&
  a.goal.metadata.name === b.goal.metadata.name &&
  a.domain === b.domain &&
  a.parent === b.parent &&
  canonicalJson(a.hypothetical && a.hypothetical.assumed) === canonicalJson(b.hypothetical && b.hypothetical.assumed);

function decideResult(result: PlanResult, state: Exclude<PlanState, { status: 'absent' }>): Decision {
  switch (state.status) {
    case 'requested':
      return accept({ type: 'PlanComputed', data: result });
    case 'computed':
    case 'void':
    case 'superseded':
      return state.result.digest === result.digest
        ? accept()
        : refuse({ rule: 'computed-otherwise', recorded: state.result.digest, found: result.digest });
    case 'failed':
    case 'withdrawn':
      return refuse({ rule: 'settled', status: state.status });
  }
}
