import { type Exposure, UNKNOWN_VERSION } from '@lockstep/documents';
import { judgePair } from '@lockstep/matrix/domain';
import type { FleetNode } from '../model/fleet-tree.js';
import type { VersionTable } from '../search/version-table.js';
import type { Pairing } from './pairings.js';
import type { State } from './state.js';

/** A pairing as it is at the start, and the step that ends it. */
export interface FoundExposure {
  readonly pairing: Pairing;
  readonly endedBy: string | null;
}

/** Writes exposures down, in their order. Clusters whose exposures differ in nothing else share one. */
export function writeExposures(table: VersionTable, start: State, found: readonly FoundExposure[]): Exposure[] {
  const written = new Map<string, { readonly exposure: Exposure; readonly pairing: Pairing; readonly clusters: FleetNode[] }>();
  for (const { pairing, endedBy } of found) {
    const { a, b, componentA, componentB } = pairing;
    const cluster = [a, b].find(isCluster);
    const upper = [a, b].filter((node) => !isCluster(node)).map(({ id }) => id);
    const key = JSON.stringify([componentA, start.get(a, componentA), componentB, start.get(b, componentB), endedBy, ...upper]);
    const known = written.get(key);
    if (known && cluster) known.clusters.push(cluster);
    else written.set(key, { exposure: describe(table, start, pairing, endedBy), pairing, clusters: cluster ? [cluster] : [] });
  }
  return [...written.values()].map(({ exposure, pairing: { a, b }, clusters }) => {
    if (clusters.length === 0) return exposure;
    const [first, ...alike] = clusters.flatMap(({ members }) => members).sort();
    const nodes: [string, string] = [isCluster(a) ? first! : a.id, isCluster(b) ? first! : b.id];
    return { ...exposure, nodes, ...(alike.length > 0 ? { alike } : {}) };
  });
}

const isCluster = ({ scope }: FleetNode): boolean => scope === 'cluster';

function describe(table: VersionTable, state: State, { a, b, componentA, componentB }: Pairing, endedBy: string | null): Exposure {
  const [versionA, versionB] = [table.version(componentA, state.get(a, componentA)), table.version(componentB, state.get(b, componentB))];
  return {
    between: [componentA, componentB],
    nodes: [a.id, b.id],
    versions: [versionA?.text ?? UNKNOWN_VERSION, versionB?.text ?? UNKNOWN_VERSION],
    verdict: judgePair(table.matrix, table.judging, componentA, versionA, componentB, versionB).verdict,
    endedBy,
  };
}
