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
export function clusterAnswers(selectors: readonly (Selector | undefined)[]): (cluster: FleetCluster) => string {
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
  const labels = [...new Set(nameless.flatMap((index) => Object.keys(given[index]!.labels ?? {})))];
  const projects = new Set(nameless.flatMap((index) => given[index]!.projects ?? []));
  const nobody = new Traits();
  const namelessAnswer = (cluster: FleetCluster): string => {
    let traits = nobody.with(projects.has(cluster.project!) ? cluster.project : undefined);
    for (const label of labels) traits = traits.with(cluster.labels[label]);
    return (traits.answer ??= nameless.filter((index) => takes(index, cluster)).join());
  };
  return (cluster) => {
    const common = nameless.length === 0 ? '' : namelessAnswer(cluster);
    const named = naming.get(cluster.id);
    return named ? `${common}|${named.filter((index) => takes(index, cluster)).join()}` : common;
  };
}

/** What selectors look at in a cluster, one after the other. */
class Traits {
  answer: string | undefined;
  private readonly further = new Map<string | undefined, Traits>();

  with(value: string | undefined): Traits {
    let traits = this.further.get(value);
    if (!traits) this.further.set(value, (traits = new Traits()));
    return traits;
  }
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
