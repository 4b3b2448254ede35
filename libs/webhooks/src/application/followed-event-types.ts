import { approvalEventTypes } from '@lockstep/approvals';
import { combineEventTypes, defineEventTypes } from '@lockstep/event-store';
import { matrixEventTypes } from '@lockstep/matrix';
import { executionEventTypes, planEventTypes, timetableEventTypes } from '@lockstep/plans';

/** Of the streams `webhook-<id>`. */
export const webhookEventTypes = defineEventTypes({
  streams: ['webhook-'],
  types: {
    WebhookCreated: [],
    WebhookChanged: [],
    WebhookDisabled: [],
    WebhookEnabled: [],
    WebhookSecretRotated: [],
    WebhookRemoved: [],
  },
});

/** Of all streams that the catalogue publishes from, so that it is given each event in its newest shape. */
export const followedEventTypes = combineEventTypes(
  planEventTypes,
  timetableEventTypes,
  approvalEventTypes,
  executionEventTypes,
  matrixEventTypes,
  webhookEventTypes,
);
