import { describe, expect, it } from 'vitest';
import { LENIENT, matrixOf, versionOf } from '../../fixtures/compile-texts.js';
import { ignoredStatements } from './ignored-statements.js';
import type { Judging } from './verdict.js';

const OPERATOR: Judging = { day: '2026-11-23', policy: { ...LENIENT.policy, evidence: 'operator' } };

const ignored = (statements: string, judging = OPERATOR, version: string | null = '1.0') => {
  const matrix = matrixOf(`
    components:
      - {id: a, scope: cluster, versioning: dotted}
      - {id: b, scope: nsxManager, versioning: dotted}
    relations: [{between: [a, b]}]
    statements: [${statements}]
  `);
  return ignoredStatements(
    matrix,
    judging,
    'a',
    version === null ? null : versionOf(matrix, 'a', version),
    'b',
    versionOf(matrix, 'b', '2.0'),
  ).map(({ statement, because, waivable }) => [statement.id, because, waivable]);
};
const said = (id: string, status: string, evidence: string, rest = '') =>
  `{id: ${id}, between: {a: "1.0", b: "*"}, status: ${status}, evidence: ${evidence}${rest}}`;

describe('statements that are ignored', () => {
  it('lie below the floor, are untested or have expired', () =>
    expect(
      ignored(
        [
          said('old', 'validated', 'vendor', ', expires: 2026-11-22'),
          said('seen', 'untested', 'vendor'),
          said('weak', 'validated', 'observed'),
        ].join(', '),
      ),
    ).toEqual([
      ['weak', 'below-floor', true],
      ['seen', 'untested', true],
      ['old', 'expired', false],
    ]));

  it('are told as expired where they would lie below the floor as well: a waiver does not revive them', () =>
    expect(ignored(said('old', 'validated', 'assumed', ', expires: 2026-11-22'))).toEqual([['old', 'expired', false]]));

  it('may be a weak rejection, which no waiver turns round', () =>
    expect(ignored(said('bad', 'rejected', 'assumed'))).toEqual([['bad', 'below-floor', false]]));

  it('can not be waived on a day that is not known', () =>
    expect(ignored(said('weak', 'validated', 'assumed'), { ...OPERATOR, day: null })).toEqual([['weak', 'below-floor', false]]));

  it('are not those that decide: a rejection that counts, one that lets pass, or a waived one', () => {
    expect(ignored([said('bad', 'rejected', 'vendor'), said('good', 'validated', 'vendor')].join(', '))).toEqual([]);
    const waivers = [{ statement: 'weak', reason: 'soak test', by: 'board', expires: '2026-11-23' }];
    expect(ignored(said('weak', 'untested', 'assumed'), { ...OPERATOR, policy: { ...OPERATOR.policy, waivers } })).toEqual([]);
  });

  it('are not those about other versions, and none is about a version that could not be observed', () => {
    expect(ignored(said('weak', 'validated', 'assumed'), OPERATOR, '1.1')).toEqual([]);
    expect(ignored(said('weak', 'validated', 'assumed'), OPERATOR, null)).toEqual([]);
  });
});
