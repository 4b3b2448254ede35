import { type Problem, problem } from '@lockstep/platform';
import type { RequestProblem } from '@lockstep/plans';

/** 422 with every rule that a well-formed request breaks. */
export const unprocessable = (subject: string, problems: readonly RequestProblem[]): Problem =>
  problem('unprocessable', `${subject}; ${problems.length} ${problems.length === 1 ? 'rule' : 'rules'} broken`, { errors: problems });
