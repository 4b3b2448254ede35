import type { PlanSpec, PlanStep } from '@lockstep/documents';
import type { PlanningProblem } from '@lockstep/testing/oracle';
import type { Choose, Mutation } from '@lockstep/testing/problems';

type Group = NonNullable<PlanSpec['groups']>[number];
type Apply = Mutation['apply'];

const withGroups = (spec: PlanSpec, change: (group: Group, index: number) => Group | null): PlanSpec => {
  const groups = spec.groups!.flatMap((group, index) => change(group, index) ?? []);
  return { ...spec, groups };
};

const withNamed = (spec: PlanSpec, change: (named: readonly string[], step: PlanStep) => readonly string[]): PlanSpec => ({
  ...spec,
  steps: spec.steps.map((step) => ({ ...step, groups: step.groups && [...change(step.groups, step)] })),
});

const sorted = (members: readonly string[]): string[] => [...members].sort();

/** Only of plans that have groups. */
const ofGroups =
  (apply: (choose: Choose, spec: PlanSpec, groups: readonly Group[], problem: PlanningProblem) => PlanSpec | null): Apply =>
  (choose, spec, problem) =>
    spec.groups ? apply(choose, spec, spec.groups, problem) : null;

const ofAlike =
  (
    change: (
      choose: Choose,
      alike: readonly string[],
      exposure: PlanSpec['exposures'][number],
      problem: PlanningProblem,
    ) => readonly string[],
  ): Apply =>
  (choose, spec, problem) => {
    const candidates = spec.exposures.filter(({ alike }) => alike);
    if (candidates.length === 0) return null;
    const changed = choose.pick(candidates);
    const alike = change(choose, changed.alike!, changed, problem);
    return {
      ...spec,
      exposures: spec.exposures.map((exposure) =>
        exposure === changed ? { ...exposure, alike: alike.length > 0 ? sorted(alike) : undefined } : exposure,
      ),
    };
  };

const clustersOf = ({ fleet }: PlanningProblem): string[] => fleet.spec.clusters.map(({ id }) => id);

/** Untrue whatever the steps do: no such plan may be proven. */
export const GROUP_LIES: Readonly<Record<string, Apply>> = {
  'names a member twice in one group': ofGroups((choose, spec, groups) => {
    const at = choose.pick(groups);
    return withGroups(spec, (group) =>
      group === at ? { ...group, members: sorted([...group.members, choose.pick(group.members)]) } : group,
    );
  }),
  'names a member in two groups of a step': ofGroups((choose, spec, groups) => {
    const at = choose.pick(groups);
    const copy: Group = { id: 'copy', members: [choose.pick(at.members)] };
    const named = withNamed(spec, (ids) => (ids.includes(at.id) ? [...ids, copy.id] : ids));
    return { ...named, groups: [...groups, copy] };
  }),
  'names a group twice in a step': ofGroups((choose, spec, groups) => {
    const at = choose.pick(groups);
    return withNamed(spec, (ids) => (ids.includes(at.id) ? [...ids, at.id] : ids));
  }),
  'names a member of a group by itself, too': ofGroups((choose, spec, groups) => {
    const at = choose.pick(groups);
    const steps = spec.steps.map((step) =>
      step.groups?.includes(at.id) ? { ...step, subjects: [...step.subjects, choose.pick(at.members)] } : step,
    );
    return { ...spec, steps };
  }),
  'names a group that is not there': ofGroups((choose, spec, groups) => {
    const at = choose.pick(groups);
    return withNamed(spec, (ids) => (ids.includes(at.id) ? [...ids, 'no-such-group'] : ids));
  }),
  'loses a group': ofGroups((choose, spec, groups) => {
    const at = choose.pick(groups);
    return withGroups(spec, (group) => (group === at ? null : group));
  }),
  'gives two groups one id': ofGroups((choose, spec, groups) => ({ ...spec, groups: [...groups, { ...choose.pick(groups) }] })),
  'has a member that is no node': ofGroups((choose, spec, groups) => {
    const at = choose.pick(groups);
    return withGroups(spec, (group) => (group === at ? { ...group, members: sorted([...group.members, 'nobody']) } : group));
  }),
  'has a group of strangers that no step names': ofGroups((_choose, spec, groups) => ({
    ...spec,
    groups: [...groups, { id: 'idle', members: ['nobody'] }],
  })),
  'empties a step': ofGroups((choose, spec) => {
    const at = choose.pick(spec.steps);
    return { ...spec, steps: spec.steps.map((step) => (step === at ? { ...step, subjects: [], groups: undefined } : step)) };
  }),
  'forgets an alike cluster': ofAlike((choose, alike) => {
    const forgotten = choose.pick(alike);
    return alike.filter((id) => id !== forgotten);
  }),
  'lists a cluster twice as alike': ofAlike((choose, alike) => [...alike, choose.pick(alike)]),
  'lists a stranger as alike': ofAlike((_choose, alike) => [...alike, 'nobody']),
  'lists one more cluster as alike': ofAlike((choose, alike, _exposure, problem) => {
    const others = clustersOf(problem).filter((id) => !alike.includes(id));
    return [...alike, choose.pick(others.length > 0 ? others : ['nobody'])];
  }),
};

