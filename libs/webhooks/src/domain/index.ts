export {
  attemptOf,
  type Attempt,
  isHopeless,
  judgeAttempt,
  MOST_PENDING,
  RETRY_DELAYS,
  type SendOutcome,
  type Verdict,
} from './attempt.js';
export { chosenTypes, followedEvents, ping, publicEventTypes, publish } from './catalogue/catalogue.js';
export { newsOf, standingOf, type ToldFinding } from './catalogue/finding-events.js';
export { PING } from './catalogue/other-events.js';
export type { Message, PublicEventType, PublishableEvent } from './catalogue/public-event.js';
export { cloudEventSchema, renderCloudEvent } from './catalogue/render-cloud-event.js';
export { EVENT_PATTERN, type EventSelection, matchesType, selects } from './event-selection.js';
export { inForce, rotateSecrets, type SigningSecret } from './signing-secrets.js';
export { type WebhookCommand, webhookDecider, type WebhookRefusal, type WebhookState } from './webhook.decider.js';
export {
  type Disabling,
  DISABLING_CAUSES,
  type DisablingCause,
  type WebhookContent,
  type WebhookEvent,
  webhookStream,
} from './webhook.events.js';
