import { type CompatibilityMatrix, type Located, readDocuments, type SourceText } from '@lockstep/documents';
import { compileMatrix, type Matrix } from '@lockstep/matrix/domain';
import { checkContradictions } from './check-contradictions.js';
import { checkCoverage } from './check-coverage.js';
import { checkFacts } from './check-facts.js';
import { checkFleet, checkGoal } from './check-fleet.js';
import type { Finding } from './findings.js';
import { entriesOf } from './matrix-entries.js';

export interface DataTexts {
  /** The reference matrix, one composition. */
  readonly base: readonly SourceText[];
  /** Each is checked on top of the base alone; only what it adds is reported. */
  readonly overlays: readonly SourceText[];
  /** Fleets and goals, checked against the base and all overlays together. */
  readonly examples: readonly SourceText[];
}

export function checkData({ base, overlays, examples }: DataTexts): Finding[] {
  const findings: Finding[] = [];
  const read = (texts: readonly SourceText[]) => {
    const { documents, problems } = readDocuments(texts);
    findings.push(...problems.map((problem) => ({ severity: 'error' as const, problem })));
    return documents;
  };
  const baseParts = read(base).CompatibilityMatrix;
  findings.push(...checkComposition(baseParts));
  const overlayParts = overlays.map((text) => read([text]).CompatibilityMatrix);
  for (const parts of overlayParts) {
    const files = new Set(parts.map(({ source }) => source.file));
    findings.push(...checkComposition([...baseParts, ...parts]).filter(({ problem }) => files.has(problem.file)));
  }
  const matrix = compile([...baseParts, ...overlayParts.flat()]);
  if (matrix !== null) {
    const documents = read(examples);
    findings.push(
      ...documents.FleetSnapshot.flatMap((fleet) => checkFleet(fleet, matrix)),
      ...documents.UpgradeGoal.flatMap((goal) => checkGoal(goal, matrix)),
    );
  }
  return findings;
}

function checkComposition(parts: readonly Located<CompatibilityMatrix>[]): Finding[] {
  const entries = entriesOf(parts);
  const compiled = compileMatrix(parts);
  if ('problems' in compiled)
    return [...compiled.problems.map((problem) => ({ severity: 'error' as const, problem })), ...checkFacts(entries)];
  return [...checkFacts(entries), ...checkContradictions(entries, compiled.matrix), ...checkCoverage(entries, compiled.matrix)];
}

function compile(parts: readonly Located<CompatibilityMatrix>[]): Matrix | null {
  const compiled = compileMatrix(parts);
  return 'problems' in compiled ? null : compiled.matrix;
}
