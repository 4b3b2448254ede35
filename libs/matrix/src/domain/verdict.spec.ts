import type { Policy } from '@lockstep/documents';
import { describe, expect, it } from 'vitest';
import { LENIENT, matrixOf, versionOf } from '../../fixtures/compile-texts.js';
import type { Matrix } from './matrix.js';
import { isWaived, judgePair, type Judging, type Verdict } from './verdict.js';

const COMPONENTS = `
  components:
    - {id: a, scope: cluster, versioning: dotted}
    - {id: b, scope: nsxManager, versioning: dotted}
    - {id: c, scope: cluster, versioning: dotted}
`;

/** Statements as `status evidence a-range / b-range [expires]`, with ids s0, s1 … */
const matrixWith = (statements: readonly string[], relation = '{between: [a, b]}'): Matrix => {
  const entries = statements.map((text, i) => {
    const [head, ranges, expires] = text.split(' | ') as [string, string, string?];
    const [status, evidence] = head.split(' ');
    const [a, b] = ranges.split(' / ');
    return `    - {id: s${i}, between: {a: "${a}", b: "${b}"}, status: ${status}, evidence: ${evidence}${expires ? `, expires: ${expires}` : ''}}`;
  });
  return matrixOf(`${COMPONENTS}  relations:\n    - ${relation}\n${entries.length > 0 ? `  statements:\n${entries.join('\n')}` : ''}`);
};

const judge = (matrix: Matrix, judging: Judging = LENIENT, x: string | null = '1.5', y: string | null = '4.2.1'): Verdict =>
  judgePair(matrix, judging, 'a', x === null ? null : versionOf(matrix, 'a', x), 'b', y === null ? null : versionOf(matrix, 'b', y));

const policy = (change: Partial<Policy>): Judging => ({ ...LENIENT, policy: { ...LENIENT.policy, ...change } });
const on = (day: string | null): Judging => ({ ...LENIENT, day });

const ALL = '* / *';

describe('what is collected and what decides', () => {
  it.each<[string, string[], string, boolean, string | null]>([
    ['a validated statement puts the pair inside', [`validated vendor | ${ALL}`], 'validated', true, 's0'],
    [
      'a rejected statement beats every other',
      [`validated vendor | ${ALL}`, `rejected assumed | ${ALL}`, `untested vendor | ${ALL}`],
      'rejected',
      false,
      's1',
    ],
    [
      'validated beats untested and transitional',
      [`transitional vendor | ${ALL}`, `untested vendor | ${ALL}`, `validated assumed | ${ALL}`],
      'validated',
      true,
      's2',
    ],
    ['untested beats transitional', [`transitional vendor | ${ALL}`, `untested assumed | ${ALL}`], 'untested', false, 's1'],
    ['transitional alone is inside', [`transitional vendor | ${ALL}`], 'transitional', true, 's0'],
    ['no statement is unknown, and outside by default', [], 'unknown', false, null],
    [
      'a statement about other versions says nothing',
      ['validated vendor | <1.5 / *', 'validated vendor | * / >4.2'],
      'unknown',
      false,
      null,
    ],
    ['both ranges must cover, a rejected one too', ['validated vendor | * / *', 'rejected vendor | =1.5 / =9'], 'validated', true, 's0'],
    [
      'of statements that agree the strongest evidence is named',
      [`validated operator | ${ALL}`, `validated vendor | ${ALL}`, `validated mirror | ${ALL}`],
      'validated',
      true,
      's1',
    ],
    ['of equal evidence the first id is named', [`validated vendor | ${ALL}`, `validated vendor | ${ALL}`], 'validated', true, 's0'],
  ])('%s', (_sentence, statements, verdict, inside, statement) => {
    const result = judge(matrixWith(statements));
    expect({ verdict: result.verdict, inside: result.inside, statement: result.statement?.id ?? null }).toEqual({
      verdict,
      inside,
      statement,
    });
  });

  it('every statement that counts is handed out, the others are not', () => {
    const result = judge(matrixWith([`validated vendor | ${ALL}`, `validated vendor | =9 / *`, `untested vendor | ${ALL}`]));
    expect(result.statements.map(({ id }) => id)).toEqual(['s0', 's2']);
  });

  it('a pair of another relation is not touched', () => {
    const matrix = matrixOf(
      `${COMPONENTS}  relations: [{between: [a, b]}, {between: [a, c]}]\n  statements: [{id: s, between: {a: "*", c: "*"}, status: validated, evidence: vendor}]`,
    );
    expect(judge(matrix).verdict).toBe('unknown');
    expect(judgePair(matrix, LENIENT, 'c', versionOf(matrix, 'c', '1'), 'a', versionOf(matrix, 'a', '1')).verdict).toBe('validated');
  });
});

