/** One place in the request and what is wrong with it. */
export interface ProblemPlace {
  /** RFC 6901 into the body; `query:/name`, `path:/name` and `header:/name` for the other parts of a request. */
  readonly pointer: string;
  readonly detail: string;
}

/** RFC 9457 as Lockstep answers it; `type` is `urn:lockstep:problem:<code>`. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly instance?: string;
  readonly errors?: readonly ProblemPlace[];
  readonly traceId?: string;
}

/** Every code the platform answers with, its status and title. Features add their own with `new Problem({ code, status, title })`. */
export const problemKinds = {
  'malformed-request': { status: 400, title: 'The request could not be read' },
  'invalid-request': { status: 400, title: 'The request does not fit its schema' },
  unauthenticated: { status: 401, title: 'A valid token is needed' },
  forbidden: { status: 403, title: 'The token does not allow this' },
  'not-found': { status: 404, title: 'There is no such resource' },
  'method-not-allowed': { status: 405, title: 'The resource does not know this method' },
  'not-acceptable': { status: 406, title: 'The resource has no such form' },
  conflict: { status: 409, title: 'The state of the resource does not allow this' },
  archived: { status: 409, title: 'A part of the record that this needs was put away' },
  'request-in-progress': { status: 409, title: 'A request with this Idempotency-Key is still running' },
  'precondition-failed': { status: 412, title: 'The resource has changed' },
  'content-too-large': { status: 413, title: 'The request body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body has a form this resource does not read' },
  unprocessable: { status: 422, title: 'The request makes no sense' },
  'idempotency-key-reused': { status: 422, title: 'The Idempotency-Key was used with another request' },
  'precondition-required': { status: 428, title: 'If-Match is needed' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'request-refused': { status: 400, title: 'The request was refused' },
  internal: { status: 500, title: 'Something failed inside Lockstep' },
  unavailable: { status: 503, title: 'Lockstep can not answer just now' },
} as const;

export type ProblemCode = keyof typeof problemKinds;

export interface ProblemInput {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  readonly errors?: readonly ProblemPlace[];
  /** Sent with the answer: `Retry-After`, `WWW-Authenticate`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown by controllers, guards and interceptors at the edge; domain code returns unions instead. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly input: ProblemInput,
    options?: { cause?: unknown },
  ) {
    super(input.detail ?? input.title, options);
  }
}

/** A problem of a known kind: `problem('not-found', 'plan p1; must exist; found none')`. */
export function problem(code: ProblemCode, detail?: string, more: Pick<ProblemInput, 'errors' | 'headers'> = {}): Problem {
  return new Problem({ code, ...problemKinds[code], ...(detail === undefined ? {} : { detail }), ...more });
}

export function renderProblem(input: ProblemInput, context: { instance?: string; traceId?: string }): ProblemDetails {
  return {
    type: `urn:lockstep:problem:${input.code}`,
    title: input.title,
    status: input.status,
    code: input.code,
    ...(input.detail === undefined ? {} : { detail: input.detail }),
    ...(context.instance === undefined ? {} : { instance: context.instance }),
    ...(input.errors === undefined ? {} : { errors: input.errors }),
    ...(context.traceId === undefined ? {} : { traceId: context.traceId }),
  };
}
