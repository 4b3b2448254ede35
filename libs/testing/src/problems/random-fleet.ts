import { type Choose } from './choose.js';
import { type RandomMatrix, UNLISTED, type Versions } from './random-matrix.js';

type Entry = Record<string, unknown> & { readonly id: string };

export interface RandomFleet {
  readonly nsxManagers: readonly Entry[];
  readonly vcenters: readonly Entry[];
  readonly supervisors: readonly Entry[];
  readonly clusters: readonly Entry[];
}

export interface ProblemSize {
  /** Left out: mostly one. */
  readonly nsxManagers?: 1 | 2;
  readonly maxClusters?: 1 | 2 | 3;
}

/** At most two NSX managers, two vCenters, two Supervisors and three clusters: brute force has to finish. */
export function randomFleet(
  choose: Choose,
  matrix: RandomMatrix,
  { nsxManagers: managers, maxClusters = 3 }: ProblemSize = {},
): RandomFleet {
  const { versions } = matrix;
  const nsxManagers = nodes(managers ?? (choose.chance(20) ? 2 : 1), 'nsx', (id) => ({
    id,
    versions: starts(choose, versions, ['nsx']),
    labels: labels(choose),
  }));
  const withVcenters = choose.chance(versions.has('vcenter') ? 90 : 15);
  const vcenters = nodes(
    withVcenters
      ? Math.max(
          nsxManagers.length,
          choose.weighted([
            [4, 1],
            [1, 2],
          ]),
        )
      : 0,
    'vc',
    (id, index) => ({
      id,
      nsxManager: nsxManagers[index % nsxManagers.length]!.id,
      versions: starts(choose, versions, ['vcenter']),
      labels: labels(choose),
    }),
  );
  const supervisorCount = Math.max(
    nsxManagers.length,
    choose.weighted([
      [3, 1],
      [2, 2],
    ]),
  );
  const supervisors = nodes(supervisorCount, 'sup', (id, index) => {
    const vcenter = vcenters.length > 0 && choose.chance(85) ? vcenters[choose.chance(60) ? index % vcenters.length : 0] : undefined;
    const parent = vcenter ? { vcenter: vcenter.id } : { nsxManager: nsxManagers[index % nsxManagers.length]!.id };
    return { id, ...parent, versions: starts(choose, versions, ['supervisor', 'vks']), labels: labels(choose) };
  });
  const clusters: Entry[] = [];
  const count = Math.min(
    maxClusters,
    choose.weighted([
      [2, 1],
      [4, 2],
      [3, 3],
    ]),
  );
  for (let index = 0; index < count; index++) {
    const twin = index > 0 && choose.chance(40) ? clusters[index - 1]! : null;
    const supervisor = supervisors[choose.int(0, supervisors.length - 1)]!.id;
    clusters.push(twin ? { ...twin, id: `c${index + 1}` } : cluster(choose, matrix, `c${index + 1}`, supervisor));
  }
  return { nsxManagers, vcenters, supervisors, clusters };
}

function nodes(count: number, prefix: string, make: (id: string, index: number) => Entry): Entry[] {
  return Array.from({ length: count }, (_, index) => make(`${prefix}-${index + 1}`, index));
}

function cluster(choose: Choose, { versions, bundledAtFirst }: RandomMatrix, id: string, supervisor: string): Entry {
  const isSaid = (rider: string) => (bundledAtFirst.includes(rider) ? choose.chance(35) : !choose.rarely(15));
  const components = ['vkr', ...['antrea', 'antrea-nsx-adapter'].filter(isSaid)];
  return {
    id,
    supervisor,
    versions: starts(choose, versions, components),
    cni: choose.weighted([
      [9, 'antrea'],
      [1, 'calico'],
    ]),
    adapter: choose.weighted([
      [9, 'enabled'],
      [1, 'disabled'],
    ]),
    ...(choose.chance(50) ? { project: choose.pick(['payments', 'shop']) } : {}),
    labels: labels(choose),
  };
}

const labels = (choose: Choose): Record<string, string> => (choose.chance(60) ? { env: choose.pick(['prod', 'dev']) } : {});

/** Most instances start at the oldest release, where most windows begin; some are ahead, not listed, or could not be observed. */
function starts(choose: Choose, versions: Versions, components: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const component of components) {
    const list = versions.get(component);
    if (!list || choose.rarely(8)) continue;
    found[component] = choose.weighted<() => string>([
      [85, () => spelledAsObserved(choose, component, list[0]!)],
      [12, () => choose.pick(list.slice(0, choose.rarely(100) ? list.length : 2))],
      [4, () => choose.pick(UNLISTED[component]!)],
      [3, () => (choose.rarely(100) ? 'unknown' : list[0]!)],
    ])();
  }
  return found;
}

/** VKS is observed with its Kubernetes tail; it is the same release. */
const spelledAsObserved = (choose: Choose, component: string, version: string): string =>
  component === 'vks' && choose.chance(20) ? `${version}+v1.32` : version;
