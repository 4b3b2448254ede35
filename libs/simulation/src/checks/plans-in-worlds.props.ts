import { readdirSync, readFileSync } from 'node:fs';
import { type FleetSnapshot, type PlanSpec, readDocuments, subjectsOf, type UpgradeGoal } from '@lockstep/documents';
import { compileMatrix, type MatrixRevision } from '@lockstep/matrix/domain';
import { computePlan, judgingOf } from '@lockstep/planner';
import { propertyRuns, randomProblems } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rollHop } from '../world/execute-hop.js';
import type { World } from '../world/world.js';
import { releasesOf } from '../worlds/releases-of.js';
import { worldFromSnapshot } from '../worlds/world-from-snapshot.js';
import { type OutsidePairing, outsideWindows, runningNodes } from './outside-windows.js';

interface Problem {
  readonly matrix: MatrixRevision;
  readonly fleet: FleetSnapshot;
  readonly goal: UpgradeGoal;
}

type Step = PlanSpec['steps'][number];
const hopOf = (plan: PlanSpec, step: Step) => {
  const { from, to } = step.moves.find(({ component }) => component === step.component)!;
  return { component: step.component, subjects: subjectsOf(plan, step), from, to };
};

const placeOf = ({ nodes, between }: OutsidePairing): string => [...nodes, ...between].join(' ');
const textOf = (pairing: OutsidePairing): string => `${placeOf(pairing)}: ${pairing.versions.join(' with ')} ${pairing.verdict}`;

/** Takes the steps in their order; null: the platforms would refuse one. */
function outsideWhileTaking({ matrix, fleet, goal }: Problem, world: World, plan: PlanSpec): string[] | null {
  const judging = judgingOf(fleet, goal);
  const look = () => outsideWindows(matrix.matrix, judging, runningNodes(world.state));
  const fromTheStart = new Set(look().map(placeOf));
  const outside: string[] = [];
  for (const step of plan.steps) {
    const roll = rollHop(world, hopOf(plan, step));
    for (;;) {
      const { done, value } = roll.next();
      if (done && value.outcome !== 'done') return null;
      outside.push(
        ...look()
          .filter((pairing) => !fromTheStart.has(placeOf(pairing)))
          .map((pairing) => `step ${step.id}: ${textOf(pairing)}`),
      );
      if (done) break;
    }
  }
  return outside;
}

const worldOf = ({ matrix, fleet }: Problem): World => worldFromSnapshot(fleet, { releases: releasesOf(matrix.matrix) });

function read(...files: string[]): Problem {
  const matrix = readdirSync('data/matrix')
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => `data/matrix/${file}`);
  const { documents } = readDocuments(
    [...matrix, 'data/matrix/overlays/example-lab.yaml', ...files].map((file) => ({ file, text: readFileSync(file, 'utf8') })),
  );
  const compiled = compileMatrix(documents.CompatibilityMatrix) as MatrixRevision;
  return { matrix: compiled, fleet: documents.FleetSnapshot[0]!.document, goal: documents.UpgradeGoal[0]!.document };
}

describe('a plan that is taken in a world, node by node', () => {
  it('shows no pairing outside its window that was inside at the start, whatever the problem', () => {
    let taken = 0;
    fc.assert(
      fc.property(randomProblems(), (problem) => {
        const { spec } = computePlan(problem);
        if (spec.outcome !== 'planned') return;
        const world = worldOf(problem);
        const outside = outsideWhileTaking(problem, world, spec);
        if (outside === null) return;
        taken++;
        expect(outside).toEqual([]);
        // What a subject does not have is in the moves of the step and not in it.
        const last = spec.steps.at(-1)!;
        for (const id of subjectsOf(spec, last)) {
          const { versions } = [...world.state.values()].find((node) => node.id === id && node.versions[last.component] !== undefined)!;
          for (const { component, to } of last.moves) expect([undefined, to]).toContain(versions[component]);
        }
      }),
      { numRuns: propertyRuns(50) },
    );
    expect(taken).toBeGreaterThan(0);
  });

  it.each([
    ['tiny', 'tiny-nsx-9-1'],
    ['two-sites', 'two-sites-nsx-9-1'],
    ['shared-vcenter', 'shared-vcenter-9-1'],
    ['raced-ahead', 'raced-ahead-recover'],
  ])('keeps the example fleet %s in its windows', (fleet, goal) => {
    const problem = read(`data/fleets/${fleet}.yaml`, `data/goals/${goal}.yaml`);
    const { spec } = computePlan(problem);
    expect(spec.outcome).toBe('planned');
    expect(outsideWhileTaking(problem, worldOf(problem), spec)).toEqual([]);
  });

  it('shows what was outside when NSX is taken before the steps that come first', () => {
    const problem = read('data/fleets/tiny.yaml', 'data/goals/tiny-nsx-9-1.yaml');
    const { spec } = computePlan(problem);
    const early = { ...spec, steps: [spec.steps.find(({ component }) => component === 'nsx')!] };
    const outside = outsideWhileTaking(problem, worldOf(problem), early)!;
    expect(new Set(outside)).toEqual(
      new Set(['step s3: cluster shop/batch nsx-manager nsx-1 antrea-nsx-adapter nsx: 1.1.0 with 9.0.2.0 unknown']),
    );
  });
});
