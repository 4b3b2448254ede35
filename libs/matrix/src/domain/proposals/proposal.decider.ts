import type { ProposalEvent } from './proposal.events.js';
import type { ProposalSource, ProposedAddition } from './proposed-addition.js';

export const PROPOSAL_STATES = ['open', 'accepted', 'refused'] as const;

export type ProposalDecision =
  | { readonly state: 'open' }
  | { readonly state: 'accepted'; readonly revision: string; readonly reason: string | null }
  | { readonly state: 'refused'; readonly reason: string };

export interface ProposalState {
  readonly addition: ProposedAddition;
  /** In the order in which they came. */
  readonly sources: readonly ProposalSource[];
  readonly decision: ProposalDecision;
}

export type ProposalCommand =
  | { readonly type: 'propose'; readonly addition: ProposedAddition; readonly source: ProposalSource }
  | { readonly type: 'accept'; readonly revision: string; readonly reason: string | null }
  | { readonly type: 'refuse'; readonly reason: string };

type Decided =
  | { readonly outcome: 'accepted'; readonly events: readonly ProposalEvent[] }
  | { readonly outcome: 'refused'; readonly rule: 'absent' | 'decided' };

const accept = (...events: readonly ProposalEvent[]): Decided => ({ outcome: 'accepted', events });

/** Proposed once; seen again by further sources, also after it was decided, which decides nothing anew; accepted or refused once, by a person. */
export const proposalDecider = {
  initialState: undefined as ProposalState | undefined,

  decide(command: ProposalCommand, state: ProposalState | undefined): Decided {
    if (command.type === 'propose') {
      const { addition, source } = command;
      if (!state) return accept({ type: 'MatrixAdditionProposed', data: { addition, source } });
      return state.sources.some(({ id }) => id === source.id) ? accept() : accept({ type: 'ProposalSeenAgain', data: { source } });
    }
    if (!state) return { outcome: 'refused', rule: 'absent' };
    if (state.decision.state !== 'open') return { outcome: 'refused', rule: 'decided' };
    return command.type === 'accept'
      ? accept({ type: 'ProposalAccepted', data: { revision: command.revision, reason: command.reason } })
      : accept({ type: 'ProposalRefused', data: { reason: command.reason } });
  },

  evolve(state: ProposalState | undefined, event: ProposalEvent): ProposalState | undefined {
    if (event.type === 'MatrixAdditionProposed')
      return { addition: event.data.addition, sources: [event.data.source], decision: { state: 'open' } };
    if (!state) return state;
    switch (event.type) {
      case 'ProposalSeenAgain':
        return { ...state, sources: [...state.sources, event.data.source] };
      case 'ProposalAccepted':
        return { ...state, decision: { state: 'accepted', ...event.data } };
      case 'ProposalRefused':
        return { ...state, decision: { state: 'refused', reason: event.data.reason } };
    }
  },
};
