import { subjectsOf } from '@lockstep/documents';
import { mergedTrees } from '../model/class-trees.js';
import { type FleetNode, subtree } from '../model/fleet-tree.js';
import type { NarratedInput } from './narrate.js';

/** The steps that a node takes part in, as one object for all nodes that take part in the same ones. */
interface Part {
  readonly steps: readonly number[];
  readonly longer: Map<number, Part>;
}

/** The nodes of a fleet as a plan moves them. */
export interface MovedNodes {
  /** Clusters of one Supervisor that run the same and take the very same steps are one node. */
  readonly roots: readonly FleetNode[];
  /** By step. */
  readonly subjects: readonly (readonly FleetNode[])[];
}

export function movedNodes({ matrix, fleet, plan: { spec } }: Pick<NarratedInput, 'matrix' | 'fleet' | 'plan'>): MovedNodes {
  const nothing: Part = { steps: [], longer: new Map() };
  const parts = new Map<string, Part>();
  for (const [index, step] of spec.steps.entries())
    for (const id of subjectsOf(spec, step)) parts.set(id, extended(parts.get(id) ?? nothing, index));
  const partOf = ({ id }: { readonly id: string }) => parts.get(id) ?? nothing;
  const { roots } = mergedTrees(matrix.matrix, fleet, {
    keyOf: partOf,
    commonKeyOf: () => nothing,
    isSpecial: (id) => parts.has(id),
  });
  const subjects = spec.steps.map((): FleetNode[] => []);
  for (const root of roots) for (const node of subtree(root)) for (const index of partOf(node).steps) subjects[index]!.push(node);
  return { roots, subjects };
}

function extended({ steps, longer }: Part, step: number): Part {
  let part = longer.get(step);
  if (!part) longer.set(step, (part = { steps: [...steps, step], longer: new Map() }));
  return part;
}
