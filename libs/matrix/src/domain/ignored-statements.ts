import { EVIDENCE, STATUSES } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import type { Matrix, Statement } from './matrix.js';
import { admits, counts, covers, hasExpired, isAtLeast, type Judging, type ObservedVersion } from './verdict.js';

/** A statement that is about a pair and yet neither lets it pass nor rejects it, and why it does not. */
export interface IgnoredStatement {
  readonly statement: Statement;
  readonly because: 'expired' | 'below-floor' | 'untested';
  /** A waiver would make it count and let the pair pass; none does on a day that is not known. */
  readonly waivable: boolean;
}

/** What somebody has said of a pair and the policy, or the calendar, does not take: waivable ones first, of these the best status and evidence. */
export function ignoredStatements(
  matrix: Matrix,
  judging: Judging,
  a: string,
  versionA: ObservedVersion,
  b: string,
  versionB: ObservedVersion,
): IgnoredStatement[] {
  if (versionA === null || versionB === null) return [];
  return matrix
    .statementsOf(a, b)
    .filter((statement) => covers(statement, a, versionA, versionB))
    .flatMap((statement) => ignored(statement, judging) ?? [])
    .sort(
      (x, y) =>
        Number(y.waivable) - Number(x.waivable) ||
        STATUSES.indexOf(x.statement.status) - STATUSES.indexOf(y.statement.status) ||
        EVIDENCE.indexOf(x.statement.evidence) - EVIDENCE.indexOf(y.statement.evidence) ||
        compareTexts(x.statement.id, y.statement.id),
    );
}

function ignored(statement: Statement, judging: Judging): IgnoredStatement | null {
  const rejects = statement.status === 'rejected';
  if (counts(statement, judging) && (rejects || admits(statement, judging))) return null;
  if (hasExpired(statement, judging.day)) return { statement, because: 'expired', waivable: false };
  const because = isAtLeast(statement.evidence, judging.policy.evidence) ? 'untested' : 'below-floor';
  return { statement, because, waivable: !rejects && judging.day !== null };
}
