import { cloudEventSchema, publicEventTypes } from '@lockstep/webhooks/domain';
import { z } from 'zod';
import type { GeneratedFile } from './generated-file.js';

interface Shape {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly anyOf?: readonly Shape[];
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
}

/** What webhooks are sent, from the catalogue that decides it. */
export const webhookEvents: GeneratedFile = {
  path: 'docs/reference/webhook-events.md',
  generate: async () =>
    [
      '# Webhook events',
      '',
      'What [webhooks](../how-to/receive-webhooks.md) are sent: the type of the CloudEvent, and the fields of its `data`. Generated from the catalogue.',
      ...publicEventTypes.flatMap((publicType) => [
        '',
        `## \`${publicType.type}\``,
        '',
        publicType.description,
        '',
        '| Field | | |',
        '|---|---|---|',
        ...rowsOf((z.toJSONSchema(cloudEventSchema(publicType)) as Shape).properties!['data']!),
      ]),
      '',
    ].join('\n'),
};

function rowsOf({ properties = {}, required = [] }: Shape, path = ''): string[] {
  return Object.entries(properties).flatMap(([name, shape]) => {
    const field = path + name;
    const inner = [shape, ...(shape.anyOf ?? [])].find((one) => one.properties ?? one.items?.properties);
    const row = `| \`${field}\` | ${wordType(shape)}${required.includes(name) ? '' : ', may be absent'} | ${shape.description ?? ''} |`;
    return [row, ...(inner === undefined ? [] : rowsOf(inner.items ?? inner, inner.items ? `${field}[].` : `${field}.`))];
  });
}

function wordType({ type, anyOf, items }: Shape): string {
  if (anyOf !== undefined) return anyOf.map(wordType).join(' or ');
  return items === undefined ? [type ?? 'any'].flat().join(' or ') : `list of ${wordType(items)}`;
}