describe('silence', () => {
  it('is outside when the relation denies, inside when it allows', () => {
    expect(judge(matrixWith([], '{between: [a, b], unknown: deny}'))).toMatchObject({ verdict: 'unknown', inside: false });
    expect(judge(matrixWith([], '{between: [a, b], unknown: allow}'))).toMatchObject({ verdict: 'unknown', inside: true });
  });

  it('a relation that allows silence still rejects what is rejected and untested', () => {
    const allow = '{between: [a, b], unknown: allow}';
    expect(judge(matrixWith([`rejected vendor | ${ALL}`], allow))).toMatchObject({ verdict: 'rejected', inside: false });
    expect(judge(matrixWith([`untested vendor | ${ALL}`], allow))).toMatchObject({ verdict: 'untested', inside: false });
  });

  it('two components without a relation never constrain each other', () => {
    const matrix = matrixOf(`${COMPONENTS}  statements: [{id: s, between: {a: "*", b: "*"}, status: rejected, evidence: vendor}]`);
    expect(judge(matrix)).toMatchObject({ relation: null, inside: true });
  });

  it('a relation that is not enforced is judged for show, and says that it does not decide', () =>
    expect(judge(matrixWith([`rejected vendor | ${ALL}`], '{between: [a, b], enforce: false}'))).toMatchObject({
      verdict: 'rejected',
      inside: false,
      relation: { enforce: false },
    }));

  it.each([
    [null, '4.2.1'],
    ['1.5', null],
    [null, null],
  ])('a version that could not be observed (%s, %s) is unknown, whatever is stated about all versions', (x, y) => {
    expect(judge(matrixWith([`validated vendor | ${ALL}`]), LENIENT, x, y)).toMatchObject({
      verdict: 'unknown',
      inside: false,
      statement: null,
      statements: [],
    });
    expect(judge(matrixWith([`rejected vendor | ${ALL}`], '{between: [a, b], unknown: allow}'), LENIENT, x, y)).toMatchObject({
      verdict: 'unknown',
      inside: true,
    });
  });
});

describe('untested', () => {
  it('is inside only where the policy accepts it', () => {
    const matrix = matrixWith([`untested vendor | ${ALL}`]);
    expect(judge(matrix, policy({ acceptUntested: false }))).toMatchObject({ verdict: 'untested', inside: false });
    expect(judge(matrix, policy({ acceptUntested: true }))).toMatchObject({ verdict: 'untested', inside: true });
  });
});

describe('expiry', () => {
  const matrix = matrixWith([`validated vendor | ${ALL} | 2027-03-31`]);
  it.each<[string, string | null, boolean]>([
    ['the day before the last', '2027-03-30', true],
    ['the last day', '2027-03-31', true],
    ['the day after', '2027-04-01', false],
    ['no known day', null, false],
  ])('on %s (%s) the statement counts: %s', (_name, day, inside) => expect(judge(matrix, on(day)).inside).toBe(inside));

  it('an expired rejection no longer rejects', () => {
    const rejected = matrixWith([`rejected vendor | ${ALL} | 2027-03-31`, `validated vendor | ${ALL}`]);
    expect(judge(rejected, on('2027-03-31')).verdict).toBe('rejected');
    expect(judge(rejected, on('2027-04-01')).verdict).toBe('validated');
  });

  it('while the day is not known a rejection counts as not expired: the safe side', () =>
    expect(judge(matrixWith([`rejected vendor | ${ALL} | 2027-03-31`, `validated vendor | ${ALL}`]), on(null))).toMatchObject({
      verdict: 'rejected',
      inside: false,
    }));
});

