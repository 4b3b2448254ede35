import { type ArgumentMetadata, Injectable, StandardSchemaValidationPipe } from '@nestjs/common';
import { problem, type ProblemPlace } from './problem.js';

type Issue = Parameters<NonNullable<ConstructorParameters<typeof StandardSchemaValidationPipe>[0]>['exceptionFactory'] & {}>[0][number];

/** As many as a person will read; a body of ten megabytes can be wrong a million times. */
const mostErrors = 100;

/** Validates `@Body({ schema })`, `@Query({ schema })`, `@Param('id', { schema })` with zod, or any Standard Schema, and hands on what the
 *  schema returns. All errors at once, each with a pointer into the part of the request it is about. */
@Injectable()
export class ValidationPipe extends StandardSchemaValidationPipe {
  override async transform<Value>(value: Value, metadata: ArgumentMetadata): Promise<Value> {
    const schema = (metadata as { schema?: Parameters<StandardSchemaValidationPipe['validate']>[1] }).schema;
    if (schema === undefined || !this.toValidate(metadata)) return value;
    const result = await this.validate<Value>(value, schema);
    if (result.issues === undefined) return result.value;
    const places = result.issues.map((issue) => placeOf(issue, metadata));
    const more = places.length > mostErrors ? ` (the first ${mostErrors} are listed)` : '';
    throw problem('invalid-request', `${metadata.type}; ${places.length} rule${places.length === 1 ? '' : 's'} broken${more}`, {
      errors: places.slice(0, mostErrors),
    });
  }
}

function placeOf(issue: Issue, { type, data }: ArgumentMetadata): ProblemPlace {
  const path = (issue.path ?? []).map((segment) => String(typeof segment === 'object' ? segment.key : segment));
  const segments = data === undefined ? path : [data, ...path];
  const pointer = segments.map((segment) => `/${segment.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  const part = { body: '', query: 'query:', param: 'path:', custom: '' }[type as 'body' | 'query' | 'param' | 'custom'] ?? '';
  return { pointer: `${part}${pointer}`, detail: issue.message };
}
