import { type Kind, KINDS, schemas as documentSchemas } from '@lockstep/documents';
import type { SwaggerDocumentOptions } from '@nestjs/swagger';
import { z } from 'zod';

type Converter = NonNullable<SwaggerDocumentOptions['standardSchemaConverter']>;
type JsonSchema = Record<string, unknown>;

/** Zod to the JSON Schema of OpenAPI 3.1; a schema with an id becomes a component. Documents are always described as what a writer may give. */
export const convertSchema: Converter = (schema, { schemaType }) => {
  if (!(schema instanceof z.ZodType)) return undefined;
  const { root, definitions } = toJsonSchema(schema, schemaType);
  const written = Object.keys(definitions).filter((id) => KINDS.includes(id as Kind));
  const documents = written.map((id) => toJsonSchema(documentSchemas[id as Kind], 'input').definitions);
  return { schema: root, components: Object.assign({}, definitions, ...documents) as Record<string, JsonSchema> };
};

function toJsonSchema(
  schema: z.ZodType,
  io: 'input' | 'output',
): { readonly root: JsonSchema; readonly definitions: Record<string, JsonSchema> } {
  const { $defs, $schema: _, ...root } = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' }) as JsonSchema;
  const definitions = Object.entries(($defs ?? {}) as Record<string, JsonSchema>).map(
    ([id, { id: _, $id: __, ...definition }]) => [id, definition] as const,
  );
  return { root, definitions: Object.fromEntries(definitions) };
}
