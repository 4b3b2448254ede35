import type { FleetCluster, Selector } from '@lockstep/documents';
import { type FleetNode, lineage } from './fleet-tree.js';

/** Whether a selector takes a node; all that is given must match, and nothing given takes every node. */
export function selects(selector: Selector | undefined, node: FleetNode): boolean {
  if (!selector) return true;
  const { ids, nsxManagers, supervisors, projects } = selector;
  return (
    isAmong(ids, node.id) &&
    (nsxManagers === undefined || isAmong(nsxManagers, idAt(node, 'nsxManager'))) &&
    (supervisors === undefined || isAmong(supervisors, idAt(node, 'supervisor'))) &&
    isAmong(projects, node.project) &&
    hasLabels(selector, node.labels)
  );
}

function idAt(node: FleetNode, scope: FleetNode['scope']): string | undefined {
  for (const ancestor of lineage(node)) if (ancestor.scope === scope) return ancestor.id;
  return undefined;
}

/**
 * What selectors answer about single clusters, as a text: of two clusters with equal texts under one Supervisor, each selector takes both or none.
 * A selector that names clusters is asked about those alone, and the others once for all clusters that are alike in what they ask.
 */
export function clusterAnswers(selectors: readonly (Selector | undefined)[]): ClusterKeys<string> {
  const given = selectors.filter((selector) => selector !== undefined);
  const naming = new Map<string, number[]>();
  for (const [index, { ids }] of given.entries())
    for (const id of new Set(ids)) {
      const known = naming.get(id);
      if (known) known.push(index);
      else naming.set(id, [index]);
    }
  const nameless = given.flatMap(({ ids, projects, labels }, index) => (!ids && (projects || labels) ? [index] : []));
  const takes = (index: number, { project, labels }: FleetCluster) =>
    isAmong(given[index]!.projects, project) && hasLabels(given[index]!, labels);
  const namelessAnswer = (cluster: FleetCluster): string => nameless.filter((index) => takes(index, cluster)).join();
  return {
    keyOf: (cluster) => {
      const common = namelessAnswer(cluster);
      const named = naming.get(cluster.id);
      return named ? `${common}|${named.filter((index) => takes(index, cluster)).join()}` : common;
    },
    commonKeyOf: namelessAnswer,
    isSpecial: naming.size > 0 ? (id) => naming.has(id) : () => false,
  };
}

/** Keys that tell clusters apart. */
export interface ClusterKeys<Key> {
  readonly keyOf: (cluster: FleetCluster) => Key;
  /** That of all clusters which have these labels and this project, and are not special. */
  readonly commonKeyOf: (cluster: FleetCluster) => Key;
  readonly isSpecial: (id: string) => boolean;
}

const isAmong = (ids: readonly string[] | undefined, id: string | null | undefined): boolean =>
  ids === undefined || (id != null && setOf(ids).has(id));

const hasLabels = ({ labels }: Selector, given: Readonly<Record<string, string>>): boolean =>
  Object.entries(labels ?? {}).every(([label, value]) => given[label] === value);

/** A selector may name thousands of nodes, and every node asks every selector. */
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

function setOf(ids: readonly string[]): ReadonlySet<string> {
  let set = sets.get(ids);
  if (!set) sets.set(ids, (set = new Set(ids)));
  return set;
}
