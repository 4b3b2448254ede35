import { type Exposure, type PlanSpec, type PlanStep, subjectsOf } from '@lockstep/documents';
import type { Matrix } from '@lockstep/matrix/domain';

/** Names that a person still reads through; a plan as JSON or YAML has them all. */
const MANY = { ids: 50, groups: 5, members: 3 };

/** Where a step happens, with large groups by their number and their first members: `g1 (c-1, c-10, c-11 and 1,234 more); sup-1, sup-2`. */
export function renderSubjects(spec: PlanSpec, { subjects, groups: named = [] }: PlanStep): string {
  const groups = (spec.groups ?? []).filter(({ id }) => named.includes(id));
  const told = groups.slice(0, MANY.groups).map(({ id, members }) => `${id} (${renderIds(members, MANY.members)})`);
  const untold = groups.slice(MANY.groups);
  if (untold.length > 0) {
    const clusters = untold.reduce((sum, { members }) => sum + members.length, 0);
    told.push(`${renderCount(untold.length)} more ${untold.length === 1 ? 'group' : 'groups'} (${renderCount(clusters)} nodes)`);
  }
  return [...(told.length > 0 ? [told.join(', ')] : []), ...(subjects.length > 0 ? [renderIds(subjects, MANY.ids)] : [])].join('; ');
}

/** How many nodes take a step at once; empty for a single one. */
export function renderAtOnce(spec: PlanSpec, step: PlanStep): string {
  const { length } = subjectsOf(spec, step);
  return length === 1 ? '' : `${renderCount(length)} at once`;
}

export function renderExposure(matrix: Matrix, { between, versions, nodes, verdict, endedBy, alike = [] }: Exposure): string {
  const side = (index: 0 | 1): string => {
    const isCluster = matrix.components.get(between[index])?.scope === 'cluster';
    const where = isCluster ? renderIds([nodes[index], ...alike], MANY.members) : nodes[index];
    return `${between[index]} ${versions[index]} (${where})`;
  };
  return `${side(0)} with ${side(1)} is ${verdict}; ${endedBy ? `ended by ${endedBy}` : 'remains'}`;
}

function renderIds(ids: readonly string[], few: number): string {
  // One more name is as short as saying that there is one more.
  if (ids.length <= few + 1) return ids.join(', ');
  return `${ids.slice(0, few).join(', ')} and ${renderCount(ids.length - few)} more`;
}

/** `1234567` as `1,234,567`. */
const renderCount = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
