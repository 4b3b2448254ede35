import { canonicalJson, compareTexts } from '@lockstep/kernel';
import { evolveNode } from './evolve-node.js';
import type { NodeChange } from './fleet-events.js';
import type { FleetNode, Observation } from './fleet-node.js';

/** What was observed of a node that nothing is known of, or that came back. */
export function registration(known: FleetNode, seen: Observation, takenAt: string): NodeChange[] {
  const { id, placement, networking, cni } = seen;
  const registered: NodeChange = { change: 'Registered', data: { id, placement, networking, cni } };
  return [registered, ...differences(evolveNode(known, { ...registered, observedAt: takenAt }), seen)];
}

/** The changes that lead from what is known to what was seen, in a fixed order; none when they say the same. */
export function changes(known: FleetNode, seen: Observation, takenAt: string): NodeChange[] {
  // Every Supervisor has a model: one that is left out is not told.
  if (seen.networking === null || seen.networking === known.networking) return differences(known, seen);
  if (known.networking === null) return registration(known, seen, takenAt);
  const gone: NodeChange = { change: 'Decommissioned', data: { id: seen.id } };
  return [gone, ...registration(evolveNode(known, { ...gone, observedAt: takenAt }), seen, takenAt)];
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
