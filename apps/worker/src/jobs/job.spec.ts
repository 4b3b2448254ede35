import { expect, it } from 'vitest';
import { findUnevenHandlers } from './job.js';

it.each([
  ['accepts one handler per job', ['compute-plan', 'scan'], ['scan', 'compute-plan'], []],
  ['refuses a job without a handler', ['compute-plan', 'scan'], ['scan'], ['job compute-plan; handlers; must be exactly one; found 0']],
  ['refuses a second handler', ['scan'], ['scan', 'scan'], ['job scan; handlers; must be exactly one; found 2']],
  ['refuses a handler of no defined job', [], ['scan'], ['job scan; definition; a handler is of a defined job; found none']],
])('%s', (_, defined, handled, problems) => {
  expect(findUnevenHandlers(defined, handled)).toEqual(problems);
});
