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
  /**
   * The statement that decided: of the deciding status one that lets the pair pass before one that does not, then the one with the strongest
   * evidence, then the first by id.
   */
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
  const deciding = statements.filter((candidate) => candidate.status === status);
  const admitting = deciding.filter((candidate) => admits(candidate, judging));
  const statement = status === undefined ? null : strongest(admitting.length > 0 ? admitting : deciding);
  const inside = relation === null || (status === undefined ? relation.unknown === 'allow' : admitting.length > 0);
  return { verdict: status ?? 'unknown', inside, statement, statements, relation };
}

function coveringStatements(matrix: Matrix, judging: Judging, a: string, versionA: Version, b: string, versionB: Version): Statement[] {
  return matrix.statementsOf(a, b).filter((statement) => covers(statement, a, versionA, versionB) && counts(statement, judging));
}

/** Whether a statement about `a` and another component is about these versions of them, be it that it counts or not. */
export function covers({ ranges: [first, second] }: Statement, a: string, versionA: Version, versionB: Version): boolean {
  return first.component === a
    ? satisfies(versionA, first.range) && satisfies(versionB, second.range)
    : satisfies(versionB, first.range) && satisfies(versionA, second.range);
}

/** Whether a statement is strong enough for the policy, or waived, and has not expired; its last day still counts. */
export const counts = (statement: Statement, judging: Judging): boolean =>
  !hasExpired(statement, judging.day) && (isAtLeast(statement.evidence, judging.policy.evidence) || isWaived(statement, judging));

/** Whether a statement that counts lets its pairs pass: not when it rejects them, nor when it is untested and nobody accepts that. */
export const admits = (statement: Statement, judging: Judging): boolean =>
  statement.status !== 'rejected' && (!needsWaiver(statement, judging.policy) || isWaived(statement, judging));

/** Whether a statement passes thanks to a waiver alone. A waiver on a day that is not known may have run out. */
export const isWaived = (statement: Statement, { policy, day }: Judging): boolean =>
  needsWaiver(statement, policy) &&
  policy.waivers.some((waiver) => waiver.statement === statement.id && day !== null && day <= waiver.expires);

/** What a waiver can accept: evidence below the floor, and that nobody tested it. It never lifts a rejection, and never makes a weak one count. */
const needsWaiver = ({ evidence, status }: Statement, { evidence: floor, acceptUntested }: Policy): boolean =>
  status !== 'rejected' && (!isAtLeast(evidence, floor) || (status === 'untested' && !acceptUntested));

/** On an unknown day a permission may have run out and a rejection may not have: both are read to the safe side. */
export const hasExpired = ({ expires, status }: Statement, day: string | null): boolean =>
  expires !== null && (day === null ? status !== 'rejected' : day > expires);

export const isAtLeast = (evidence: Evidence, floor: Evidence): boolean => EVIDENCE.indexOf(evidence) <= EVIDENCE.indexOf(floor);

const strongest = (statements: readonly Statement[]): Statement =>
  statements.reduce((best, next) => {
    const order = EVIDENCE.indexOf(best.evidence) - EVIDENCE.indexOf(next.evidence) || compareTexts(best.id, next.id);
    return order <= 0 ? best : next;
  });
