import type { PlanStep } from '@lockstep/documents';
import type { Version } from '@lockstep/kernel';
import type { CheckContext, Pairing } from './check-context.js';
import { applyMoves, type FleetState, type Move } from './fleet-state.js';
import type { TreeNode } from './fleet-tree.js';
import { judgeMove, movesOf, type MoveJudgement } from './judge-move.js';
import type { Observation } from './observations.js';
import { checkPremises, namesVersion } from './premises.js';
import { type Refutation, textOf, windowRefutation } from './refutation.js';

export type Replayed =
  { readonly refutations: readonly Refutation[] } | { readonly ended: readonly Pairing[]; readonly subjects: readonly TreeNode[] };

/** Proves one step in the state it starts from, then applies it in place. A refuted step changes nothing. */
export function replayStep(context: CheckContext, plan: string, state: FleetState, step: PlanStep): Replayed {
  const where = `plan ${plan}, step ${step.id}`;
  const subjects = findSubjects(context, where, step);
  if ('refutations' in subjects) return subjects;
  const to = readTarget(context, where, step);
  if ('refutations' in to) return to;
  const refutations: Refutation[] = [];
  const moves: Move[] = [];
  const observations: Observation[] = [];
  let reversible = true;
  for (const node of subjects.nodes) {
    const judgement = judgeSubject(context, where, state, step, node, to.version);
    for (const refutation of [...judgement.refutations, ...objectionsOf(plan, where, step, node, judgement.move)])
      refutations.push(refutation);
    if (!judgement.move.allowed) continue;
    // One by one: a shared hop has more observations than a call may have arguments.
    for (const move of judgement.move.moves) moves.push(move);
    for (const observation of judgement.move.observations) observations.push(observation);
    reversible &&= judgement.move.reversible;
  }
  if (refutations.length > 0) return { refutations };
  refutations.push(...checkPremises(context, plan, state, step, observations));
  if (step.reversible !== reversible)
    refutations.push({
      kind: 'reversible',
      step: step.id,
      message: `${where}: ${step.component} ${textOf(moves[0]!.from)} → ${to.version.text}; \`reversible\` follows the hop rules; found ${step.reversible}, expected ${reversible}`,
    });
  if (refutations.length > 0) return { refutations };
  return { ended: applyMoves(context, state, moves), subjects: subjects.nodes };
}

function findSubjects(
  { matrix, tree }: CheckContext,
  where: string,
  step: PlanStep,
): { nodes: TreeNode[] } | { refutations: Refutation[] } {
  const component = matrix.components.get(step.component);
  const refutations: Refutation[] = [];
  const refute = (subject: string, why: string) =>
    refutations.push({ kind: 'subject', step: step.id, subject, message: `${where}: subject ${subject}; ${why}` });
  const nodes = new Set<TreeNode>();
  for (const id of step.subjects) {
    const node = component && tree.findNode(component.scope, id);
    if (!component) refute(id, `a step hops a component of the matrix; found ${step.component}`);
    else if (!node)
      refute(id, `subjects are nodes of scope ${component.scope}, the scope of ${step.component}; the fleet has none of this id`);
    else if (nodes.has(node)) refute(id, 'the subjects of a step are distinct; found it twice');
    else if (!node.instances.some((instance) => instance.component === step.component))
      refute(id, `a subject has the component that hops; it has no ${step.component}`);
    else nodes.add(node);
  }
  return refutations.length > 0 ? { refutations } : { nodes: [...nodes] };
}

function readTarget({ matrix }: CheckContext, where: string, step: PlanStep): { version: Version } | { refutations: Refutation[] } {
  const [hop] = step.moves;
  const refuse = (why: string) => ({
    refutations: [{ kind: 'moves' as const, step: step.id, subject: step.subjects[0]!, message: `${where}: ${why}` }],
  });
  if (hop?.component !== step.component)
    return refuse(`the first move is the hop of ${step.component}; found ${hop?.component ?? 'no move'}`);
  const version = matrix.readVersion(step.component, hop.to);
  return version.ok ? { version: version.value } : refuse(`${step.component} → ${hop.to}; ${version.problem}`);
}

function judgeSubject(
  context: CheckContext,
  where: string,
  state: FleetState,
  step: PlanStep,
  node: TreeNode,
  to: Version,
): { move: MoveJudgement; refutations: Refutation[] } {
  const move = judgeMove(context, state, node, step.component, to);
  const hopping = node.instances.find((instance) => instance.component === step.component)!;
  const expected = movesOf(context, state, hopping, to);
  const left = [...step.moves];
  const missing = expected.filter((real) => {
    const at = left.findIndex(
      ({ component, from, to: target }) =>
        component === real.instance.component &&
        namesVersion(context, component, from, real.from) &&
        namesVersion(context, component, target, real.to),
    );
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  if (missing.length === 0 && left.length === 0) return { move, refutations: [] };
  const message = `${where}: moves of ${node.id}; a step moves from the current version to the target, and what the target release bundles; found ${renderMoves(step.moves)}, expected ${renderMoves(expected.map(({ instance, from, to: target }) => ({ component: instance.component, from: textOf(from), to: target.text })))}`;
  return { move, refutations: [{ kind: 'moves', step: step.id, subject: node.id, message }] };
}

const renderMoves = (moves: readonly { component: string; from: string; to: string }[]): string =>
  moves.map(({ component, from, to }) => `${component} ${from} → ${to}`).join(', ');

function objectionsOf(plan: string, where: string, step: PlanStep, node: TreeNode, judgement: MoveJudgement): Refutation[] {
  if (judgement.allowed) return [];
  return judgement.objections.map((objection): Refutation => {
    switch (objection.kind) {
      case 'held':
        return {
          kind: 'held',
          step: step.id,
          subject: node.id,
          component: objection.instance.component,
          message: `${where}: ${objection.instance.component} at ${node.id}; the goal holds it; found a move`,
        };
      case 'hop':
        return {
          kind: 'hop',
          step: step.id,
          subject: node.id,
          message: `${where}: ${objection.reason}; at ${node.id}; a hop must be allowed in the state before it (safety rule 3)`,
        };
      case 'window':
        return windowRefutation(plan, step.id, objection.observation, objection.ground);
    }
  });
}
