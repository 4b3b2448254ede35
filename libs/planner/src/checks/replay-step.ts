import type { PlanStep } from '@lockstep/documents';
import type { Version } from '@lockstep/kernel';
import type { CheckContext, Pairing } from './check-context.js';
import type { Participants } from './mentions.js';
import { applyMoves, type FleetState, type Move } from './fleet-state.js';
import type { TreeNode } from './fleet-tree.js';
import { judgeMove, type MoveJudgement } from './judge-move.js';
import { checkPremises, namesVersion, ObservedPairs } from './premises.js';
import { nameNode, type Refutation, textOf, windowRefutation } from './refutation.js';

export type Replayed = { readonly refutations: readonly Refutation[] } | { readonly ended: readonly Pairing[] };

/** Proves one step in the state it starts from, then applies it in place. A refuted step changes nothing. */
export function replayStep(context: CheckContext, plan: string, state: FleetState, step: PlanStep, participants: Participants): Replayed {
  const where = `plan ${plan}, step ${step.id}`;
  const strange = checkSubjects(context, where, step, participants);
  if (strange.length > 0) return { refutations: strange };
  const { nodes } = participants;
  const to = readTarget(context, where, step, nodes[0]!);
  if ('refutations' in to) return to;
  const refutations: Refutation[] = [];
  const moves: Move[] = [];
  const observed = new ObservedPairs();
  let reversible = true;
  for (const node of nodes) {
    const judgement = judgeMove(context, state, node, step.component, to.version);
    refutations.push(...checkMoves(context, where, step, node, judgement), ...objectionsOf(plan, where, step, node, judgement));
    if (!judgement.allowed) continue;
    for (const move of judgement.moves) moves.push(move);
    for (const observation of judgement.observations) observed.add(observation);
    reversible &&= judgement.reversible;
  }
  if (refutations.length > 0) return { refutations };
  refutations.push(...checkPremises(context, plan, state, step, observed));
  if (step.reversible !== reversible)
    refutations.push({
      kind: 'reversible',
      step: step.id,
      message: `${where}: ${step.component} ${textOf(moves[0]!.from)} → ${to.version.text}; \`reversible\` follows the hop rules; found ${step.reversible}, expected ${reversible}`,
    });
  if (refutations.length > 0) return { refutations };
  return { ended: applyMoves(context, state, moves) };
}

function checkSubjects({ matrix }: CheckContext, where: string, step: PlanStep, { nodes, strangers }: Participants): Refutation[] {
  const component = matrix.components.get(step.component);
  const refute = (subject: string | null, message: string): Refutation => ({ kind: 'subject', step: step.id, subject, message });
  if (nodes.length + strangers.length === 0) return [refute(null, `${where}: subjects; a step has at least one; found none`)];
  const about = (id: string, name: string, why: string) => refute(id, `${where}: subject ${name}; ${why}`);
  const seen = new Set<TreeNode>();
  const outside = `subjects are nodes of scope ${component?.scope}, the scope of ${step.component}; the fleet has none of this id`;
  const unknown = `a step hops a component of the matrix; found ${step.component}`;
  return [
    ...nodes.flatMap((node): Refutation[] => {
      const problem = !component
        ? unknown
        : node.scope !== component.scope
          ? outside
          : seen.has(node)
            ? 'the subjects of a step are distinct; found it twice'
            : !node.instances.some((instance) => instance.component === step.component)
              ? `a subject has the component that hops; it has no ${step.component}`
              : null;
      seen.add(node);
      return problem === null ? [] : [about(node.id, nameNode(node), problem)];
    }),
    ...strangers.map((id) => about(id, id, component ? outside : unknown)),
  ];
}

function readTarget(
  { matrix }: CheckContext,
  where: string,
  step: PlanStep,
  first: TreeNode,
): { version: Version } | { refutations: Refutation[] } {
  const [hop] = step.moves;
  const refuse = (why: string) => ({
    refutations: [{ kind: 'moves' as const, step: step.id, subject: first.id, message: `${where}: ${why}` }],
  });
  if (hop?.component !== step.component)
    return refuse(`the first move is the hop of ${step.component}; found ${hop?.component ?? 'no move'}`);
  const version = matrix.readVersion(step.component, hop.to);
  return version.ok ? { version: version.value } : refuse(`${step.component} → ${hop.to}; ${version.problem}`);
}

/** The moves of a step are exactly those that each of its subjects makes, the hop first and the others in any order. */
function checkMoves(context: CheckContext, where: string, step: PlanStep, node: TreeNode, { moves }: MoveJudgement): Refutation[] {
  const isListed = ({ instance: { component }, from, to }: Move) =>
    step.moves.some(
      (listed) =>
        listed.component === component &&
        namesVersion(context, component, listed.from, from) &&
        namesVersion(context, component, listed.to, to),
    );
  // Each component of a node moves once, so that equal numbers leave no move over.
  if (moves.length === step.moves.length && moves.every(isListed)) return [];
  const expected = moves.map(({ instance, from, to }) => ({ component: instance.component, from: textOf(from), to: to.text }));
  const message = `${where}: moves of ${nameNode(node)}; a step moves from the current version to the target, and what the target release bundles; found ${renderMoves(step.moves)}, expected ${renderMoves(expected)}`;
  return [{ kind: 'moves', step: step.id, subject: node.id, message }];
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
          message: `${where}: ${objection.instance.component} at ${nameNode(node)}; the goal holds it; found a move`,
        };
      case 'hop':
        return {
          kind: 'hop',
          step: step.id,
          subject: node.id,
          message: `${where}: ${objection.reason}; at ${nameNode(node)}; a hop must be allowed in the state before it (safety rule 3)`,
        };
      case 'window':
        return windowRefutation(plan, step.id, objection.observation, objection.ground);
    }
  });
}
