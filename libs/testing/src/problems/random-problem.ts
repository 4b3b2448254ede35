import fc from 'fast-check';
import type { UpgradeGoal } from '@lockstep/documents';
import { checkContext } from '@lockstep/planner/checks';
import { compileSpec, goalOf, snapshotOf } from '../builders/index.js';
import type { PlanningProblem } from '../oracle/index.js';
import { type Choose, chooseWith } from './choose.js';
import { type ProblemSize, randomFleet } from './random-fleet.js';
import { randomGoal } from './random-goal.js';
import { randomMatrix } from './random-matrix.js';

/** A small problem with its documents as they were written, so that a test may write them differently. */
export interface RandomProblem extends PlanningProblem {
  readonly specs: {
    readonly matrix: Record<string, unknown>;
    readonly fleet: Record<string, unknown>;
    readonly goal: Record<string, unknown>;
    readonly takenAt: string | undefined;
  };
}

/** `fc.gen` draws from a copy of the random source: by itself it gives one value for ever, and a `filter` on it never ends. Drawing a number first moves the source on. */
const FRESH = fc.noShrink(fc.maxSafeNat());

/** Small problems that use every rule of the four documents; valid against each other, feasible or not. Prints as its documents. */
export const randomProblems = (size: ProblemSize = {}): fc.Arbitrary<RandomProblem> =>
  FRESH.chain(() => fc.gen()).map((draw) => buildProblem(chooseWith(draw), size));

function buildProblem(choose: Choose, size: ProblemSize): RandomProblem {
  const drawn = randomMatrix(choose);
  const { spec: matrixSpec, versions } = drawn;
  const fleetSpec = randomFleet(choose, drawn, size);
  const takenAt = choose.weighted([
    [9, '2026-11-20T06:00:00Z'],
    [1, undefined],
  ]);
  const documents = { matrix: compileSpec(matrixSpec), fleet: snapshotOf(fleetSpec, takenAt) };
  const { targets, hold, rest } = randomGoal(choose, versions, fleetSpec, documents.matrix.document.spec.statements);
  const probe = checkContext({
    ...documents,
    goal: goalOf({ targets: [...targets, ...hold].map((entry) => ({ ...entry, version: '*' })) }),
  });
  const selectsSome = (index: number) => probe.targets[index]!.instances.length > 0;
  const goalSpec: Record<string, unknown> = {
    targets: targets.filter((_, index) => selectsSome(index)),
    hold: hold.filter((_, index) => selectsSome(targets.length + index)),
    ...rest,
  };
  if ((goalSpec['targets'] as unknown[]).length === 0) goalSpec['supportedUntil'] ??= '2027-01-01';
  const goal: UpgradeGoal = goalOf(goalSpec);
  const specs = { matrix: matrixSpec, fleet: { ...fleetSpec }, goal: goalSpec, takenAt };
  return Object.assign({ ...documents, goal, specs }, { [fc.toStringMethod]: () => JSON.stringify(specs, null, 1) });
}
