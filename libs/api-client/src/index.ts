export { type Answer, createLockstepClient, type LockstepClient, type LockstepClientOptions } from './create-lockstep-client.js';
export { type FollowOptions, type StreamedEvent } from './follow.js';
export type { components, operations, paths } from './generated/schema.js';
export {
  isOutage,
  LockstepProblem,
  LockstepTimeout,
  LockstepUnreachable,
  type ProblemDetails,
  type ProblemPlace,
} from './lockstep-problem.js';
export { ifMatch, preferWait, yamlBody } from './request-parts.js';
