import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { type Role, Roles } from '@lockstep/platform';
import { z } from 'zod';

export interface OperationDescription {
  readonly summary: string;
  readonly description?: string;
  readonly tag: string;
  /** Empty: every valid token. */
  readonly roles: readonly Role[];
  readonly status?: number;
  /** What the answer holds; absent: nothing. */
  readonly response?: z.ZodType;
  readonly responseDescription: string;
  /** Other answers that are no problem, such as 200 of a request that had been made before. */
  readonly alternatives?: Readonly<Record<number, string>>;
  /** Problems beside those every closed route may answer with: 400, 401, 403, 429. */
  readonly problems?: readonly number[];
}

/** What a route is, whom it is open to and what it answers: one decorator, so that none of it is forgotten. */
export function Operation({
  summary,
  description,
  tag,
  roles,
  status = 200,
  response,
  responseDescription,
  alternatives = {},
  problems = [],
}: OperationDescription) {
  const whom =
    roles.length === 0
      ? 'Open to every valid token.'
      : `Needs role ${[...new Set([...roles, 'admin'])].map((role) => `\`${role}\``).join(' or ')}${roles.includes('viewer') ? ' (every role may do what a viewer may)' : ''}.`;
  const answer = (description: string) => (response === undefined ? { description } : { description, standardSchema: response });
  return applyDecorators(
    Roles(...roles),
    HttpCode(status),
    ApiBearerAuth(),
    ApiOperation({ summary, description: description === undefined ? whom : `${description}\n\n${whom}`, tags: [tag] }),
    ApiResponse({ status, ...answer(responseDescription) }),
    ...Object.entries(alternatives).map(([code, text]) => ApiResponse({ status: Number(code), ...answer(text) })),
    ...[400, 401, 403, 429, ...problems].toSorted((a, b) => a - b).map(problemResponse),
  );
}

export const problemDetails = z
  .object({
    type: z.string().meta({ description: '`urn:lockstep:problem:` and the code' }),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'stable; what a program decides by' }),
    detail: z.string().optional(),
    instance: z.string().optional(),
    errors: z
      .array(
        z.object({
          pointer: z.string().meta({ description: 'RFC 6901 into the body; `query:/name`, `path:/name`, `header:/name` elsewhere' }),
          detail: z.string(),
        }),
      )
      .optional(),
    traceId: z.string().optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details' });

const REASONS: Readonly<Record<number, string>> = {
  400: 'The request could not be read, or does not fit its schema',
  401: 'A valid token is needed',
  403: 'The token does not allow this',
  404: 'There is no such resource',
  406: 'The resource has no such form',
  409: 'The state of the resource does not allow this',
  412: 'The resource has changed',
  413: 'The body is too large',
  415: 'The body has a form this resource does not read',
  422: 'The request makes no sense',
  428: 'If-Match is needed',
  429: 'Too many requests',
  503: 'Lockstep can not answer just now',
};

export const problemContent = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

export const describeProblem = (status: number): string => REASONS[status] ?? 'A problem';

const problemResponse = (status: number) => ApiResponse({ status, description: describeProblem(status), content: problemContent });
