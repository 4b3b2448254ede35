import { EVIDENCE, type Evidence } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import type { Matrix } from './matrix.js';
import { isWaived, type Judging } from './verdict.js';

/** What a conclusion from some statements is worth. Ids are in text order. */
export interface Leaning {
  /** The weakest evidence among them; `null` when there is no statement. */
  readonly evidenceFloor: Evidence | null;
  /** Whose evidence that is. */
  readonly weakest: string[];
  /** Which of them pass thanks to a waiver alone. */
  readonly waived: string[];
}

/** Ids that the matrix does not have are passed over. */
export function leaningOf(matrix: Matrix, judging: Judging, ids: Iterable<string>): Leaning {
  const statements = [...new Set(ids)].sort(compareTexts).flatMap((id) => matrix.findStatement(id) ?? []);
  const evidenceFloor = EVIDENCE.findLast((level) => statements.some(({ evidence }) => evidence === level)) ?? null;
  return {
    evidenceFloor,
    weakest: statements.flatMap(({ id, evidence }) => (evidence === evidenceFloor ? [id] : [])),
    waived: statements.flatMap((statement) => (isWaived(statement, judging) ? [statement.id] : [])),
  };
}
