import { DELIVERY_STATUSES, DISABLING_CAUSES, EVENT_PATTERN } from '@lockstep/webhooks';
import { name } from '@lockstep/documents';
import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.js';
import { visibleName } from '../sources/sources.dto.js';

export const webhookId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, '1 to 63 of a-z, 0-9 and hyphen, beginning with a letter or digit');
export const deliveryId = z.uuid();

/** Where a name leads is judged when it is called, by the worker. */
const url = z
  .string()
  .max(2_000)
  .superRefine((text, { addIssue }) => {
    const problem = urlProblem(text);
    if (problem !== null) addIssue({ code: 'custom', message: problem });
  });

function urlProblem(text: string): string | null {
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(text) || !URL.canParse(text)) return 'must be a URL with https, in ASCII';
  const { protocol, hostname, username, password } = new URL(text);
  if (protocol !== 'https:' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)) return 'must be https, or http to this machine';
  if (username !== '' || password !== '') return 'must hold no user name and password';
  return text.includes('#') ? 'must have no fragment' : null;
}

const content = {
  url: url.meta({
    description:
      'called with POST. `http` for this machine alone; private addresses only inside of LOCKSTEP_ALLOWED_NETWORKS of the worker',
  }),
  description: visibleName.meta({ description: 'for people' }),
  events: z
    .array(z.string().max(200).regex(EVENT_PATTERN, 'a type, a beginning of types that ends in `.*`, or `*`'))
    .min(1)
    .max(100)
    .meta({ description: 'what it is told of: `dev.lockstep.plan.computed.v1`, `dev.lockstep.plan.*`, `*`' }),
  domains: z.array(name).min(1).max(1_000).nullable().default(null).meta({
    description: 'ids of NSX managers: only plans and findings of their upgrade domains, and what concerns all; null: everything',
  }),
};

export const newWebhook = z.strictObject({ id: webhookId, ...content }).meta({ id: 'NewWebhook' });
export const changedWebhook = z
  .strictObject({
    ...content,
    disabled: z
      .strictObject({ reason: visibleName })
      .nullable()
      .default(null)
      .meta({ description: 'why it is not to be called; null: it is, also where it was disabled before' }),
  })
  .meta({ id: 'ChangedWebhook' });
export const rotation = z
  .strictObject({
    overlapSeconds: z
      .int()
      .min(0)
      .max(7 * 86_400)
      .default(86_400)
      .meta({ description: 'for how long the secret before signs too' }),
  })
  .prefault({})
  .meta({ id: 'WebhookRotation' });
export const webhooksQuery = z.strictObject(pageQuery);

export const webhook = z
  .object({
    id: z.string(),
    url: z.string(),
    description: z.string(),
    events: z.array(z.string()),
    domains: z.array(z.string()).nullable(),
    disabled: z
      .object({
        cause: z.enum(DISABLING_CAUSES).meta({
          description: '`person`; `gone`: it answered 410; `failing`: it accepted nothing for days; `behind`: too much waits for it',
        }),
        reason: z.string(),
      })
      .nullable(),
    failingSince: z.string().nullable().meta({ description: 'since when every attempt has failed' }),
    lastAcceptedAt: z.string().nullable(),
    createdAt: z.string(),
    changedAt: z.string(),
  })
  .meta({ id: 'Webhook' });
export const webhookPage = pageOf(webhook, 'WebhookPage');
export const webhookWithSecret = webhook
  .extend({ secret: z.string().meta({ description: '`whsec_…`, shown once' }) })
  .meta({ id: 'WebhookWithSecret' });

export const deliveriesQuery = z.strictObject({ ...pageQuery, status: z.enum(DELIVERY_STATUSES).optional() });

const attempt = z
  .object({
    number: z.int(),
    at: z.string(),
    milliseconds: z.int(),
    outcome: z
      .enum(['accepted', 'refused', 'unanswered', 'not-sent'])
      .meta({ description: '`refused`: answered with another status than 2xx; `not-sent`: Lockstep could not sign' }),
    status: z.int().nullable().meta({ description: 'of HTTP' }),
    detail: z.string().nullable(),
    response: z.string().nullable().meta({ description: 'the beginning of the answer' }),
  })
  .meta({ id: 'WebhookAttempt' });

export const delivery = z
  .object({
    id: z.string(),
    webhook: z.string(),
    event: z.string().meta({ description: 'id of the event, and `webhook-id` of every attempt' }),
    type: z.string(),
    subject: z.string(),
    status: z
      .enum(DELIVERY_STATUSES)
      .meta({ description: '`pending`: an attempt runs or is to come; `failed`: given up; `cancelled`: the webhook was disabled' }),
    createdAt: z.string(),
    nextAttemptAt: z.string().nullable(),
    endedAt: z.string().nullable(),
    attempts: z.array(attempt).meta({ description: 'oldest first; the newest 50' }),
  })
  .meta({ id: 'WebhookDelivery' });
export const deliveryPage = pageOf(delivery, 'WebhookDeliveryPage');
export const deliveryWithBody = delivery
  .extend({ body: z.string().meta({ description: 'as it is sent, byte by byte' }) })
  .meta({ id: 'WebhookDeliveryWithBody' });
