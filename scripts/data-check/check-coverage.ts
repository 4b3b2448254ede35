import type { Path } from '@lockstep/documents';
import { parseRange, satisfies } from '@lockstep/kernel';
import { type Matrix, ruleHop } from '@lockstep/matrix/domain';
import type { Finding } from './findings.js';
import type { MatrixEntries, Placed } from './matrix-entries.js';

/** Ranges that match no listed release (a typing error, or a fact about software the matrix does not list), and releases that nothing pairs with or leads to. */
export function checkCoverage(entries: MatrixEntries, matrix: Matrix): Finding[] {
  return [...checkRanges(entries, matrix), ...checkReleases(entries, matrix)];
}

function checkRanges({ statements, hops }: MatrixEntries, matrix: Matrix): Finding[] {
  const unmatched = (entry: Placed<unknown>, component: string, text: string, path: Path): Finding[] => {
    const versions = matrix.releases(component).map((release) => release.version);
    return text.split('||').flatMap((alternative) => {
      const range = parseRange(matrix.component(component).scheme, alternative.trim());
      if (!range.ok || versions.some((version) => satisfies(version, range.value))) return [];
      return [
        { severity: 'warning' as const, problem: entry.problem(`no listed ${component} release matches ${alternative.trim()}`, path) },
      ];
    });
  };
  return [
    ...statements.flatMap((entry) =>
      Object.entries(entry.value.between ?? {}).flatMap(([id, text]) => unmatched(entry, id, text, ['between', id])),
    ),
    ...hops.flatMap((entry) => {
      const { component, from, to } = entry.value;
      if (component === undefined || from === undefined || to === undefined) return [];
      return [...unmatched(entry, component, from, ['from']), ...unmatched(entry, component, to, ['to'])];
    }),
  ];
}

/** A release is an orphan when a component of its kind is paired or hops at all, and it takes part in neither. */
function checkReleases({ releases }: MatrixEntries, matrix: Matrix): Finding[] {
  return releases.flatMap((entry) => {
    const { component } = entry.value;
    const read = matrix.readVersion(component, entry.value.version);
    if (!read.ok) return [];
    const paired = matrix.statements.some(
      ({ ranges, status }) =>
        status !== 'rejected' && ranges.some((side) => side.component === component && satisfies(read.value, side.range)),
    );
    const bundled = [...matrix.components.keys()].some((other) =>
      matrix.releases(other).some((release) => release.bundle.get(component)?.text === read.value.text),
    );
    const reached = matrix
      .releases(component)
      .some((from) => (ruleHop(matrix, component, from.version, read.value)?.supported.length ?? 0) > 0);
    const left = matrix.releases(component).some((to) => (ruleHop(matrix, component, read.value, to.version)?.supported.length ?? 0) > 0);
    if (paired || bundled || reached || left) return [];
    return [
      {
        severity: 'info' as const,
        problem: entry.problem(
          `${component} ${entry.value.version}: no statement pairs it, no bundle carries it and no hop leads to it or from it`,
        ),
      },
    ];
  });
}
