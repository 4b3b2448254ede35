import { cloudEventSchema, publicEventTypes } from '@lockstep/webhooks/domain';
import { convertSchema } from '../openapi/convert-schema.js';

const header = (name: string, description: string) => ({ name, in: 'header', required: true, description, schema: { type: 'string' } });

/** Components that what receivers are sent refers to. */
export const webhookParameters = {
  WebhookId: header(
    'webhook-id',
    'Id of the event: the same at each attempt and each redelivery. Take an event with an id that you know as done.',
  ),
  WebhookTimestamp: header('webhook-timestamp', 'Of the attempt, in seconds since 1970. Refuse one that is minutes off.'),
  WebhookSignature: header(
    'webhook-signature',
    '`v1,` and base64, of `{id}.{timestamp}.{body}`; several with spaces between while a secret is rotated. One that fits is enough.',
  ),
};

const parameters = Object.keys(webhookParameters).map((name) => ({ $ref: `#/components/parameters/${name}` }));

/** The part `webhooks` of OpenAPI 3.1: what receivers are sent, by type of event. */
export const describeWebhooks = (): Record<string, object> =>
  Object.fromEntries(
    publicEventTypes.map((publicType) => {
      const schema = convertSchema(cloudEventSchema(publicType), { schemaType: 'output' })?.schema;
      const post = {
        operationId: publicType.type,
        summary: publicType.description,
        tags: ['webhooks'],
        security: [],
        parameters,
        requestBody: { required: true, content: { 'application/cloudevents+json': { schema } } },
        responses: {
          '2XX': { description: 'It has arrived' },
          '410': { description: 'Nothing is to be sent here any more: the webhook is disabled' },
          default: { description: 'It is sent again, redirects included; not before `Retry-After`' },
        },
      };
      return [publicType.type, { post }];
    }),
  );
