import type { FleetSnapshot } from '@lockstep/documents';
import { fleetSnapshot } from '@lockstep/documents';
import type { WorldRelease } from '../world/releases.js';
import type { World } from '../world/world.js';
import { worldFromSnapshot } from './world-from-snapshot.js';

/**
 * Worlds that tests, demos and reports of faults name. Their bundles and windows are made up, after data/matrix/overlays/example-lab.yaml.
 *
 * - `tiny`: one NSX, one Supervisor, two clusters with the adapter
 * - `two-sites`: two NSX, three Supervisors, clusters of every CNI, Cluster API old and new
 * - `skewed`: `two-sites` in the middle of three rolls: NSX in Munich, one cluster on each site
 * - `stuck`: `tiny` with a roll that stands still, and an adapter that crashes
 * - `raced-ahead`: `tiny` with an NSX that went on before its clusters: adapters outside their windows, sessions down
 */
export const WORLD_NAMES = ['tiny', 'two-sites', 'skewed', 'stuck', 'raced-ahead'] as const;
export type WorldName = (typeof WORLD_NAMES)[number];

const vkr = (version: string, antrea: string, adapter: string): WorldRelease => ({
  component: 'vkr',
  version,
  bundle: { antrea, 'antrea-nsx-adapter': adapter },
});

export const EXAMPLE_RELEASES: readonly WorldRelease[] = [
  vkr('v1.31.4+vmware.1-fips-vkr.3', '2.1.1+vmware.1-tkg.1', '1.1.0'),
  vkr('v1.32.10+vmware.1-fips-vkr.2', '2.2.0+vmware.1-tkg.1', '1.1.0'),
  vkr('v1.33.6+vmware.1-fips-vkr.2', '2.3.1+vmware.2-tkg.1', '1.3.0'),
  vkr('v1.34.2+vmware.2-vkr.2', '2.4.2+vmware.1-tkg.1', '1.4.0'),
  vkr('v1.35.6+vmware.2-vkr.3', '2.5.2+vmware.2-tkg.1', '1.5.1'),
  vkr('v1.36.2+vmware.2-vkr.3', '2.6.2+vmware.1-tkg.1', '1.6.0'),
];

/** Which adapter of the example holds a session to which NSX. */
const FITS: Readonly<Record<string, RegExp>> = {
  '1.1.0': /^4\.2\./,
  '1.3.0': /^(?:4\.2|9\.0)\./,
  '1.4.0': /^9\./,
  '1.5.1': /^9\./,
  '1.6.0': /^9\.1\./,
};
const adapterFits = (adapter: string, nsx: string): boolean => FITS[adapter]?.test(nsx) ?? true;

type Input = Parameters<typeof fleetSnapshot.parse>[0];
const snapshot = (name: string, spec: object): FleetSnapshot =>
  fleetSnapshot.parse({
    apiVersion: 'lockstep/v1',
    kind: 'FleetSnapshot',
    metadata: { name, takenAt: '2026-11-20T06:00:00Z' },
    spec,
  } as Input);

const [V131, V132, V133, V134, V135] = EXAMPLE_RELEASES.map(({ version }) => version);

const tiny = (nsx: string) =>
  snapshot('tiny', {
    nsxManagers: [{ id: 'nsx-1', versions: { nsx } }],
    vcenters: [{ id: 'vc-1', nsxManager: 'nsx-1', versions: { vcenter: '8.0U3g' } }],
    supervisors: [
      { id: 'sup-1', vcenter: 'vc-1', networking: 'vpc', versions: { supervisor: 'v1.30.10+vmware.1-fips-vsc0.1.12', vks: '3.4.1+v1.33' } },
    ],
    clusters: [
      {
        id: 'shop/checkout',
        supervisor: 'sup-1',
        project: 'shop',
        vpc: 'shop-prod',
        versions: { vkr: V133 },
        nodes: { controlPlane: 3, workers: 6 },
        labels: { env: 'prod', tier: '1' },
      },
      {
        id: 'shop/batch',
        supervisor: 'sup-1',
        project: 'shop',
        vpc: 'shop-batch',
        versions: { vkr: V132 },
        nodes: { controlPlane: 1, workers: 3 },
        labels: { env: 'test', tier: '3' },
      },
    ],
  });

