import { describe, expect, it } from 'vitest';
import type { Policy } from '@lockstep/documents';
import { computePlan, renderExplanationText } from '@lockstep/planner';
import { fleet, goal, matrix, rejected, transitional, untested, validated } from '@lockstep/testing/builders';

const ADAPTER = 'antrea-nsx-adapter';
const PAIR = [`${ADAPTER} 1.4.0`, 'nsx 9.0.0'] as const;

const world = fleet({ nsxManagers: { 'nsx-1': { nsx: '4.2.0' } }, clusters: { c1: { [ADAPTER]: '1.4.0' } } });

/** NSX is to move under one cluster; what is said of its adapter with the new NSX is up to the test. */
const refused = (statement: ReturnType<typeof validated> | null, policy: Partial<Policy> = {}, isDated = true) => {
  const input = {
    matrix: matrix({
      releases: { nsx: ['4.2.0', '9.0.0'], [ADAPTER]: ['1.4.0'] },
      statements: [validated(`${ADAPTER} 1.4.0`, 'nsx 4.2.0'), ...(statement ? [{ id: 'said', ...statement }] : [])],
      sources: [{ id: 'lab', title: 'The lab', confidence: 'observed' }],
    }),
    fleet: isDated ? world : { ...world, metadata: { name: 'undated' } },
    goal: goal({ targets: ['nsx =9.0.0'], policy }),
  };
  const plan = computePlan(input);
  const { causes, relaxations } = plan.spec.explanation!;
  const text = renderExplanationText({ ...input, plan })!;
  const assumption = relaxations!.flatMap(({ changes }) => changes).find(({ kind }) => kind === 'assume-statement');
  return {
    obstacle: causes![0]!.obstacles[0],
    assumption,
    line: /with nsx 9\.0\.0: (.*)/.exec(text)?.[1],
    today: /with nsx 9\.0\.0 \((.*? today.*?)\)(?=[.,\n])/.exec(text)?.[1],
  };
};

describe('silence about a pair', () => {
  it('is silence when nobody said anything', () => {
    const { obstacle, assumption, line, today } = refused(null);
    expect(line).toBe('no statement covers it');
    expect(today).toBe('unknown today');
    expect(obstacle).not.toHaveProperty('ignored');
    expect(assumption).not.toHaveProperty('ignored');
  });

  it('below the floor names the statement, and the waiver or floor that would admit it', () => {
    const { obstacle, assumption, line, today } = refused(
      validated(...PAIR, { evidence: 'observed', sources: ['lab'], note: 'ran clean' }),
    );
    const ignored = [{ statement: 'said', because: 'below-floor', waivable: true }];
    expect(obstacle).toMatchObject({ verdict: 'unknown', statement: null, ignored });
    expect(assumption).toMatchObject({ verdict: 'unknown', ignored });
    expect(line).toBe(
      'validated by said (ran clean) [lab], whose evidence observed lies below the floor operator; a waiver of said or a lower floor would admit it',
    );
    expect(today).toBe('unknown today; a waiver of said (validated, observed) would do');
  });

  it('that has expired names the day, and no waiver', () => {
    const { obstacle, line, today } = refused(validated(...PAIR, { evidence: 'assumed', expires: '2026-11-19' }));
    expect(obstacle).toMatchObject({ ignored: [{ statement: 'said', because: 'expired', waivable: false }] });
    expect(line).toBe('validated by said, which expired on 2026-11-19');
    expect(today).toBe('unknown today; said expired on 2026-11-19');
  });

  it('over a weak rejection tells of it, and promises nothing', () => {
    const { line, today } = refused(rejected(...PAIR, { evidence: 'assumed' }));
    expect(line).toBe('rejected by said, whose evidence assumed lies below the floor operator');
    expect(today).toBe('unknown today; rejected by said, of evidence assumed below the floor');
  });
});

describe('a status that is not enough', () => {
  it('untested names the statement once, and the waiver or policy that would admit it', () => {
    const { obstacle, line, today } = refused(untested(...PAIR));
    expect(obstacle).toMatchObject({ verdict: 'untested', statement: 'said', ignored: [{ statement: 'said', because: 'untested' }] });
    expect(line).toBe('untested by said, which the policy does not accept; a waiver of said or `acceptUntested` would admit it');
    expect(today).toBe('untested today; a waiver of said (untested, vendor) would do');
  });

  it('untested and below the floor is not admitted by a lower floor alone', () =>
    expect(refused(untested(...PAIR, { evidence: 'assumed' })).line).toBe(
      'untested by said, whose evidence assumed lies below the floor operator; a waiver of said would admit it',
    ));

  it('transitional is no place to stay on, and a waiver of it is not said to do', () => {
    expect(refused(transitional(...PAIR)).line).toBe('transitional by said, to pass through and not to stay on');
    expect(refused(transitional(...PAIR, { evidence: 'assumed' })).today).toBe('unknown today');
  });

  it('rejected is told with its reason, and is not offered to be assumed away', () => {
    const { line, assumption } = refused(rejected(...PAIR, { note: 'sessions flap', sources: ['lab'] }));
    expect(line).toBe('rejected by said: sessions flap [lab]');
    expect(assumption).toBeUndefined();
  });
});

it('says that a version could not be observed, where that is what nothing can help', () => {
  const input = {
    matrix: matrix({
      releases: { nsx: ['4.2.0', '9.0.0'], [ADAPTER]: ['1.4.0'] },
      statements: [validated(`${ADAPTER} *`, 'nsx *')],
    }),
    fleet: fleet({ nsxManagers: { 'nsx-1': { nsx: '4.2.0' } }, clusters: { c1: { [ADAPTER]: 'unknown' } } }),
    goal: goal({ targets: ['nsx =9.0.0'] }),
  };
  expect(renderExplanationText({ ...input, plan: computePlan(input) })).toContain(
    `- ${ADAPTER} unknown with nsx 9.0.0: nobody could observe which version runs\n`,
  );
});

it('says that an old waiver has run out', () =>
  expect(
    refused(validated(...PAIR, { evidence: 'assumed' }), {
      waivers: [{ statement: 'said', reason: 'soak test', by: 'change board', expires: '2026-11-19' }],
    }).line,
  ).toContain('would admit it (the one by change board counts until 2026-11-19 only)'));

it('does not say that a statement has expired when the day is not known', () =>
  expect(refused(validated(...PAIR, { expires: '2027-03-31' }), {}, false).line).toBe(
    'validated by said, which counts until 2027-03-31 only, and the snapshot names no day',
  ));
