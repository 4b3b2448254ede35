import { type CompatibilityMatrix, fleetDigest, type FleetSnapshot, type UpgradeGoal, type UpgradePlan } from '@lockstep/documents';
import { digestOf } from '@lockstep/kernel';
import { compileMatrix, type MatrixRevision } from '@lockstep/matrix/domain';
import { fleetProblems, goalProblems } from '@lockstep/planner';
import { type Refutation, verifyPlan } from '@lockstep/planner/checks';
import { readFleet } from '../domain/index.js';
import { unlessBehind } from './acknowledged-fleet.js';
import type { PlanRecord } from './plan-record.port.js';
import type { FleetSource, MatrixRevisions } from './planning-sources.port.js';
import { locateInBody, type RequestProblem, requestProblems } from './request-problem.js';

export interface VerificationOrder {
  readonly plan: UpgradePlan;
  readonly goal: UpgradeGoal;
  /** Absent: the recorded snapshot that the plan names, or else the whole fleet as it is now. */
  readonly fleet?: FleetSnapshot;
  /** Absent: the revision that the plan names, or else the current one. */
  readonly matrix?: CompatibilityMatrix;
}

/** Digests of what the plan was proved or refuted over. */
export interface VerifiedOver {
  readonly matrix: string;
  readonly fleet: string;
  readonly goal: string;
}

export type VerifyPlanOutcome =
  | { readonly outcome: 'proven'; readonly over: VerifiedOver; readonly refutations: readonly [] }
  | { readonly outcome: 'refuted'; readonly over: VerifiedOver; readonly refutations: readonly Refutation[] }
  /** The fleet can not be told yet as it is on record. */
  | { readonly outcome: 'behind'; readonly reason: string }
  | { readonly outcome: 'invalid'; readonly problems: readonly RequestProblem[] };

/** Proves or refutes a plan from anywhere. Writes nothing. */
export class VerifyPlan {
  constructor(
    private readonly record: PlanRecord,
    private readonly revisions: MatrixRevisions,
    private readonly fleets: FleetSource,
  ) {}

  execute(order: VerificationOrder): Promise<VerifyPlanOutcome> {
    return unlessBehind(() => this.verify(order));
  }

  private async verify(order: VerificationOrder): Promise<VerifyPlanOutcome> {
    const matrix = await this.matrixOf(order);
    if (Array.isArray(matrix)) return { outcome: 'invalid', problems: matrix };
    const fleet = order.fleet ?? (await this.recordedFleet(order.plan.spec.inputs.fleet));
    if (fleet === undefined)
      return { outcome: 'invalid', problems: [{ pointer: '', detail: 'nothing has been observed; give the fleet by value' }] };
    const { plan, goal } = order;
    const unreadable = fleetProblems(matrix.matrix, locateInBody(fleet, 'fleet'));
    const problems = unreadable.length > 0 ? unreadable : goalProblems(matrix.matrix, fleet, locateInBody(goal, 'goal'));
    if (problems.length > 0) return { outcome: 'invalid', problems: requestProblems(problems) };
    const over = { matrix: matrix.digest, fleet: fleetDigest(fleet), goal: digestOf(goal.spec) };
    const verification = verifyPlan({ matrix, fleet, goal, plan });
    return verification.outcome === 'proven'
      ? { outcome: 'proven', over, refutations: [] }
      : { outcome: 'refuted', over, refutations: verification.refutations };
  }

  private async matrixOf({ matrix, plan }: VerificationOrder): Promise<MatrixRevision | RequestProblem[]> {
    if (matrix !== undefined) {
      const compiled = compileMatrix([locateInBody(matrix, 'matrix')]);
      return 'problems' in compiled ? requestProblems(compiled.problems) : compiled;
    }
    const revision = (await this.revisions.find(plan.spec.inputs.matrix)) ?? (await this.revisions.findCurrent());
    return revision ?? [{ pointer: '', detail: 'no matrix revision has been published; give the matrix by value' }];
  }

  private async recordedFleet(digest: string): Promise<FleetSnapshot | undefined> {
    const frozen = await this.record.readDocument('fleet', digest);
    if (frozen !== undefined) return readFleet(frozen);
    return (await this.fleets.findCurrent())?.snapshot;
  }
}
