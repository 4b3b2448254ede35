export { classifyError } from './classify-error.js';
export {
  problem,
  Problem,
  type ProblemCode,
  type ProblemDetails,
  type ProblemInput,
  problemKinds,
  type ProblemPlace,
  renderProblem,
} from './problem.js';
export { ProblemFilter, sendProblem } from './problem.filter.js';
export { ValidationPipe } from './validation.pipe.js';
