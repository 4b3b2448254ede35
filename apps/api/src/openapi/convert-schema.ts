import { jsonSchemaOf, type Kind, KINDS } from '@lockstep/documents';
import type { SwaggerDocumentOptions } from '@nestjs/swagger';
import { z } from 'zod';

type Converter = NonNullable<SwaggerDocumentOptions['standardSchemaConverter']>;
type JsonSchema = Record<string, unknown>;

/** Zod to the JSON Schema of OpenAPI 3.1; a schema with an id becomes a component. Documents are always described as what a writer may give. */
export const convertSchema: Converter = (schema, { schemaType }) => {
  if (!(schema instanceof z.ZodType)) return undefined;
  const {
    $defs,
    $schema: _,
    ...root
  } = z.toJSONSchema(schema, { io: schemaType, target: 'draft-2020-12', unrepresentable: 'any' }) as JsonSchema;
  const components = Object.fromEntries(
    Object.entries(($defs ?? {}) as Record<string, JsonSchema>).map(([id, definition]) => [id, component(id, definition)]),
  );
  const id = schema.meta()?.id;
  if (typeof id !== 'string') return { schema: root, components };
  return { schema: { $ref: `#/components/schemas/${id}` }, components: { ...components, [id]: component(id, root) } };
};

function component(id: string, definition: JsonSchema): JsonSchema {
  const { $id: _, $schema: __, id: ___, ...described } = KINDS.includes(id as Kind) ? (jsonSchemaOf(id as Kind) as JsonSchema) : definition;
  return described;
}