const cluster = (id: string, supervisor: string, release: string | undefined, more: object = {}) => ({
  id,
  supervisor,
  project: id.split('/')[1]!.split('-')[0],
  vpc: `${id.split('/')[1]!.split('-')[0]}-prod`,
  versions: { vkr: release },
  nodes: { controlPlane: 3, workers: 5 },
  labels: { env: 'prod', site: id.split('/')[0] },
  ...more,
});

const twoSites = (name: string) =>
  snapshot(name, {
    nsxManagers: [
      { id: 'nsx-fra', versions: { nsx: '4.2.1.0' } },
      { id: 'nsx-muc', versions: { nsx: '9.0.2.0' } },
    ],
    vcenters: [
      { id: 'vc-fra', nsxManager: 'nsx-fra', versions: { vcenter: '8.0U3g' } },
      { id: 'vc-muc', nsxManager: 'nsx-muc', versions: { vcenter: '9.0.2.0100' } },
    ],
    supervisors: [
      {
        id: 'sup-fra-1',
        vcenter: 'vc-fra',
        networking: 'vpc',
        versions: { supervisor: 'v1.30.10+vmware.1-fips-vsc0.1.12', vks: '3.4.1+v1.33' },
      },
      {
        id: 'sup-fra-2',
        vcenter: 'vc-fra',
        networking: 'vpc',
        versions: { supervisor: 'v1.30.10+vmware.1-fips-vsc0.1.12', vks: '3.5.1+v1.34' },
      },
      {
        id: 'sup-muc-1',
        vcenter: 'vc-muc',
        networking: 'vpc',
        versions: { supervisor: 'v1.32.9+vmware.2-fips-vsc9.0.2.0100', vks: '3.6.3+v1.35' },
      },
    ],
    clusters: [
      cluster('fra/payments-ledger', 'sup-fra-1', V131),
      cluster('fra/payments-cards', 'sup-fra-1', V132),
      cluster('fra/retail-shop', 'sup-fra-1', V132, { cni: 'calico', adapter: 'disabled' }),
      cluster('fra/retail-basket', 'sup-fra-2', V133),
      cluster('fra/retail-search', 'sup-fra-2', V133, { adapter: 'disabled' }),
      cluster('muc/payments-ledger', 'sup-muc-1', V134),
      cluster('muc/retail-shop', 'sup-muc-1', V135, { cni: 'cilium', adapter: 'disabled' }),
      cluster('muc/retail-basket', 'sup-muc-1', V135, { nodes: { controlPlane: 3, workers: 14 } }),
    ],
  });

const WORLDS: Readonly<Record<WorldName, (seed: number) => World>> = {
  tiny: (seed) => worldFromSnapshot(tiny('4.2.1.0'), { seed, releases: EXAMPLE_RELEASES, adapterFits }),
  'two-sites': (seed) => worldFromSnapshot(twoSites('two-sites'), { seed, releases: EXAMPLE_RELEASES, adapterFits }),
  skewed: (seed) => {
    const world = worldFromSnapshot(twoSites('skewed'), { seed, releases: EXAMPLE_RELEASES, adapterFits });
    half(world, 'nsx', 'nsx-muc', '9.0.2.0', '9.1.1.0', 7);
    half(world, 'vkr', 'fra/payments-cards', V132!, V133!, 6);
    half(world, 'vkr', 'muc/payments-ledger', V134!, V135!, 2);
    return world;
  },
  stuck: (seed) => {
    const world = worldFromSnapshot(tiny('4.2.1.0'), { seed, releases: EXAMPLE_RELEASES, adapterFits });
    half(world, 'vkr', 'shop/batch', V132!, V133!, 3);
    world.trouble('cluster', 'shop/checkout', 'adapter-crash');
    return world;
  },
  'raced-ahead': (seed) => worldFromSnapshot(tiny('9.1.1.0'), { seed, releases: EXAMPLE_RELEASES, adapterFits }),
};

/** Rolls so many nodes of a hop, and then stands still until it is healed. */
function half(world: World, component: string, id: string, from: string, to: string, nodes: number): void {
  const started = world.startHop({ component, subjects: [id], from, to });
  if (started.outcome === 'refused') throw new Error(`world ${world.name}; ${component} ${to}; must start; ${started.reason}`);
  for (let rolled = 0; rolled < nodes; rolled++) world.advance(world.nextAt()!);
  world.trouble(component === 'nsx' ? 'nsx-manager' : 'cluster', id, 'stuck');
}

export const namedWorld = (name: WorldName, seed = 1): World => WORLDS[name](seed);
