import type { PlanSpec, PlanStep } from '@lockstep/documents';
import type { Refutation } from './refutation.js';

/** Node ids that take part in steps together: the members of a group, or what a step names itself. A step that names a group twice stands here twice. */
export interface Roster {
  readonly ids: readonly string[];
  readonly steps: readonly PlanStep[];
}

type Grouped = Pick<PlanSpec, 'groups' | 'steps'>;

/** Every roster that some step uses. The groups must have passed {@link checkGroups}. */
export function rostersOf({ groups = [], steps }: Grouped): Roster[] {
  const users = new Map<string, PlanStep[]>(groups.map(({ id }) => [id, []]));
  for (const step of steps) for (const id of step.groups ?? []) users.get(id)!.push(step);
  return [
    ...groups.map(({ id, members }) => ({ ids: members, steps: users.get(id)! })),
    ...steps.map((step) => ({ ids: step.subjects, steps: [step] })),
  ].filter((roster) => roster.steps.length > 0 && roster.ids.length > 0);
}

/** Group ids are unique, and steps name groups that are there. */
export function checkGroups(plan: string, { groups = [], steps }: Grouped): Refutation[] {
  const known = new Set<string>();
  const twice = groups.filter(({ id }) => known.has(id) || !known.add(id));
  return [
    ...twice.map(({ id }): Refutation => ({
      kind: 'group',
      group: id,
      step: null,
      message: `plan ${plan}, group ${id}: group ids must be unique; found another group of this id`,
    })),
    ...steps.flatMap((step) =>
      (step.groups ?? [])
        .filter((id) => !known.has(id))
        .map((id): Refutation => ({
          kind: 'group',
          group: id,
          step: step.id,
          message: `plan ${plan}, step ${step.id}: a step names groups of its plan; found ${JSON.stringify(id)}`,
        })),
    ),
  ];
}

/** A group that no step names claims nothing of its members but that they are nodes of the fleet. Of the others each step is asked. */
export function checkIdleGroups(plan: string, { groups = [], steps }: Grouped, isNode: (id: string) => boolean): Refutation[] {
  const used = new Set(steps.flatMap((step) => step.groups ?? []));
  return groups
    .filter(({ id }) => !used.has(id))
    .flatMap(({ id, members }) =>
      members
        .filter((member) => !isNode(member))
        .map((member): Refutation => ({
          kind: 'group',
          group: id,
          step: null,
          message: `plan ${plan}, group ${id}: members are nodes of the fleet; found ${JSON.stringify(member)}`,
        })),
    );
}
