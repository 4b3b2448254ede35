import { describe, expect, it } from 'vitest';
import { fleet, goal, matrix, rejected, transitional, validated } from '@lockstep/testing/builders';
import { applyMoves, type CheckInput, checkContext, isFinal, judgeMove, startState } from './index.js';

const ADAPTER = 'antrea-nsx-adapter';

type Clusters = Readonly<Record<string, Record<string, string>>>;
type Statements = NonNullable<Parameters<typeof matrix>[0]['statements']>;

const input = (statements: Statements, nsx: string, clusters: Clusters, policy: object = {}): CheckInput => ({
  matrix: matrix({
    releases: {
      nsx: ['4.1.0', '4.2.0', '9.0.0', '9.1.0'],
      vkr: ['v1.33.1', { version: 'v1.34.1', bundle: { [ADAPTER]: '1.4.0', antrea: '2.4.0' } }],
      antrea: ['2.3.0', '2.4.0'],
      [ADAPTER]: ['1.2.0', '1.3.0', '1.4.0'],
    },
    statements,
  }),
  fleet: fleet({ nsxManagers: { 'nsx-1': { nsx } }, clusters }),
  goal: goal({ targets: ['nsx *'], policy }),
});

/** Takes the hops one after the other (`node component version`) and says of each whether it is allowed; a hop that is not changes nothing. */
function walk(problem: CheckInput, ...hops: string[]): { allowed: boolean[]; final: boolean; exposed: number } {
  const context = checkContext(problem);
  const [start, state] = [startState(context), startState(context)];
  const allowed = hops.map((text) => {
    const [id, component, version] = text.split(' ') as [string, string, string];
    const node = context.tree.instances.find((instance) => instance.node.id === id)!.node;
    const to = context.matrix.readVersion(component, version);
    if (!to.ok) throw new Error(to.problem);
    const judgement = judgeMove(context, state, node, component, to.value);
    if (judgement.allowed) applyMoves(context, state, judgement.moves);
    return judgement.allowed;
  });
  return { allowed, final: isFinal(context, start, state, () => undefined), exposed: state.exposed.size };
}

/** Adapter 1.3.0 fits NSX 4.2, 1.4.0 fits 9.1 only, 1.2.0 fits nothing that is written down. */
const WINDOWS = [validated(`${ADAPTER} 1.3.0`, 'nsx 4.2.0'), validated(`${ADAPTER} 1.4.0`, 'nsx 9.1.0')];
const cluster = (adapter: string) => ({ vkr: 'v1.33.1', antrea: '2.3.0', [ADAPTER]: adapter });

describe('a pairing that has been outside since the start', () => {
  it('lets the cluster climb out over versions that are outside, too', () => {
    const problem = input(WINDOWS, '9.1.0', { c1: cluster('1.2.0') });
    expect(walk(problem, `c1 ${ADAPTER} 1.3.0`, `c1 ${ADAPTER} 1.4.0`)).toEqual({ allowed: [true, true], final: true, exposed: 0 });
  });

  it('lets NSX move to where it is inside', () =>
    expect(walk(input(WINDOWS, '4.1.0', { c1: cluster('1.3.0') }), 'nsx-1 nsx 4.2.0')).toEqual({
      allowed: [true],
      final: true,
      exposed: 0,
    }));

  it('does not let NSX move to where it is still outside, not even on the way', () =>
    expect(walk(input(WINDOWS, '4.1.0', { c1: cluster('1.3.0') }), 'nsx-1 nsx 9.0.0').allowed).toEqual([false]));

  it('of one cluster does not let NSX leave the window of another', () => {
    const problem = input(WINDOWS, '4.2.0', { c1: cluster('1.3.0'), c2: cluster('1.4.0') });
    expect(walk(problem, 'nsx-1 nsx 9.1.0').allowed).toEqual([false]);
  });

  it('is over for good once it has been inside', () => {
    const problem = input(WINDOWS, '4.1.0', { c1: cluster('1.3.0') });
    expect(walk(problem, 'nsx-1 nsx 4.2.0', `c1 ${ADAPTER} 1.4.0`).allowed).toEqual([true, false]);
  });

  it('may remain where nobody moves, but not where an instance of it moved', () => {
    const apart = [...WINDOWS, validated(`${ADAPTER} *`, 'antrea 2.4.0')];
    const problem = input(apart, '4.2.0', { c1: cluster('1.3.0') });
    expect(walk({ ...problem, goal: goal({ targets: ['vkr *'] }) })).toMatchObject({ final: true, exposed: 1 });
    const bumped = input([...apart, validated(`${ADAPTER} 1.4.0`, 'nsx 4.2.0')], '4.2.0', { c1: cluster('1.3.0') });
    expect(walk({ ...bumped, goal: goal({ targets: ['vkr *'] }) }, `c1 ${ADAPTER} 1.4.0`)).toMatchObject({ allowed: [true], final: false });
  });

  it('may not remain where a target selects one side', () =>
    expect(walk(input(WINDOWS, '9.0.0', { c1: cluster('1.3.0') }))).toMatchObject({ final: false, exposed: 1 }));
});

