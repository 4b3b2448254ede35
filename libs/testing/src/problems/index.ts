export { type ProblemSize } from './random-fleet.js';
export { type RandomProblem, randomProblems } from './random-problem.js';
export { propertyRuns } from './property-runs.js';
export { type Choose, chooseWith } from './choose.js';
export { type Mutation, MUTATIONS } from './mutations.js';
export { type SeededRandom, seededRandom } from '@lockstep/kernel';
