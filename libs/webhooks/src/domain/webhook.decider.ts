import { canonicalJson } from '@lockstep/kernel';
import type { Disabling, WebhookContent, WebhookEvent } from './webhook.events.js';

export type WebhookCommand =
  | { readonly command: 'create'; readonly content: WebhookContent }
  /** `disabled`: the reason of a person; null: it is to be called. */
  | { readonly command: 'change'; readonly content: WebhookContent; readonly disabled: string | null }
  | { readonly command: 'disable'; readonly disabling: Disabling }
  | { readonly command: 'rotate'; readonly overlapUntil: string }
  | { readonly command: 'remove' };

export type WebhookState =
  { readonly status: 'absent' } | { readonly status: 'present'; readonly content: WebhookContent; readonly disabled: Disabling | null };

export type WebhookRefusal = 'exists' | 'absent';

type Decision =
  | { readonly outcome: 'accepted'; readonly events: readonly WebhookEvent[] }
  | { readonly outcome: 'refused'; readonly refusal: WebhookRefusal };

const accept = (...events: readonly WebhookEvent[]): Decision => ({ outcome: 'accepted', events });
const refuse = (refusal: WebhookRefusal): Decision => ({ outcome: 'refused', refusal });

/** A webhook that was removed may be created again. */
export const webhookDecider = {
  initialState: { status: 'absent' } as WebhookState,

  decide(command: WebhookCommand, state: WebhookState): Decision {
    if (command.command === 'create')
      return state.status === 'present' ? refuse('exists') : accept({ type: 'WebhookCreated', data: command.content });
    if (state.status === 'absent') return refuse('absent');
    switch (command.command) {
      case 'change':
        return accept(...changes(command, state));
      case 'disable':
        return state.disabled === null ? accept({ type: 'WebhookDisabled', data: command.disabling }) : accept();
      case 'rotate':
        return accept({ type: 'WebhookSecretRotated', data: { overlapUntil: command.overlapUntil } });
      case 'remove':
        return accept({ type: 'WebhookRemoved', data: {} });
    }
  },

  evolve(state: WebhookState, event: WebhookEvent): WebhookState {
    switch (event.type) {
      case 'WebhookCreated':
        return { status: 'present', content: event.data, disabled: null };
      case 'WebhookRemoved':
        return { status: 'absent' };
      default:
        return state.status === 'absent' ? state : evolvePresent(state, event);
    }
  },
};

type Present = Extract<WebhookState, { status: 'present' }>;

function changes({ content, disabled }: Extract<WebhookCommand, { command: 'change' }>, state: Present): readonly WebhookEvent[] {
  const changed: WebhookEvent[] =
    canonicalJson(content) === canonicalJson(state.content) ? [] : [{ type: 'WebhookChanged', data: content }];
  if (disabled === null) return state.disabled === null ? changed : [...changed, { type: 'WebhookEnabled', data: {} }];
  // One that is disabled for another cause keeps it, as long as its words are left as they are.
  if (state.disabled?.reason === disabled) return changed;
  return [...changed, { type: 'WebhookDisabled', data: { cause: 'person', reason: disabled } }];
}

function evolvePresent(state: Present, event: WebhookEvent): WebhookState {
  switch (event.type) {
    case 'WebhookChanged':
      return { ...state, content: event.data };
    case 'WebhookDisabled':
      return { ...state, disabled: event.data };
    case 'WebhookEnabled':
      return { ...state, disabled: null };
    default:
      return state;
  }
}
