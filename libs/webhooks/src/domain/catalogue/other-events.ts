import { z } from 'zod';
import { actor, digest } from './fields.js';
import { ofStreams, type PublicEventType } from './public-event.js';

export const matrixEvents: readonly PublicEventType[] = ofStreams('matrix', [
  {
    type: 'dev.lockstep.matrix.revision-published.v1',
    recorded: 'MatrixRevisionPublished',
    description: 'A revision of the matrix was published, and is current.',
    schema: z.object({
      digest,
      parent: z.string().nullable().meta({ description: 'digest of the one that was current before' }),
      author: actor,
      reason: z.string().nullable(),
    }),
  },
]);

/** That a webhook is no longer called is told to the others. */
export const webhookEvents: readonly PublicEventType[] = ofStreams('webhook-', [
  {
    type: 'dev.lockstep.webhook.disabled.v1',
    recorded: 'WebhookDisabled',
    description: 'A webhook is called no more.',
    schema: z.object({
      webhook: z.string().meta({ description: 'its id' }),
      cause: z
        .string()
        .meta({ description: '`person`, `gone`: it answered 410, `failing`: it took nothing for days, `behind`: too much waits for it' }),
      reason: z.string(),
    }),
    view: ({ stream, data }) => ({ ...(data as object), webhook: stream.slice('webhook-'.length) }),
  },
]);

export const PING = 'dev.lockstep.webhook.ping.v1';

/** Sent when somebody asks for it, and never chosen. */
export const pingEvent: PublicEventType = {
  type: PING,
  recorded: null,
  description: 'Somebody tries whether a webhook is reached. Sent once, whatever types are chosen, and to disabled webhooks too.',
  schema: z.object({ webhook: z.string().meta({ description: 'its id' }), by: actor }),
  view: ({ data }) => data,
  planOf: () => null,
};
