import { type PlanSpec, type PlanStep, subjectsOf } from '@lockstep/documents';
import type { Hop } from '../world/roll.js';
import type { World } from '../world/world.js';
import { seenId } from './scanned-world.js';

/** The hop of a step at these subjects of it, in the ids of the world: a plan calls clusters by where they were seen. Left out: all of the step. */
export function hopOfStep(world: World, spec: PlanSpec, step: PlanStep, subjects: readonly string[] = subjectsOf(spec, step)): Hop {
  const ids = new Map(world.all('cluster').map((cluster) => [seenId(cluster), cluster.id]));
  const { from, to } = step.moves.find(({ component }) => component === step.component)!;
  return { component: step.component, subjects: subjects.map((id) => ids.get(id) ?? id), from, to };
}

/** Machines that have still to roll. */
export const nodesRolling = (world: World): number =>
  [...world.state.values()].reduce((sum, { roll }) => sum + (roll?.parts.reduce((all, { nodes, done }) => all + nodes - done, 0) ?? 0), 0);
