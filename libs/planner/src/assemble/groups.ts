import type { PlanGroup, PlanStep } from '@lockstep/documents';
import type { FleetNode } from '../model/fleet-tree.js';
import type { Step } from './steps.js';
import { countMembers, type TextOrder } from './text-order.js';

/** Fewer nodes are as short, and easier to read, when each step writes them out. */
const FEWEST_MEMBERS = 10;

/** How the steps of a plan name their subjects. */
export interface Naming {
  readonly groups: readonly PlanGroup[];
  subjectsOf(step: Step): Pick<PlanStep, 'subjects' | 'groups'>;
}

/** Nodes that take part in the very same steps, at least two, become a group. Groups are numbered by their first step, then by their first member. */
export function nameSubjects(order: TextOrder, steps: readonly Step[]): Naming {
  const groups = nodesWithEqualSteps(steps)
    .filter(({ steps, nodes }) => steps.length > 1 && countMembers(nodes) >= FEWEST_MEMBERS)
    .map(({ steps, nodes }) => ({ firstStep: steps[0]!, nodes, members: order.membersOf(nodes) }))
    .sort((a, b) => a.firstStep - b.firstStep || (a.members[0]! < b.members[0]! ? -1 : 1));
  const groupOf = new Map(groups.flatMap(({ nodes }, index) => nodes.map((node) => [node, index] as const)));
  return {
    groups: groups.map(({ members }, index) => ({ id: groupId(index), members })),
    subjectsOf: ({ subjects }) => {
      const named = new Set<number>();
      const writtenOut: FleetNode[] = [];
      for (const node of subjects) {
        const group = groupOf.get(node);
        if (group === undefined) writtenOut.push(node);
        else named.add(group);
      }
      const groups = [...named].sort((a, b) => a - b).map(groupId);
      return { subjects: order.membersOf(writtenOut), ...(groups.length > 0 ? { groups } : {}) };
    },
  };
}

const groupId = (index: number): string => `g${index + 1}`;

interface Alike {
  readonly steps: readonly number[];
  readonly nodes: FleetNode[];
}

function nodesWithEqualSteps(steps: readonly Step[]): Alike[] {
  const stepsOf = new Map<FleetNode, number[]>();
  for (const [index, { subjects }] of steps.entries())
    for (const node of subjects) {
      const known = stepsOf.get(node);
      if (known) known.push(index);
      else stepsOf.set(node, [index]);
    }
  const alike = new Map<string, Alike>();
  for (const [node, indexes] of stepsOf) {
    const key = indexes.join();
    const known = alike.get(key);
    if (known) known.nodes.push(node);
    else alike.set(key, { steps: indexes, nodes: [node] });
  }
  return [...alike.values()];
}