describe('instances that move together', () => {
  const fits = [validated(`${ADAPTER} 1.3.0`, 'antrea 2.3.0'), validated(`${ADAPTER} 1.4.0`, 'antrea 2.4.0')];
  const problem = (statements: Statements, policy = {}) => input(statements, '4.2.0', { c1: cluster('1.3.0') }, policy);

  it('may cross over what nobody knows under comoved, and not under strict', () => {
    expect(walk(problem(fits), 'c1 vkr v1.34.1').allowed).toEqual([true]);
    expect(walk(problem(fits, { mixedWindow: 'strict' }), 'c1 vkr v1.34.1').allowed).toEqual([false]);
  });

  it.each([
    ['old adapter with new Antrea', rejected(`${ADAPTER} 1.3.0`, 'antrea 2.4.0')],
    ['new adapter with old Antrea', rejected(`${ADAPTER} 1.4.0`, 'antrea 2.3.0')],
  ])('never cross over what is rejected: %s', (_, statement) =>
    expect(walk(problem([...fits, statement]), 'c1 vkr v1.34.1').allowed).toEqual([false]),
  );

  it('never cross over what is rejected, even where the pairing was outside from the start', () => {
    const lost = [validated(`${ADAPTER} 1.4.0`, 'antrea 2.4.0'), rejected(`${ADAPTER} 1.3.0`, 'antrea 2.4.0')];
    expect(walk(problem(lost.slice(0, 1)), 'c1 vkr v1.34.1').allowed).toEqual([true]);
    expect(walk(problem(lost), 'c1 vkr v1.34.1').allowed).toEqual([false]);
  });

  it('are each judged with what does not move', () =>
    expect(
      walk(problem([...fits, validated(`${ADAPTER} 1.3.0`, 'nsx 4.2.0')]), 'c1 vkr v1.34.1').allowed,
      'the bundled adapter does not fit NSX',
    ).toEqual([false]));
});

describe('a transitional pairing', () => {
  const passing = [validated(`${ADAPTER} 1.3.0`, 'nsx <=4.2.0'), transitional(`${ADAPTER} 1.3.0`, 'nsx 9.0.0')];

  it('may be passed through and not rested in', () => {
    const problem = input([...passing, validated(`${ADAPTER} 1.4.0`, 'nsx >=9')], '4.2.0', { c1: cluster('1.3.0') });
    expect(walk(problem, 'nsx-1 nsx 9.0.0')).toMatchObject({ allowed: [true], final: false });
    expect(walk(problem, 'nsx-1 nsx 9.0.0', `c1 ${ADAPTER} 1.4.0`)).toMatchObject({ allowed: [true, true], final: true });
  });

  it('that stood at the start may stay where nobody touches it', () => {
    const problem = { ...input(passing, '9.0.0', { c1: cluster('1.3.0') }), goal: goal({ targets: ['vkr *'] }) };
    expect(walk(problem)).toMatchObject({ final: true, exposed: 0 });
  });
});

describe('an observed build of a listed release', () => {
  const [BUILD, OTHER] = ['4.2.0.0.24105817', '4.2.0.0.24999999'];
  const statements = [validated(`${ADAPTER} 1.3.0`, `nsx =${BUILD}`), validated(`${ADAPTER} 1.3.0`, 'nsx 9.0.0')];

  it('is judged as that build, and hops as the release', () => {
    expect(walk(input(statements, BUILD, { c1: cluster('1.3.0') }), 'nsx-1 nsx 4.2.0', 'nsx-1 nsx 9.0.0')).toEqual({
      allowed: [false, true],
      final: true,
      exposed: 0,
    });
    expect(walk(input(statements, OTHER, { c1: cluster('1.3.0') }))).toMatchObject({ final: false, exposed: 1 });
  });
});
