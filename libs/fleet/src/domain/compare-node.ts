import { canonicalJson, compareTexts } from '@lockstep/kernel';
import type { NodeChange } from './fleet-events.js';
import type { FleetNode, Observation } from './fleet-node.js';

/** What was observed of a node that nothing is known of, or that came back. */
export function registration(seen: Observation): NodeChange[] {
  const { id, placement, networking, cni } = seen;
  const blank: Observation = { ...seen, versions: {}, labels: {}, capacity: { nodes: null, ipBlocks: [] } };
  return [{ change: 'Registered', data: { id, placement, networking, cni } }, ...differences(blank, seen)];
}

/** The changes that lead from what is known to what was seen, in a fixed order; none when they say the same. */
export function changes(known: FleetNode, seen: Observation): NodeChange[] {
  if (known.networking !== seen.networking) return [{ change: 'Decommissioned', data: { id: seen.id } }, ...registration(seen)];
  return differences(known, seen);
}

function differences(known: Observation, seen: Observation): NodeChange[] {
  const found: NodeChange[] = [];
  if (!same(known.placement, seen.placement)) found.push({ change: 'Moved', data: { placement: seen.placement } });
  if (seen.cni !== null && !same(known.cni, seen.cni)) found.push({ change: 'CniChanged', data: seen.cni });
  const components = new Set([...Object.keys(known.versions), ...Object.keys(seen.versions)]);
  for (const component of [...components].toSorted(compareTexts)) {
    const [previous, version] = [valueOf(known.versions, component), valueOf(seen.versions, component)];
    if (previous !== version) found.push({ change: 'VersionObserved', data: { component, version, previous } });
  }
  if (!same(known.labels, seen.labels)) found.push({ change: 'LabelsChanged', data: { labels: seen.labels } });
  if (!same(known.capacity, seen.capacity)) found.push({ change: 'CapacityObserved', data: seen.capacity });
  return found;
}

const valueOf = (versions: Readonly<Record<string, string>>, component: string): string | null =>
  Object.hasOwn(versions, component) ? versions[component]! : null;

const same = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);
