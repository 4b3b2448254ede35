import type { GeneratedFile } from './generated-file.js';

/**
 * Made by hand: a measurement never comes out the same twice, and takes minutes. They are registered so that their folder holds nothing unknown;
 * `npm run sync` keeps what the last run wrote.
 */
const measured = (path: string, script: string): GeneratedFile => ({
  path,
  generate: (current) => {
    if (current === undefined) throw new Error(`generated file; ${path}; is written by \`npm run ${script}\`: found none`);
    return current;
  },
});

export const benchmarks: readonly GeneratedFile[] = [
  measured('docs/reference/benchmarks.md', 'bench:planner'),
  measured('docs/reference/benchmarks-events.md', 'bench:events'),
];
