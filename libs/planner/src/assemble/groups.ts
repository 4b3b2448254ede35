import type { PlanGroup, PlanStep } from '@lockstep/documents';
import type { FleetNode } from '../model/fleet-tree.js';
import type { Step } from './steps.js';
import { countMembers, type MemberLists } from './member-lists.js';

/** Fewer nodes are as short, and easier to read, when each step writes them out. */
const FEWEST_MEMBERS = 10;

/** How the steps of a plan name their subjects. */
export interface Naming {
  readonly groups: readonly PlanGroup[];
  subjectsOf(step: Step): Pick<PlanStep, 'subjects' | 'groups'>;
}

/** Nodes that take part in the very same steps, at least two, become a group. Groups are numbered by their first step, then by their first member. */
export function nameSubjects(lists: MemberLists, steps: readonly Step[]): Naming {
  const groups = partiesWithEqualSteps(steps)
    .filter(({ steps, parties }) => steps.length > 1 && countMembers(parties.flat()) >= FEWEST_MEMBERS)
    .map(({ steps, parties }) => ({ firstStep: steps[0]!, parties, members: lists.of(parties.flat()) }))
    .sort((a, b) => a.firstStep - b.firstStep || (a.members[0]! < b.members[0]! ? -1 : 1));
  const groupOf = new Map(groups.flatMap(({ parties }, index) => parties.map((party) => [party, index] as const)));
  return {
    groups: groups.map(({ members }, index) => ({ id: groupId(index), members })),
    subjectsOf: ({ parties }) => {
      const named = new Set<number>();
      const writtenOut: FleetNode[] = [];
      for (const party of parties) {
        const group = groupOf.get(party);
        if (group !== undefined) named.add(group);
        else for (const node of party) writtenOut.push(node);
      }
      const groups = [...named].sort((a, b) => a - b).map(groupId);
      return { subjects: lists.of(writtenOut), ...(groups.length > 0 ? { groups } : {}) };
    },
  };
}

const groupId = (index: number): string => `g${index + 1}`;

type Party = readonly FleetNode[];

interface Alike {
  readonly steps: readonly number[];
  readonly parties: Party[];
}

function partiesWithEqualSteps(steps: readonly Step[]): Alike[] {
  const stepsOf = new Map<Party, number[]>();
  for (const [index, { parties }] of steps.entries())
    for (const party of parties) {
      const known = stepsOf.get(party);
      if (known) known.push(index);
      else stepsOf.set(party, [index]);
    }
  const alike = new Map<string, Alike>();
  for (const [party, indexes] of stepsOf) {
    const key = indexes.join();
    const known = alike.get(key);
    if (known) known.parties.push(party);
    else alike.set(key, { steps: indexes, parties: [party] });
  }
  return [...alike.values()];
}
