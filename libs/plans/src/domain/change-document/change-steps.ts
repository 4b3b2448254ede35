import { type PlanStep, subjectsOf } from '@lockstep/documents';
import type { Matrix } from '@lockstep/matrix/domain';
import { ruleHop } from '@lockstep/matrix/domain';
import { narrate, renderSubjects } from '@lockstep/planner';
import { durationOf } from '../schedule-durations.js';
import type { ChangeStep, StepWork } from './change-document.js';
import type { PlanFacts } from './change-facts.js';
import type { Touched } from './change-impact.js';
import { proofOf } from './change-proof.js';
import { Verifications } from './change-verification.js';

/** Steps that are told one by one; the others are in the plan itself. */
export const MOST_STEPS = 60;

export function* stepsOf(facts: PlanFacts, touched: Touched): Generator<void, ChangeStep[]> {
  const { plan, matrix, fleet } = facts;
  const { spec } = plan;
  const verifications = new Verifications(fleet, touched);
  const ways = new Map((facts.waysBack?.steps ?? []).map((way) => [way.step, way]));
  yield;
  const { steps: stories } = narrate(facts);
  const steps: ChangeStep[] = [];
  for (const [index, { step, whyNow, adapterWindow }] of stories.slice(0, MOST_STEPS).entries()) {
    yield;
    const [hop, ...riders] = step.moves;
    const subjects = subjectsOf(spec, step);
    steps.push({
      id: step.id,
      place: index + 1,
      component: hop!.component,
      from: hop!.from,
      to: hop!.to,
      carries: riders,
      where: renderSubjects(spec, step),
      nodes: subjects.length,
      after: step.after,
      whyNow,
      work: workOf(step, subjects, facts, touched),
      times: null,
      ...proofOf(matrix.matrix, spec, step),
      adapterWindow,
      noReturn: step.reversible ? null : { rules: rulesOfNoReturn(matrix.matrix, step) },
      wayBack: ways.get(step.id) ?? null,
      verification: verifications.of(step, subjects),
    });
  }
  return steps;
}

function workOf(step: PlanStep, subjects: readonly string[], { durations }: PlanFacts, { nodes }: Touched): StepWork {
  const minutes = subjects.map((id) => durationOf(step, nodes.get(id)!, durations));
  return { least: minutes.reduce((most, one) => Math.max(most, one), 0), most: minutes.reduce((sum, one) => sum + one, 0) };
}

/** The rules that may allow the hop and mark it. */
function rulesOfNoReturn(matrix: Matrix, { component, moves }: PlanStep) {
  const [from, to] = [matrix.readVersion(component, moves[0]!.from), matrix.readVersion(component, moves[0]!.to)];
  const ruling = from.ok && to.ok ? ruleHop(matrix, component, from.value, to.value) : null;
  return (ruling?.supported ?? []).filter(({ reversible }) => !reversible).map(({ id, note, sources }) => ({ id, note, sources }));
}
