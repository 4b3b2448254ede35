import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { describeWebhooks, webhookParameters } from '../webhooks/describe-webhooks.js';
import { convertSchema } from './convert-schema.js';
import { describeProblem, problemContent, problemDetails } from './operation.decorator.js';

const VERBS = ['get', 'put', 'post', 'delete', 'patch'] as const;
const PUBLIC_SUMMARIES: Readonly<Record<string, string>> = { '/livez': 'The process runs', '/readyz': 'Requests can be served' };

const TAGS: readonly (readonly [string, string])[] = [
  ['matrix', 'Releases, pairings and hops: published revisions and what they say'],
  ['inventory', 'The fleet as observed'],
  ['plans', 'Upgrade plans, from a goal to a proven sequence of steps'],
  ['changes', 'Change records of plans in other systems, and those systems'],
  ['webhooks', 'Other systems that are told what is recorded; what they are sent stands under `webhooks` of this description'],
  ['access', 'Tokens and who one is'],
  ['audit', 'Seals, proofs and the record itself, for who verifies it'],
  ['operations', 'How the service itself fares: probes, metrics, projections'],
];

/** OpenAPI 3.1 of every controller in the application; equal sources give an equal document. */
export function createOpenApi(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Lockstep')
    .setDescription(
      'Provably safe, provably cheapest upgrade sequences for VMware Cloud Foundation Kubernetes fleets. Errors are RFC 9457 problem details.',
    )
    .setVersion('1')
    .setLicense('Proprietary', 'urn:lockstep:license')
    .addServer('/')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API token of Lockstep' });
  for (const [name, description] of TAGS) builder.addTag(name, description);
  const document = SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: (_controller, method) => method,
    standardSchemaConverter: convertSchema,
  });
  return finish(document);
}

/** Adds what decorators can not say: the schemas of problems, and the answers every operation shares. */
function finish(document: OpenAPIObject): OpenAPIObject {
  const schemas = ((document.components ??= {}).schemas ??= {}) as Record<string, unknown>;
  Object.assign(schemas, convertSchema(problemDetails, { schemaType: 'output' })?.components);
  for (const [path, item] of Object.entries(document.paths)) {
    for (const verb of VERBS) {
      const operation = item[verb];
      if (!operation) continue;
      const isPublic = path in PUBLIC_SUMMARIES || operation.security?.length === 0;
      operation.summary ??= PUBLIC_SUMMARIES[path] ?? '';
      if (path in PUBLIC_SUMMARIES) Object.assign(operation, { tags: ['operations'], security: [] });
      else operation.security ??= [{ bearer: [] }];
      for (const status of isPublic ? ['400'] : ['400', '401', '403', '429'])
        operation.responses[status] ??= { description: describeProblem(Number(status)), content: problemContent } as never;
      if (path === '/readyz') operation.responses['503'] = { description: describeProblem(503), content: problemContent } as never;
    }
  }
  Object.assign(document, { webhooks: describeWebhooks() });
  document.components.parameters = { ...document.components.parameters, ...webhookParameters } as never;
  document.components.schemas = Object.fromEntries(Object.entries(schemas).toSorted(([a], [b]) => (a < b ? -1 : 1))) as never;
  return document;
}
