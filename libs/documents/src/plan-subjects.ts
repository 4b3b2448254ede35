import type { Exposure, PlanSpec, PlanStep } from './upgrade-plan.js';

type Groups = PlanSpec['groups'];

/** The ids of all nodes that take a step: its subjects, then the members of its groups. Throws when the plan lacks a group that the step names. */
export function subjectsOf({ groups }: Pick<PlanSpec, 'groups'>, step: Pick<PlanStep, 'id' | 'subjects' | 'groups'>): readonly string[] {
  if (!step.groups) return step.subjects;
  return step.subjects.concat(
    step.groups.flatMap((id) => {
      const members = membersOf(groups).get(id);
      if (!members) throw new Error(`plan; step ${step.id}; it names groups of its plan only; found ${JSON.stringify(id)}`);
      return members;
    }),
  );
}

/** Every pair of nodes that an exposure is of; `isPerCluster` tells which components live at clusters. */
export function exposedPairs({ between, nodes, alike = [] }: Exposure, isPerCluster: (component: string) => boolean): [string, string][] {
  const [a, b] = [isPerCluster(between[0]), isPerCluster(between[1])];
  return [nodes, ...alike.map((id): [string, string] => [a ? id : nodes[0], b ? id : nodes[1]])];
}

const none: ReadonlyMap<string, string[]> = new Map();
const known = new WeakMap<NonNullable<Groups>, ReadonlyMap<string, string[]>>();

/** A plan has many groups, and each of its many steps asks for some. */
function membersOf(groups: Groups): ReadonlyMap<string, string[]> {
  if (!groups) return none;
  let members = known.get(groups);
  if (!members) known.set(groups, (members = new Map(groups.map((group) => [group.id, group.members]))));
  return members;
}
