import { describe, expect, it } from 'vitest';
import { type WebhookCommand, webhookDecider, type WebhookState } from './webhook.decider.js';
import type { WebhookContent, WebhookEvent } from './webhook.events.js';

const content: WebhookContent = { url: 'https://a.example/', description: 'a', events: ['*'], domains: null };
const created: WebhookEvent = { type: 'WebhookCreated', data: content };
const gone: WebhookEvent = { type: 'WebhookDisabled', data: { cause: 'gone', reason: 'it answered 410' } };

const stateOf = (...events: readonly WebhookEvent[]) =>
  events.reduce((state: WebhookState, event) => webhookDecider.evolve(state, event), webhookDecider.initialState);
function decide(given: readonly WebhookEvent[], command: WebhookCommand) {
  const decision = webhookDecider.decide(command, stateOf(...given));
  return decision.outcome === 'accepted' ? decision.events.map(({ type }) => type) : decision.refusal;
}

describe('a webhook', () => {
  it('is created once, and again after it was removed', () => {
    expect(decide([], { command: 'create', content })).toEqual(['WebhookCreated']);
    expect(decide([created], { command: 'create', content })).toBe('exists');
    expect(decide([created, gone, { type: 'WebhookRemoved', data: {} }], { command: 'create', content })).toEqual(['WebhookCreated']);
    expect(stateOf(created, gone, { type: 'WebhookRemoved', data: {} }, created)).toMatchObject({ disabled: null });
  });

  it.each<WebhookCommand>([
    { command: 'change', content, disabled: null },
    { command: 'disable', disabling: { cause: 'gone', reason: 'x' } },
    { command: 'rotate', overlapUntil: '2026-01-01T00:00:00Z' },
    { command: 'remove' },
  ])('that is not there refuses $command', (command) => {
    expect(decide([], command)).toBe('absent');
  });

  it('records a change only where something changes', () => {
    expect(decide([created], { command: 'change', content: { ...content }, disabled: null })).toEqual([]);
    expect(decide([created], { command: 'change', content: { ...content, events: ['a.*'] }, disabled: null })).toEqual(['WebhookChanged']);
  });

  it('is disabled once, whoever comes second', () => {
    expect(decide([created], { command: 'disable', disabling: { cause: 'failing', reason: 'x' } })).toEqual(['WebhookDisabled']);
    expect(decide([created, gone], { command: 'disable', disabling: { cause: 'failing', reason: 'x' } })).toEqual([]);
  });

  it('is enabled by a person alone, who may change it in the same breath', () => {
    const moved = { ...content, url: 'https://b.example/' };
    expect(decide([created, gone], { command: 'change', content: moved, disabled: null })).toEqual(['WebhookChanged', 'WebhookEnabled']);
    expect(decide([created, gone], { command: 'change', content, disabled: 'it answered 410' })).toEqual([]);
    expect(decide([created, gone], { command: 'change', content, disabled: 'moves on Monday' })).toEqual(['WebhookDisabled']);
  });

  it('keeps being disabled while it is changed', () => {
    expect(stateOf(created, gone, { type: 'WebhookChanged', data: content })).toMatchObject({ disabled: gone.data });
  });

  it('takes types of events that it does not know', () => {
    expect(stateOf(created, { type: 'WebhookPainted', data: {} } as unknown as WebhookEvent)).toEqual(stateOf(created));
  });
});
