import { type PlanSpec, type PlanStep, type Premise, PHASES } from '@lockstep/documents';
import type { Matrix } from '@lockstep/matrix/domain';
import type { ProofRow } from './change-document.js';

const MOST_ROWS = 40;

const BASES: Record<Exclude<Premise['basis'], 'statement'>, string> = {
  'unknown-allowed': 'nobody said anything, which this pair of components lets pass',
  'start-exposure': 'outside its window since before the plan, and still',
  'not-rejected': 'only while both move together, and nobody rejects it',
};

/** The pairings that exist around a step, each with what allows it: the adapter with NSX first, then in the order of the certificate. */
export function proofOf(matrix: Matrix, { waived }: Pick<PlanSpec, 'waived'>, step: PlanStep): { proof: ProofRow[]; untoldProof: number } {
  const rows = new Map<string, ProofRow & { when: string[] }>();
  for (const premise of step.premises) {
    const { between, versions, phase, basis, statement } = premise;
    const key = JSON.stringify([between, versions, basis, statement]);
    const known = rows.get(key);
    if (known) {
      if (!known.when.includes(phase)) known.when.push(phase);
    } else rows.set(key, { ...rowOf(matrix, waived, premise), when: [phase] });
  }
  const ordered = [...rows.values()]
    .map((row) => ({ ...row, when: PHASES.filter((phase) => row.when.includes(phase)) }))
    .toSorted((a, b) => Number(b.isAdapterWithNsx) - Number(a.isAdapterWithNsx));
  return { proof: ordered.slice(0, MOST_ROWS), untoldProof: Math.max(0, ordered.length - MOST_ROWS) };
}

function rowOf(matrix: Matrix, waived: readonly string[], { between, versions, basis, statement: id }: Premise): Omit<ProofRow, 'when'> {
  const statement = id === null ? undefined : matrix.findStatement(id);
  const told = basis === 'statement' && statement !== undefined;
  return {
    pairing: wordPair(between, versions),
    isAdapterWithNsx: between.includes('antrea-nsx-adapter') && between.includes('nsx'),
    allowedBy: told
      ? `${statement.status}${statement.note ? `; ${statement.note}` : ''}`
      : basis === 'statement'
        ? 'a statement'
        : BASES[basis],
    statement: id,
    evidence: statement?.evidence ?? null,
    isWaived: id !== null && waived.includes(id),
    sources: statement?.sources ?? [],
  };
}

export const wordPair = ([a, b]: readonly [string, string], [x, y]: readonly [string, string]): string => `${a} ${x} with ${b} ${y}`;
