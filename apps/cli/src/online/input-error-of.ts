import { LockstepProblem, LockstepTimeout, LockstepUnreachable } from '@lockstep/api-client';
import { InputError } from '../input-error.js';
import { visible } from './render-table.js';

/** What the service and the network say is no failure of the command: one line, then one for each place. Anything else stays what it is. */
export function inputErrorOf(error: unknown): unknown {
  if (error instanceof LockstepProblem) return new InputError(problemLines(error).map(visible));
  if (error instanceof LockstepUnreachable || error instanceof LockstepTimeout) return new InputError([visible(error.message)]);
  return error;
}

function problemLines({ message, problem, status, retryAfter }: LockstepProblem): string[] {
  return [
    `${message} (${status} ${problem.code})`,
    ...(problem.errors ?? []).map(({ pointer, detail }) => `  ${pointer === '' ? '/' : pointer}: ${detail}`),
    ...(status === 401 ? ['  log in anew: lockstep login'] : []),
    ...(retryAfter === null ? [] : [`  ask again in ${retryAfter} s`]),
    ...(status >= 500 && problem.traceId !== undefined ? [`  trace ${problem.traceId}`] : []),
  ];
}