/** Another plan, which may happen to be as safe. */
export const GROUP_CHANGES: Readonly<Record<string, Apply>> = {
  'moves a member from one group to another': ofGroups((choose, spec, groups) => {
    if (groups.length < 2) return null;
    const from = choose.pick(groups);
    const to = choose.pick(groups.filter((group) => group !== from));
    const member = choose.pick(from.members);
    return withoutEmpty(
      withGroups(spec, (group) => {
        if (group === from) return { ...group, members: group.members.filter((id) => id !== member) };
        return group === to ? { ...group, members: sorted([...group.members, member]) } : group;
      }),
    );
  }),
  'drops a member from a group': ofGroups((choose, spec, groups) => {
    const at = choose.pick(groups);
    const member = choose.pick(at.members);
    return withoutEmpty(
      withGroups(spec, (group) => (group === at ? { ...group, members: group.members.filter((id) => id !== member) } : group)),
    );
  }),
  'puts one node in the place of another': ofGroups((choose, spec, groups, { fleet }) => {
    const at = choose.pick(groups);
    const member = choose.pick(at.members);
    const nodes = [...fleet.spec.clusters, ...fleet.spec.supervisors].map(({ id }) => id).filter((id) => !at.members.includes(id));
    if (nodes.length === 0) return null;
    const instead = choose.pick(nodes);
    return withGroups(spec, (group) =>
      group === at ? { ...group, members: sorted(group.members.map((id) => (id === member ? instead : id))) } : group,
    );
  }),
  'leaves a group out of one step': ofGroups((choose, spec) => {
    const users = spec.steps.filter(({ groups }) => groups);
    const at = choose.pick(users);
    const left = choose.pick(at.groups!);
    return withoutEmpty(withNamed(spec, (ids, step) => (step === at ? ids.filter((id) => id !== left) : ids)));
  }),
  'brings a group into one more step': ofGroups((choose, spec, groups) => {
    const at = choose.pick(spec.steps);
    const more = choose.pick(groups).id;
    return { ...spec, steps: spec.steps.map((step) => (step === at ? { ...step, groups: [...(step.groups ?? []), more] } : step)) };
  }),
  'merges two groups': ofGroups((choose, spec, groups) => {
    if (groups.length < 2) return null;
    const first = choose.pick(groups);
    const second = choose.pick(groups.filter((group) => group !== first));
    const merged = withGroups(spec, (group) => {
      if (group === second) return null;
      return group === first ? { ...group, members: sorted([...first.members, ...second.members]) } : group;
    });
    return withNamed(merged, (ids) => [...new Set(ids.map((id) => (id === second.id ? first.id : id)))]);
  }),
  'splits a group, and takes one half out of a step': ofGroups((choose, spec, groups) => {
    const at = choose.pick(groups);
    const halves = halve(choose, at);
    if (!halves) return null;
    const split = splitInto(spec, at, halves);
    const users = split.steps.filter((step) => step.groups?.includes(halves[1].id));
    const poorer = choose.pick(users);
    return withNamed(split, (ids, step) => (step === poorer ? ids.filter((id) => id !== halves[1].id) : ids));
  }),
};

/** The same plan said otherwise: it stays as it was, proven or refuted. */
export const GROUP_WORDINGS: Readonly<Record<string, Apply>> = {
  'splits a group': ofGroups((choose, spec, groups) => {
    const at = choose.pick(groups);
    const halves = halve(choose, at);
    return halves && splitInto(spec, at, halves);
  }),
  'has a group that no step names': ofGroups((choose, spec, groups, problem) => ({
    ...spec,
    groups: [...groups, { id: 'idle', members: sorted([choose.pick(clustersOf(problem))]) }],
  })),
  'lists its groups and their members the other way round': ofGroups((_choose, spec, groups) => ({
    ...withNamed(spec, (ids) => ids.toReversed()),
    groups: groups.map((group) => ({ ...group, members: group.members.toReversed() })).toReversed(),
  })),
};

function halve(choose: Choose, { id, members }: Group): [Group, Group] | null {
  if (members.length < 2) return null;
  const cut = choose.int(1, members.length - 1);
  return [
    { id, members: members.slice(0, cut) },
    { id: `${id}-rest`, members: members.slice(cut) },
  ];
}

function splitInto(spec: PlanSpec, whole: Group, halves: readonly [Group, Group]): PlanSpec {
  const named = withNamed(spec, (ids) => ids.flatMap((id) => (id === whole.id ? halves.map((half) => half.id) : [id])));
  return { ...named, groups: spec.groups!.flatMap((group) => (group === whole ? halves : [group])) };
}

/** A plan has no empty groups, and its steps name none. */
function withoutEmpty(spec: PlanSpec): PlanSpec {
  const empty = new Set(spec.groups!.filter(({ members }) => members.length === 0).map(({ id }) => id));
  const groups = spec.groups!.filter(({ id }) => !empty.has(id));
  const steps = spec.steps.map((step) => {
    const named = step.groups?.filter((id) => !empty.has(id)) ?? [];
    return { ...step, groups: named.length > 0 ? named : undefined };
  });
  return { ...spec, groups: groups.length > 0 ? groups : undefined, steps };
}
