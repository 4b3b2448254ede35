import type { Release } from './matrix.js';
import type { Matrix } from './matrix.js';
import { judgePair, type Judging, type ObservedVersion, type Verdict } from './verdict.js';

export interface WindowEntry {
  readonly release: Release;
  readonly verdict: Verdict;
}

/** The window of one version: every listed release of `other`, oldest first, with its verdict. The window itself is the entries that are inside. */
export const windowOf = (matrix: Matrix, judging: Judging, component: string, version: ObservedVersion, other: string): WindowEntry[] =>
  matrix.releases(other).map((release) => ({ release, verdict: judgePair(matrix, judging, component, version, other, release.version) }));

/** Runs of neighbouring releases that are inside, as `first … last` texts: how a person reads a window. */
export function renderWindow(entries: readonly WindowEntry[]): string {
  const runs: string[][] = [];
  let open = false;
  for (const { release, verdict } of entries) {
    if (!verdict.inside) open = false;
    else if (open) runs.at(-1)!.push(release.version.text);
    else {
      runs.push([release.version.text]);
      open = true;
    }
  }
  if (runs.length === 0) return 'none';
  return runs.map((run) => (run.length === 1 ? run[0]! : `${run[0]} … ${run.at(-1)}`)).join(', ');
}

/** The verdict of every release of `a` (rows) with every release of `b` (columns), both oldest first. */
export const gridOf = (
  matrix: Matrix,
  judging: Judging,
  a: string,
  b: string,
): { readonly row: Release; readonly cells: readonly WindowEntry[] }[] =>
  matrix.releases(a).map((row) => ({ row, cells: windowOf(matrix, judging, a, row.version, b) }));
