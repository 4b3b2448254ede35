import type { GeneratedFile } from './generated-file.js';

/**
 * Made by `npm run bench:planner`, by hand: a measurement never comes out the same twice, and takes minutes. It is registered so that its folder
 * holds nothing unknown; `npm run sync` keeps what the last run wrote.
 */
export const benchmarks: GeneratedFile = {
  path: 'docs/reference/benchmarks.md',
  generate: (current) => {
    if (current === undefined)
      throw new Error('generated file; docs/reference/benchmarks.md; is written by `npm run bench:planner`: found none');
    return current;
  },
};
