import { EVIDENCE, type Evidence, type Policy, type Status } from '@lockstep/documents';
import { compareTexts, satisfies, type Version } from '@lockstep/kernel';
import type { Matrix, Relation, Statement } from './matrix.js';

/** A version as observed; `null` where it could not be observed. */
export type ObservedVersion = Version | null;

/** What decides beside the matrix itself: which evidence counts, and on which day. */
export interface Judging {
  readonly policy: Policy;
  /** `YYYY-MM-DD`; `null` when no day is known: then a statement that expires counts only when it rejects. */
  readonly day: string | null;
}

/** What the matrix says of two concrete versions (documents.md, "Verdict of a pair"). */
export interface Verdict {
  readonly verdict: Status | 'unknown';
  /** Inside the window; a `transitional` pairing is inside in every state but the last one. */
  readonly inside: boolean;
  /** The statement that decided: of the deciding status the one with the strongest evidence, then the first by id. */
  readonly statement: Statement | null;
  /** Every statement that counted. */
  readonly statements: readonly Statement[];
  readonly relation: Relation | null;
}

const BEST_FIRST: readonly Status[] = ['rejected', 'validated', 'untested', 'transitional'];

/** Judges one pair. Components without a relation never constrain each other, so their pair is inside with verdict `unknown`. */
export function judgePair(
  matrix: Matrix,
  judging: Judging,
  a: string,
  versionA: ObservedVersion,
  b: string,
  versionB: ObservedVersion,
): Verdict {
  const relation = matrix.relation(a, b) ?? null;
  const statements = versionA && versionB ? coveringStatements(matrix, judging, a, versionA, b, versionB) : [];
  const status = BEST_FIRST.find((candidate) => statements.some((statement) => statement.status === candidate));
  const statement = status === undefined ? null : strongest(statements.filter((candidate) => candidate.status === status));
  const inside = relation === null || isInside(status, relation, judging.policy);
  return { verdict: status ?? 'unknown', inside, statement, statements, relation };
}

function isInside(status: Status | undefined, relation: Relation, policy: Policy): boolean {
  switch (status) {
    case 'rejected':
      return false;
    case 'validated':
    case 'transitional':
      return true;
    case 'untested':
      return policy.acceptUntested;
    case undefined:
      return relation.unknown === 'allow';
  }
}

function coveringStatements(matrix: Matrix, judging: Judging, a: string, versionA: Version, b: string, versionB: Version): Statement[] {
  return matrix.statementsOf(a, b).filter((statement) => {
    const [first, second] = statement.ranges;
    const covers =
      first.component === a
        ? satisfies(versionA, first.range) && satisfies(versionB, second.range)
        : satisfies(versionB, first.range) && satisfies(versionA, second.range);
    return covers && counts(statement, judging);
  });
}

/** Whether a statement is strong enough for the policy and has not expired; its last day still counts. */
export const counts = (statement: Statement, judging: Judging): boolean =>
  isAtLeast(statement.evidence, judging.policy.evidence) && !hasExpired(statement, judging.day);

/** On an unknown day a permission may have run out and a rejection may not have: both are read to the safe side. */
const hasExpired = ({ expires, status }: Statement, day: string | null): boolean =>
  expires !== null && (day === null ? status !== 'rejected' : day > expires);

export const isAtLeast = (evidence: Evidence, floor: Evidence): boolean => EVIDENCE.indexOf(evidence) <= EVIDENCE.indexOf(floor);

const strongest = (statements: readonly Statement[]): Statement =>
  statements.reduce((best, next) => {
    const order = EVIDENCE.indexOf(best.evidence) - EVIDENCE.indexOf(next.evidence) || compareTexts(best.id, next.id);
    return order <= 0 ? best : next;
  });
