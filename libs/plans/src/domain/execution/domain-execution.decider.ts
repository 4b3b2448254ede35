/** Which plan is executed in the domain of one NSX manager. Events of the stream `domain-execution-<nsxManager>`. */
export type DomainExecutionEvent =
  | { readonly type: 'DomainExecutionBegan'; readonly data: { readonly plan: string } }
  | { readonly type: 'DomainExecutionEnded'; readonly data: { readonly plan: string } };

export type DomainExecutionCommand = { readonly type: 'begin' | 'end'; readonly plan: string };
export interface DomainExecutionState {
  /** Null: none. */
  readonly plan: string | null;
}
export interface DomainExecutionRefusal {
  readonly rule: 'other-plan-executing';
  readonly plan: string;
}

type Decision =
  | { readonly outcome: 'accepted'; readonly events: readonly DomainExecutionEvent[] }
  | { readonly outcome: 'refused'; readonly refusal: DomainExecutionRefusal };

/** Two plans were each proven alone: taken together, they could pass through states that neither of them proves. So there is one at a time. */
export const domainExecutionDecider = {
  initialState: { plan: null } as DomainExecutionState,

  decide({ type, plan }: DomainExecutionCommand, state: DomainExecutionState): Decision {
    if (type === 'end')
      return { outcome: 'accepted', events: state.plan === plan ? [{ type: 'DomainExecutionEnded', data: { plan } }] : [] };
    if (state.plan === plan) return { outcome: 'accepted', events: [] };
    if (state.plan !== null) return { outcome: 'refused', refusal: { rule: 'other-plan-executing', plan: state.plan } };
    return { outcome: 'accepted', events: [{ type: 'DomainExecutionBegan', data: { plan } }] };
  },

  evolve(state: DomainExecutionState, event: DomainExecutionEvent): DomainExecutionState {
    switch (event.type) {
      case 'DomainExecutionBegan':
        return { plan: event.data.plan };
      case 'DomainExecutionEnded':
        return { plan: null };
      default:
        return state;
    }
  },
};

export const domainExecutionStream = (nsxManager: string): string => `domain-execution-${nsxManager}`;
