import { fleetSnapshot } from '@lockstep/documents';
import { drawsFor } from '../world/draws.js';
import type { World } from '../world/world.js';
import { EXAMPLE_RELEASES } from './named-worlds.js';
import { worldFromSnapshot } from './world-from-snapshot.js';

export interface WorldSize {
  readonly clusters: number;
  readonly supervisors: number;
  readonly nsxManagers?: number;
  /** Workers of each cluster. */
  readonly workers?: number;
  readonly seed?: number;
}

const CLUSTERS_PER_PROJECT = 50;

/** Clusters dealt out evenly to Supervisors, and these to NSX managers; releases drawn from the seed. */
export function largeWorld({ clusters, supervisors, nsxManagers = 1, workers = 3, seed = 1 }: WorldSize): World {
  const draws = drawsFor(seed, 'large');
  const releases = EXAMPLE_RELEASES.slice(1, 5).map(({ version }) => version);
  const range = (count: number) => Array.from({ length: count }, (_, index) => index);
  const fleet = fleetSnapshot.parse({
    apiVersion: 'lockstep/v1',
    kind: 'FleetSnapshot',
    metadata: { name: `large-${clusters}`, takenAt: '2026-11-20T06:00:00Z' },
    spec: {
      nsxManagers: range(nsxManagers).map((index) => ({ id: `nsx-${index + 1}`, versions: { nsx: '9.0.2.0' } })),
      supervisors: range(supervisors).map((index) => ({
        id: `sup-${index + 1}`,
        nsxManager: `nsx-${(index % nsxManagers) + 1}`,
        networking: 'vpc',
        versions: { supervisor: 'v1.32.9+vmware.2-fips-vsc9.0.2.0100', vks: '3.6.3+v1.35' },
      })),
      clusters: range(clusters).map((index) => {
        const project = `team-${Math.floor(index / CLUSTERS_PER_PROJECT) + 1}`;
        return {
          id: `${project}/app-${index + 1}`,
          supervisor: `sup-${(index % supervisors) + 1}`,
          project,
          vpc: `${project}-vpc`,
          versions: { vkr: draws.pick(releases) },
          nodes: { controlPlane: 1, workers },
          labels: { env: draws.pick(['prod', 'stage', 'test']) },
        };
      }),
    },
  });
  return worldFromSnapshot(fleet, { seed, releases: EXAMPLE_RELEASES });
}
