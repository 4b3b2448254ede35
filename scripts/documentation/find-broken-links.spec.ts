import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrokenLinks } from './find-broken-links.js';

describe('findBrokenLinks', () => {
  let root: string;
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'lockstep-links-'));
    write('docs/planner.md', '# The planner\n\n## Why it is exact, briefly\n\n```sh\n# not a heading\n```\n');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it.each([
    ['[a](docs/planner.md)'],
    ['[a](docs/planner.md#why-it-is-exact-briefly)'],
    ['# Here\n[a](#here)'],
    ['[a](https://example.org/nowhere)'],
    ['`[a](docs/none.md)`'],
    ['[folder](docs)'],
  ])('finds nothing wrong with %j', (text) => {
    write('README.md', text);
    expect(findBrokenLinks(root)).toEqual([]);
  });

  it.each([['docs/none.md'], ['docs/planner.md#why'], ['docs/planner.md#not-a-heading'], ['#here'], ['../docs/planner.md']])(
    'finds %s',
    (link) => {
      write('README.md', `[a](${link})`);
      expect(findBrokenLinks(root)).toEqual([{ file: 'README.md', link }]);
    },
  );

  it('reads links of code from the root', () => {
    write('libs/planner/src/search.ts', '/** docs/planner.md#why-it-is-exact-briefly and docs/planner.md#gone */\n');
    expect(findBrokenLinks(root)).toEqual([{ file: 'libs/planner/src/search.ts', link: 'docs/planner.md#gone' }]);
  });
});

it('finds no broken link in this repository', () => {
  expect(findBrokenLinks(fileURLToPath(new URL('../..', import.meta.url)))).toEqual([]);
});
