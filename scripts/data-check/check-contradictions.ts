import { compareTexts, satisfies } from '@lockstep/kernel';
import type { Matrix, Statement } from '@lockstep/matrix/domain';
import type { Finding } from './findings.js';
import type { MatrixEntries } from './matrix-entries.js';

/** Two statements that disagree on one pair of listed releases: legal (the verdict rules decide), but a reader must be told why in a note. */
export function checkContradictions(entries: MatrixEntries, matrix: Matrix): Finding[] {
  const findings: Finding[] = [];
  const placed = new Map(entries.statements.map((entry) => [entry.value.id, entry]));
  const byId = matrix.statements.toSorted((a, b) => compareTexts(a.id, b.id));
  byId.forEach((first, index) => {
    for (const second of byId.slice(index + 1)) {
      const contradicts = (first.status === 'rejected') !== (second.status === 'rejected');
      if (!contradicts || (first.note && second.note) || !isSamePairing(first, second)) continue;
      const covered = pairsOf(matrix, second);
      const shared = [...pairsOf(matrix, first)].find((pair) => covered.has(pair));
      const entry = placed.get(second.id) ?? placed.get(first.id);
      if (shared && entry)
        findings.push({
          severity: 'error',
          problem: entry.problem(
            `${first.id} (${first.status}) and ${second.id} (${second.status}) contradict each other on ${shared}; say why in a note of both`,
          ),
        });
    }
  });
  return findings;
}

const isSamePairing = (a: Statement, b: Statement): boolean =>
  a.ranges.every((range, index) => range.component === b.ranges[index]!.component);

function pairsOf(matrix: Matrix, { ranges: [a, b] }: Statement): Set<string> {
  const matching = ({ component, range }: typeof a) => matrix.releases(component).filter((release) => satisfies(release.version, range));
  const others = matching(b);
  return new Set(matching(a).flatMap((x) => others.map((y) => `${a.component} ${x.version.text} × ${b.component} ${y.version.text}`)));
}