describe('the evidence floor', () => {
  const LADDER = ['vendor', 'mirror', 'third-party', 'operator', 'observed', 'assumed'] as const;
  it.each(LADDER.flatMap((floor, i) => LADDER.map((evidence, k) => [floor, evidence, k <= i] as const)))(
    '%s: a statement with evidence %s counts: %s',
    (floor, evidence, counted) =>
      expect(judge(matrixWith([`validated ${evidence} | ${ALL}`]), policy({ evidence: floor })).inside).toBe(counted),
  );

  it('a rejection below the floor is ignored like any other statement', () =>
    expect(judge(matrixWith([`rejected assumed | ${ALL}`, `validated vendor | ${ALL}`]), policy({ evidence: 'operator' })).verdict).toBe(
      'validated',
    ));
});

describe('a waiver', () => {
  const waived = (statement: string, change: Partial<Policy> = {}, expires = '2026-11-23'): Judging =>
    policy({ evidence: 'operator', waivers: [{ statement, reason: 'soak test ran clean', by: 'change board', expires }], ...change });

  it.each<[string, string[], string, boolean, string | null]>([
    ['makes a statement below the floor count', [`validated assumed | ${ALL}`], 'validated', true, 's0'],
    ['accepts that a statement is untested', [`untested vendor | ${ALL}`], 'untested', true, 's0'],
    ['accepts both at once', [`untested assumed | ${ALL}`], 'untested', true, 's0'],
    ['leaves a transitional statement good enough for passing only', [`transitional assumed | ${ALL}`], 'transitional', true, 's0'],
    ['covers the versions of its statement only', ['validated assumed | =9 / *'], 'unknown', false, null],
    ['of one statement is none of another', ['validated assumed | =9 / *', `validated assumed | ${ALL}`], 'unknown', false, null],
    ['never lifts a rejection', [`validated assumed | ${ALL}`, `rejected operator | ${ALL}`], 'rejected', false, 's1'],
    ['never lifts the very rejection it names', [`rejected operator | ${ALL}`], 'rejected', false, 's0'],
    ['of a rejection below the floor does not make it count', [`rejected assumed | ${ALL}`], 'unknown', false, null],
    ['never revives a statement that has expired', [`validated assumed | ${ALL} | 2026-11-22`], 'unknown', false, null],
    ['is not leaned on beside stronger evidence', [`validated observed | ${ALL}`, `validated vendor | ${ALL}`], 'validated', true, 's1'],
    [
      'names what decides where a stronger untested one does not',
      [`untested observed | ${ALL}`, `untested vendor | ${ALL}`],
      'untested',
      true,
      's0',
    ],
  ])('%s', (_sentence, statements, verdict, inside, statement) => {
    const result = judge(matrixWith(statements), waived('s0'));
    expect({ verdict: result.verdict, inside: result.inside, statement: result.statement?.id ?? null }).toEqual({
      verdict,
      inside,
      statement,
    });
  });

  const weak = matrixWith([`validated assumed | ${ALL}`]);
  it.each<[string, string, string | null, boolean]>([
    ['on its last day', '2026-11-23', '2026-11-23', true],
    ['no longer on the day after', '2026-11-23', '2026-11-24', false],
    ['on no day that is not known', '2099-12-31', null, false],
  ])('counts %s', (_name, expires, day, inside) => expect(judge(weak, { ...waived('s0', {}, expires), day }).inside).toBe(inside));

  it('that nobody needs is not leaned on', () => {
    const { statement } = judge(weak, waived('s0', { evidence: 'assumed' }));
    expect(isWaived(statement!, waived('s0', { evidence: 'assumed' }))).toBe(false);
    expect(isWaived(statement!, waived('s0'))).toBe(true);
  });
});
