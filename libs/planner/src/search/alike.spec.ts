import { describe, expect, it } from 'vitest';
import { type FleetSketch, fleet, goal, type GoalSketch, hop, matrix, type MatrixSketch, validated } from '@lockstep/testing/builders';
import { classTrees } from '../model/class-trees.js';
import { constraintsOf } from '../model/constraints.js';
import { judgingOf } from '../model/inputs.js';
import { alikeVersions, playsOf } from './alike.js';
import { stancesOf } from './stances.js';
import { startFacts } from './start-facts.js';
import { VersionTable } from './version-table.js';

const ADAPTER = 'antrea-nsx-adapter';
const NSX = { 'nsx-1': { nsx: '4.2.0' } };

/** Runs of alike versions of a component, oldest first, each as the versions it consists of. */
function runsOf(component: string, sketch: { matrix: MatrixSketch; fleet: FleetSketch; goal: GoalSketch }): string[] {
  const {
    matrix: revision,
    fleet: snapshot,
    goal: asked,
  } = { matrix: matrix(sketch.matrix), fleet: fleet(sketch.fleet), goal: goal(sketch.goal) };
  const [root] = classTrees(revision.matrix, snapshot, asked.spec).roots;
  const table = new VersionTable(revision.matrix, judgingOf(snapshot, asked), [root!]);
  const constraints = constraintsOf(revision.matrix, asked.spec, []);
  const plays = playsOf(table, stancesOf(root!, constraints, startFacts(table, root!)));
  const alike = alikeVersions(table, plays, constraints);
  const runs = new Map<number, string[]>();
  for (const rank of plays.get(component)!.ranks) {
    const newest = alike.of(component, rank);
    runs.set(newest, [...(runs.get(newest) ?? []), table.version(component, rank)!.text]);
  }
  return [...runs.values()].map((run) => run.join(' '));
}

describe('alike versions', () => {
  const releases = { nsx: ['4.2.0', '9.0.0'], [ADAPTER]: ['1.1.0', '1.1.1', '1.1.2', '1.2.0'] };
  const statements = [validated(`${ADAPTER} 1.1`, 'nsx 4.2.0'), validated(`${ADAPTER} 1.2`, 'nsx *')];
  const clusters = { c1: { [ADAPTER]: '1.1.0' } };

  it('are neighbours with equal verdicts, hops and acceptance', () => {
    expect(
      runsOf(ADAPTER, { matrix: { releases, statements }, fleet: { nsxManagers: NSX, clusters }, goal: { targets: ['nsx =9.0.0'] } }),
    ).toEqual(['1.1.0 1.1.1 1.1.2', '1.2.0']);
  });

  it('are told apart by a goal that accepts one of them', () => {
    expect(
      runsOf(ADAPTER, {
        matrix: { releases, statements },
        fleet: { nsxManagers: NSX, clusters },
        goal: { targets: [`${ADAPTER} =1.1.1`] },
      }),
    ).toEqual(['1.1.0', '1.1.1', '1.1.2', '1.2.0']);
  });

  it('are told apart by a hop rule that covers one of them', () => {
    expect(
      runsOf(ADAPTER, {
        matrix: { releases, statements, hops: [hop('nsx'), hop(ADAPTER, '1.1.0 || 1.1.2', '*')] },
        fleet: { nsxManagers: NSX, clusters },
        goal: { targets: ['nsx =9.0.0'] },
      }),
    ).toEqual(['1.1.0', '1.1.1', '1.1.2', '1.2.0']);
  });

  it('leave out the version of a held instance, so that a bundle which moves it is seen to', () => {
    expect(
      runsOf(ADAPTER, {
        matrix: { releases, statements },
        fleet: { nsxManagers: NSX, clusters },
        goal: { targets: ['nsx =9.0.0'], hold: [{ component: ADAPTER }] },
      }),
    ).toEqual(['1.1.0', '1.1.1 1.1.2', '1.2.0']);
  });

  it('carry alike bundles, and leave out the start of a carrier whose riders lag behind', () => {
    const sketch = (adapter: string) => ({
      matrix: {
        releases: {
          ...releases,
          vkr: ['1', '2', '3'].map((patch) => ({ version: `v1.33.${patch}`, bundle: { [ADAPTER]: '1.1.2' } })),
        },
        statements,
      },
      fleet: { nsxManagers: NSX, supervisors: { sup: {} }, clusters: { c1: { vkr: 'v1.33.1', [ADAPTER]: adapter } } },
      goal: { targets: ['nsx =9.0.0'] },
    });
    expect(runsOf('vkr', sketch('1.1.2'))).toEqual(['v1.33.1 v1.33.2 v1.33.3']);
    expect(runsOf('vkr', sketch('1.1.0'))).toEqual(['v1.33.1', 'v1.33.2 v1.33.3']);
  });
});
