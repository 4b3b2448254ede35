import type { PlanStep, UpgradePlan } from '@lockstep/documents';
import { isSameRelease } from '@lockstep/kernel';
import {
  applyMoves,
  type CheckContext,
  checkContext,
  copyState,
  type FleetState,
  isFinal,
  judgeMove,
  startState,
} from '@lockstep/planner/checks';
import { spellOut } from './spell-out.js';
import { nodesMeet } from './write-plan.js';
import type { PlanningProblem } from './solve.js';

/**
 * Executes a plan in every order that its `after` allows (up to a limit), the way a person would: is each hop of each subject allowed and safe
 * right now, does it move what the step says, and is the goal reached in the end? Knows nothing of premises, exposures and totals.
 */
export function survivesAnyOrder(problem: PlanningProblem, plan: UpgradePlan, maxOrders = 300): boolean {
  const context = checkContext(problem);
  const spec = spellOut(context.matrix, plan.spec);
  const start = startState(context);
  const decisions = new Map(
    spec.latest.map(({ target, nsxManager, version }) => [
      `${target} ${nsxManager}`,
      context.matrix.readVersion(context.targets[target]!.component, version),
    ]),
  );
  const reachesGoal = (state: FleetState) =>
    isFinal(context, start, state, (target, nsxManager) => {
      const version = decisions.get(`${target.index} ${nsxManager}`);
      return version?.ok ? version.value : undefined;
    });
  if (overlap(problem, spec.steps)) return false;
  let orders = 0;
  const run = (done: ReadonlySet<string>, state: FleetState): boolean => {
    const open = spec.steps.filter((step) => !done.has(step.id));
    if (open.length === 0) {
      orders++;
      return reachesGoal(state);
    }
    const ready = open.filter((step) => step.after.every((id) => done.has(id)));
    // A cycle, or a predecessor that is not there: the plan can never be finished.
    if (ready.length === 0) return false;
    for (const step of ready) {
      if (orders >= maxOrders) return true;
      const next = execute(context, state, step);
      if (!next || !run(new Set([...done, step.id]), next)) return false;
    }
    return true;
  };
  return run(new Set(), start);
}

/** Whether two steps whose nodes meet may run at the same time. */
function overlap({ fleet }: PlanningProblem, steps: readonly PlanStep[]): boolean {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const precedes = (earlier: string, later: string, seen = new Set<string>()): boolean =>
    !seen.has(later) && (byId.get(later)?.after ?? []).some((id) => id === earlier || precedes(earlier, id, new Set([...seen, later])));
  return steps.some((a, index) =>
    steps
      .slice(index + 1)
      .some(
        (b) => a.subjects.some((x) => b.subjects.some((y) => nodesMeet(fleet, x, y))) && !precedes(a.id, b.id) && !precedes(b.id, a.id),
      ),
  );
}

function execute(context: CheckContext, before: FleetState, step: PlanStep): FleetState | null {
  const after = copyState(before);
  for (const id of step.subjects) {
    const hopping = context.tree.instances.find(({ component, node }) => component === step.component && node.id === id);
    const to =
      step.moves[0] && context.matrix.components.has(step.component)
        ? context.matrix.readVersion(step.component, step.moves[0].to)
        : undefined;
    if (!hopping || !to?.ok) return null;
    const judgement = judgeMove(context, before, hopping.node, step.component, to.value);
    if (!judgement.allowed || judgement.moves.length !== step.moves.length) return null;
    for (const { instance, from, to: target } of judgement.moves) {
      const listed = step.moves.find(({ component }) => component === instance.component);
      if (!listed || !names(context, instance.component, listed.from, from) || !names(context, instance.component, listed.to, target))
        return null;
    }
    applyMoves(context, after, judgement.moves);
  }
  return new Set(step.subjects).size === step.subjects.length ? after : null;
}

function names({ matrix }: CheckContext, component: string, text: string, version: FleetState['versions'][number]): boolean {
  if (text === 'unknown' || version === null) return text === 'unknown' && version === null;
  const read = matrix.readVersion(component, text);
  return read.ok && isSameRelease(read.value, version);
}
