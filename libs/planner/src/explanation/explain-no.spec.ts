import { describe, expect, it } from 'vitest';
import { computePlan } from '@lockstep/planner';
import { blockedHop, fleet, goal, hop, matrix, validated } from '@lockstep/testing/builders';

const ADAPTER = 'antrea-nsx-adapter';

describe('a plan that does not exist', () => {
  it('names the laggard and the target that exclude each other, and no cluster that could have come along', () => {
    const { spec } = computePlan({
      matrix: matrix({
        releases: { nsx: ['4.2.0', '9.0.0'], [ADAPTER]: ['1.1.0', '1.3.0', '1.4.0'] },
        statements: [validated(`${ADAPTER} <1.4`, 'nsx 4.2.0'), validated(`${ADAPTER} 1.4.0`, 'nsx *')],
      }),
      fleet: fleet({
        nsxManagers: { 'nsx-1': { nsx: '4.2.0' } },
        clusters: { agile: { [ADAPTER]: '1.3.0' }, laggard: { [ADAPTER]: '1.1.0' }, other: { [ADAPTER]: '1.3.0' } },
      }),
      goal: goal({ targets: ['nsx =9.0.0'], hold: [{ component: ADAPTER, select: { ids: ['laggard'] } }] }),
    });
    expect(spec).toMatchObject({ outcome: 'infeasible', steps: [] });
    expect(spec.explanation?.blockers.map(({ kind, subject }) => `${kind} ${subject}`).toSorted()).toEqual([
      `cluster laggard`,
      `hold ${ADAPTER}`,
      'target nsx =9.0.0',
    ]);
  });

  it('blames the start only when a sound start would have a plan', () => {
    const statements = [validated(`${ADAPTER} 1.4.0`, 'nsx 9.0.0')];
    const problem = (hops: ReturnType<typeof hop>[]) => ({
      matrix: matrix({ releases: { nsx: ['4.2.0', '9.0.0', '9.1.0'], [ADAPTER]: ['1.4.0'] }, statements, hops }),
      fleet: fleet({ nsxManagers: { 'nsx-1': { nsx: '4.2.0' } }, clusters: { c1: { [ADAPTER]: '1.4.0' } } }),
    });
    const toRecover = { ...problem([hop('nsx')]), goal: goal({ targets: [`${ADAPTER} =1.4.0`] }) };
    expect(computePlan(toRecover).spec.outcome).toBe('planned');
    const noWayOut = { ...problem([hop('nsx'), blockedHop('nsx', '4.2.0', '*')]), goal: goal({ targets: [`${ADAPTER} =1.4.0`] }) };
    expect(computePlan(noWayOut).spec.outcome).toBe('invalid-start');
    const outOfReach = { ...problem([hop('nsx')]), goal: goal({ targets: ['nsx =9.1.0'] }) };
    expect(computePlan(outOfReach).spec.outcome).toBe('infeasible');
  });
});
