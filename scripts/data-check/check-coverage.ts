import type { Path } from '@lockstep/documents';
import { parseRange, satisfies, type Version } from '@lockstep/kernel';
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

/** Reports what takes part in nothing: often a hole of public knowledge, sometimes a forgotten row. */
function checkReleases({ releases }: MatrixEntries, matrix: Matrix): Finding[] {
  return releases.flatMap((entry) => {
    const { component, version: text } = entry.value;
    const version = matrix.readVersion(component, text);
    if (
      !version.ok ||
      isPaired(matrix, component, version.value) ||
      isBundled(matrix, component, version.value) ||
      isHopped(matrix, component, version.value)
    )
      return [];
    return [
      {
        severity: 'info' as const,
        problem: entry.problem(`${component} ${text}: no statement pairs it, no bundle carries it and no hop leads to it or from it`),
      },
    ];
  });
}

const isPaired = (matrix: Matrix, component: string, version: Version): boolean =>
  matrix.statements.some(
    ({ ranges, status }) => status !== 'rejected' && ranges.some((side) => side.component === component && satisfies(version, side.range)),
  );

const isBundled = (matrix: Matrix, component: string, version: Version): boolean =>
  [...matrix.components.keys()].some((other) =>
    matrix.releases(other).some((release) => release.bundle.get(component)?.text === version.text),
  );

const isHopped = (matrix: Matrix, component: string, version: Version): boolean =>
  matrix
    .releases(component)
    .some(({ version: other }) =>
      [ruleHop(matrix, component, version, other), ruleHop(matrix, component, other, version)].some(
        (ruling) => ruling !== null && ruling.supported.length > 0,
      ),
    );
