import { HttpException } from '@nestjs/common';
import { ArchivedError, HeldBackError, StoreBusyError } from '@lockstep/event-store';
import { Problem, type ProblemCode, type ProblemInput, problemKinds } from './problem.js';

const codeByStatus: Readonly<Record<number, ProblemCode>> = {
  400: 'malformed-request',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  406: 'not-acceptable',
  409: 'conflict',
  412: 'precondition-failed',
  413: 'content-too-large',
  415: 'unsupported-media-type',
  422: 'unprocessable',
  429: 'too-many-requests',
  503: 'unavailable',
};

/** What anything thrown while a request is handled means to the caller. Unknown errors are `internal`, without a word of their message. */
export function classifyError(error: unknown): ProblemInput {
  if (error instanceof Problem) return error.input;
  if (error instanceof HttpException) return fromStatus(error.getStatus(), error.message);
  if (error instanceof StoreBusyError)
    return { code: 'unavailable', ...problemKinds.unavailable, detail: error.message, headers: { 'retry-after': '1' } };
  if (error instanceof HeldBackError)
    return { code: 'unavailable', ...problemKinds.unavailable, detail: error.message, headers: { 'retry-after': '5' } };
  if (error instanceof ArchivedError) return { code: 'archived', ...problemKinds.archived, detail: error.message };
  const { statusCode, code } = error as { statusCode?: unknown; code?: unknown };
  // Errors of Fastify itself, such as a body that is too large.
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) return fromStatus(statusCode, (error as Error).message);
  const state = sqlStateOf(error) ?? (typeof code === 'string' ? code : undefined);
  // SQLSTATE class 22, data exception: a value of the request that passed its schema and can not be stored, such as text with NUL.
  if (state !== undefined && /^22[0-9A-Z]{3}$/.test(state))
    return { code: 'request-refused', ...problemKinds['request-refused'], detail: 'a value can not be stored' };
  if (state !== undefined && unavailableStates.test(state))
    return { code: 'unavailable', ...problemKinds.unavailable, headers: { 'retry-after': '5' } };
  return { code: 'internal', ...problemKinds.internal };
}

/** No connection, or PostgreSQL is starting, stopping or out of connections. */
const unavailableStates = /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|57P0[123]|53300|08[0-9A-Z]{3})$/;

function sqlStateOf(error: unknown): string | undefined {
  const code = (error as { driverError?: { code?: unknown } }).driverError?.code;
  return typeof code === 'string' ? code : undefined;
}

function fromStatus(status: number, detail: string): ProblemInput {
  const code = codeByStatus[status];
  if (code !== undefined) return { code, ...problemKinds[code], detail };
  if (status >= 500) return { code: 'internal', ...problemKinds.internal };
  return { code: 'request-refused', status, title: problemKinds['request-refused'].title, detail };
}
