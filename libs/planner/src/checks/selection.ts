import type { Selector } from '@lockstep/documents';
import { idAt, type TreeNode } from './fleet-tree.js';

/** Whether a node is selected: everything given must match, and nothing given selects all. Manager and Supervisor ids match themselves and what hangs below. */
export function selects(select: Selector | undefined, node: TreeNode): boolean {
  if (!select) return true;
  const { ids, nsxManagers, supervisors, projects } = select;
  return (
    isOneOf(ids, node.id) &&
    hasLabels(select, node.labels) &&
    isOneOf(nsxManagers, idAt(node, 'nsxManager')) &&
    isOneOf(supervisors, idAt(node, 'supervisor')) &&
    isOneOf(projects, node.project)
  );
}

export const hasLabels = ({ labels = {} }: Selector, own: Readonly<Record<string, string>>): boolean =>
  Object.entries(labels).every(([key, value]) => Object.hasOwn(own, key) && own[key] === value);

export const isOneOf = (allowed: readonly string[] | undefined, id: string | null): boolean =>
  !allowed || (id !== null && asSet(allowed).has(id));

/** Lists of a goal as sets, by list: they may be as long as the fleet, and are asked for every node of it. */
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

function asSet(allowed: readonly string[]): ReadonlySet<string> {
  let set = sets.get(allowed);
  if (!set) sets.set(allowed, (set = new Set(allowed)));
  return set;
}

/** What each selector answers, as a text: equal texts, equal answers. */
export const answersOf = (selectors: readonly Selector[], answer: (selector: Selector) => boolean): string =>
  selectors.map((selector) => (answer(selector) ? '1' : '0')).join('');
