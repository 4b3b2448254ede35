import type { components } from './generated/schema.js';

export type ProblemDetails = components['schemas']['Problem'];
export type ProblemPlace = NonNullable<ProblemDetails['errors']>[number];

interface Asked {
  readonly method: string;
  /** With its query. */
  readonly path: string;
}

/** An answer of the service that is no success (RFC 9457). Decide by `status` and `problem.code`; the rest is for people. */
export class LockstepProblem extends Error {
  override readonly name = 'LockstepProblem';

  constructor(
    readonly problem: ProblemDetails,
    readonly request: Asked,
    /** Seconds after which it is worth asking again; null: the service does not say. */
    readonly retryAfter: number | null,
  ) {
    super(`${request.method} ${request.path}; ${problem.detail ?? problem.title}`);
  }

  get status(): number {
    return this.problem.status;
  }
}

/** Nothing answered that could be read: no name, no way, no listener, a cut connection, no trusted certificate, no JSON. */
export class LockstepUnreachable extends Error {
  override readonly name = 'LockstepUnreachable';

  constructor(request: Asked, options: { readonly cause: unknown }) {
    super(`${request.method} ${request.path}; the service must answer; found ${innermostOf(options.cause)}`, options);
  }
}

/** Nobody can answer now: the service is away, at its limit, or fails. What it refuses stays refused. */
export const isOutage = (error: unknown): boolean =>
  error instanceof LockstepProblem ? error.status === 429 || error.status >= 500 : error instanceof LockstepUnreachable;

/** The service still works on what was asked of it; the request is not undone by this. */
export class LockstepTimeout extends Error {
  override readonly name = 'LockstepTimeout';
}

/** `fetch failed` says nothing: why lies in its causes, of which an attempt at several addresses has several. */
function innermostOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause !== undefined) return innermostOf(error.cause);
  if (error instanceof AggregateError && error.errors.length > 0) return innermostOf(error.errors[0]);
  return error.message === '' ? error.name : error.message;
}

export function askedOf({ method, url }: Request): Asked {
  const { pathname, search } = new URL(url);
  return { method, path: `${pathname}${search}` };
}

/** Longest part of an answer that is shown where it is no problem document, as that of a proxy. */
const shown = 200;

/** Whatever answers: a proxy in between may say it in HTML. */
export async function readProblem(request: Request, response: Response): Promise<LockstepProblem> {
  const text = await response.text().catch(() => '');
  return new LockstepProblem(
    parseProblem(response, text) ?? {
      type: 'about:blank',
      title: 'The answer is none of Lockstep',
      status: response.status,
      code: 'foreign-answer',
      detail: `must be answered by Lockstep; found ${response.status} ${response.statusText} ${text.slice(0, shown)}`.trimEnd(),
    },
    askedOf(request),
    readRetryAfter(response),
  );
}

function parseProblem(response: Response, text: string): ProblemDetails | undefined {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return undefined;
  try {
    const body = JSON.parse(text) as Partial<ProblemDetails> | null;
    return typeof body?.code === 'string' && typeof body.title === 'string'
      ? ({ ...body, status: response.status } as ProblemDetails)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Seconds, of a number or of a date (RFC 9110). */
export function readRetryAfter(response: Response): number | null {
  const header = response.headers.get('retry-after');
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - Date.now()) / 1_000));
}
