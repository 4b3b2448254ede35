import { z } from 'zod';
import { type Kind, schemas } from './kinds.js';

/** JSON Schema (draft 2020-12) of what a writer of the document may give. */
export const jsonSchemaOf = (kind: Kind): object => ({
  $id: `https://lockstep.dev/schemas/v1/${kind}.json`,
  ...z.toJSONSchema(schemas[kind], { io: 'input', target: 'draft-2020-12' }),
  title: kind,
});
