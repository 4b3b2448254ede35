import { isNewer, type Version } from '@lockstep/kernel';
import type { CheckContext } from './check-context.js';
import { type FleetState, type Move, versionIn } from './fleet-state.js';
import type { Instance, TreeNode } from './fleet-tree.js';
import { type Ground, groundOf, type Observation, observe } from './observations.js';

/** Why one subject may not take a step. */
export type Objection =
  | { readonly kind: 'held'; readonly instance: Instance }
  | { readonly kind: 'hop'; readonly instance: Instance; readonly reason: string }
  | { readonly kind: 'window'; readonly observation: Observation; readonly ground: Ground };

export type MoveJudgement =
  | { readonly allowed: true; readonly moves: readonly Move[]; readonly observations: readonly Observation[]; readonly reversible: boolean }
  | { readonly allowed: false; readonly moves: readonly Move[]; readonly objections: readonly Objection[] };

/**
 * What a hop of one instance moves: itself, and what the target release bundles of the components that the node has. A bundle never
 * downgrades; a running version that is unknown becomes the bundled one. In the order of a plan's moves: the hop first, then by component id.
 */
function movesOf(context: CheckContext, state: FleetState, hopping: Instance, to: Version): Move[] {
  const moves: Move[] = [{ instance: hopping, from: versionIn(state, hopping), to }];
  const bundle = context.hops.bundleOf(hopping.component, to);
  if (!bundle) return moves;
  for (const instance of hopping.node.instances) {
    const bundled = instance === hopping ? undefined : bundle.get(instance.component);
    const running = versionIn(state, instance);
    if (bundled && (running === null || isNewer(bundled, running))) moves.push({ instance, from: running, to: bundled });
  }
  return moves;
}

/** Whether one node may take a hop in a state: not held, allowed by the hop rules, and safe by the rules of docs/explanation/planner.md. Returns every objection. */
export function judgeMove(context: CheckContext, state: FleetState, node: TreeNode, component: string, to: Version): MoveJudgement {
  const hopping = node.instances.find((instance) => instance.component === component);
  if (!hopping) throw new Error(`node ${node.id}; component ${component}; only what a node has can hop; found nothing`);
  const moves = movesOf(context, state, hopping, to);
  const from = versionIn(state, hopping);
  if (from === null) {
    const reason = `${component} unknown → ${to.text} starts from a version that could not be observed`;
    return { allowed: false, moves, objections: [{ kind: 'hop', instance: hopping, reason }] };
  }
  const objections: Objection[] = [];
  const hop = context.hops.judge(component, from, to, (other) =>
    context.meeting(node, other).flatMap((instance) => (instance === hopping ? [] : [versionIn(state, instance)])),
  );
  if (!hop.allowed) objections.push({ kind: 'hop', instance: hopping, reason: hop.reason });
  for (const { instance } of moves) if (context.isHeld(instance)) objections.push({ kind: 'held', instance });
  const observations = observe(context, state, moves);
  for (const observation of observations) {
    if (observation.encounter.verdict.inside) continue;
    const ground = groundOf(context, state, observation);
    if (ground.basis === 'refused') objections.push({ kind: 'window', observation, ground });
  }
  if (objections.length > 0) return { allowed: false, moves, objections };
  return { allowed: true, moves, observations, reversible: context.hops.isReversible(component, from, to) };
}
