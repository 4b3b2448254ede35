import { digestOf } from '@lockstep/kernel';
import {
  type FleetSnapshot,
  fleetDigest,
  type PlanStep,
  type Premise,
  UNKNOWN_VERSION,
  type UpgradeGoal,
  type UpgradePlan,
  valueSource,
} from '@lockstep/documents';
import { expiriesOf, fleetProblems, goalProblems } from '@lockstep/planner';
import { type Refutation, verifyPlan } from '@lockstep/planner/checks';
import { type Judging, judgePair, type Matrix, type MatrixRevision, type ObservedVersion } from '@lockstep/matrix/domain';
import type { LostFact } from './fallen-premise.js';
import { fleetPremisesOf } from './fleet-premises.js';
import { lostPremises, premisesOf } from './premises.js';

/** A plan with the documents it was made from. */
export interface PlanBasis {
  readonly plan: UpgradePlan;
  readonly goal: UpgradeGoal;
  readonly fleet: FleetSnapshot;
  readonly matrix: MatrixRevision;
}

/**
 * What of the matrix a plan can no longer lean on under another edition of it, or on another day (YYYY-MM-DD). Nothing, while every pairing and hop that it
 * uses is still allowed and its steps can be proven again, be it by other statements. A plan that never knew its day is judged without one.
 */
export function lostStatements(basis: PlanBasis, now: MatrixRevision, today: string): LostFact[] {
  const { plan, goal, fleet, matrix } = basis;
  const day = dayOf(fleet);
  const later = day === null || today < day ? day : today;
  if (now.digest === matrix.digest && !endsBetween(basis, day, later)) return [];
  const premises = { name: goal.metadata.name, domain: null, policy: goal.spec.policy, day, ...premisesOf(plan) };
  const fallen = lostPremises(premises, matrix.matrix, now.matrix, later).filter(({ loss }) => loss === 'falls');
  if (fallen.length > 0)
    return fallen.map((lost): LostFact => {
      const { steps } = lost;
      if (lost.kind === 'hop')
        return { premise: { kind: 'hop', component: lost.component, from: lost.from, to: lost.to, steps }, before: 'allowed', after: null };
      const { between, versions, statement, before, after } = lost;
      return { premise: { kind: 'pairing', between, versions, statement, steps }, before, after };
    });
  const message = disproofOf(basis, now, later);
  return message === null ? [] : [{ premise: { kind: 'proof', message }, before: 'proven', after: message }];
}

const dayOf = ({ metadata }: FleetSnapshot): string | null =>
  metadata.takenAt === undefined ? null : new Date(metadata.takenAt).toISOString().slice(0, 10);

/** Whether a statement of the plan's own matrix, or a waiver of its goal, had its last day since. */
function endsBetween({ matrix, goal }: PlanBasis, day: string | null, later: string | null): boolean {
  if (day === null || later === null) return false;
  return [...expiriesOf(matrix), ...goal.spec.policy.waivers.map(({ expires }) => expires)].some((last) => last >= day && last < later);
}

/** What the steps do rather than what they reach or cost: a goal that asks for more is no danger on the way. */
const IMMATERIAL = new Set(['target', 'latest', 'support', 'exposure', 'objective', 'lower-bound', 'evidence-floor', 'weakest', 'waived']);

/** Why the steps can not be proven by this edition on this day (null: unknown), over this fleet; null when they can. */
export function disproofOf({ plan, goal, fleet: then }: Omit<PlanBasis, 'matrix'>, now: MatrixRevision, day: string | null): string | null {
  const fleet: FleetSnapshot = day === null ? then : { ...then, metadata: { ...then.metadata, takenAt: `${day}T00:00:00Z` } };
  const unreadable = fleetProblems(now.matrix, { document: fleet, source: valueSource(fleet, 'fleet') });
  const problems =
    unreadable.length > 0 ? unreadable : goalProblems(now.matrix, fleet, { document: goal, source: valueSource(goal, 'goal') });
  if (problems[0]) return `the matrix can not read its ${unreadable.length > 0 ? 'fleet' : 'goal'} any more: ${problems[0].message}`;
  const judging: Judging = { policy: goal.spec.policy, day };
  const spec = {
    ...plan.spec,
    inputs: { ...plan.spec.inputs, matrix: now.digest, fleet: fleetDigest(fleet), goal: digestOf(goal.spec) },
    steps: plan.spec.steps.map((step) => ({ ...step, premises: step.premises.map((premise) => restate(now.matrix, judging, premise)) })),
  };
  const verification = verifyPlan({ matrix: now, fleet, goal, plan: { ...plan, metadata: { name: plan.metadata.name }, spec } });
  if (verification.outcome === 'proven') return null;
  const { moving } = fleetPremisesOf(plan.spec, fleet);
  // Where nothing moves, a goal may well ask for more than the plan does.
  const matters = (refutation: Refutation) =>
    refutation.kind === 'final-pairing' ? refutation.nodes.some((id) => moving.has(id)) : !IMMATERIAL.has(refutation.kind);
  return verification.refutations.find(matters)?.message ?? null;
}

/** The same premise in the words of another edition. Whether it is good enough is for the checker to say. */
function restate(matrix: Matrix, judging: Judging, premise: Premise): PlanStep['premises'][number] {
  const [a, b] = premise.between;
  const [x, y] = [readVersion(matrix, a, premise.versions[0]), readVersion(matrix, b, premise.versions[1])];
  if (x === undefined || y === undefined) return premise;
  const { inside, statement } = judgePair(matrix, judging, a, x, b, y);
  if (inside) return { ...premise, basis: statement ? 'statement' : 'unknown-allowed', statement: statement?.id ?? null };
  if (premise.phase === 'during') return { ...premise, basis: 'not-rejected', statement: statement?.id ?? null };
  return { ...premise, basis: 'start-exposure', statement: null };
}

function readVersion(matrix: Matrix, component: string, text: string): ObservedVersion | undefined {
  if (!matrix.components.has(component)) return undefined;
  if (text === UNKNOWN_VERSION) return null;
  const read = matrix.readVersion(component, text);
  return read.ok ? read.value : undefined;
}
