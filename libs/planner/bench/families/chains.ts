import { seededRandom } from '@lockstep/testing/problems';
import { type BenchProblem, type ClusterEntry, documentOf, type Entry } from './bench-problem.js';

const ADAPTER = 'antrea-nsx-adapter';
const VKR_PATCHES = 4;
const ADAPTER_PATCHES = 4;

export interface ChainSize {
  readonly clusters: number;
  readonly supervisors: number;
  /** NSX hops from start to goal. */
  readonly nsxHops: number;
  readonly seed: number;
  /** Holds the adapter of one cluster that is too old for the first NSX hop: no plan exists. */
  readonly blocked?: boolean;
}

/**
 * Bridge chains: an adapter of minor `i` runs with NSX `i - 1` and `i`, so NSX goes one release at a time, and between two of its hops every cluster
 * with an adapter moves: by a VKr roll that brings one along, or by a hop of the adapter alone where the running Antrea still fits it. VKS follows
 * in between, Supervisor by Supervisor. Up to 72 version classes per Supervisor.
 */
export function chainProblem({ clusters, supervisors, nsxHops, seed, blocked = false }: ChainSize): BenchProblem {
  const kinds = clusterKinds();
  const supervisorIds = Array.from({ length: supervisors }, (_, index) => `sup-${index}`);
  const random = seededRandom(seed);
  const startVks = supervisorIds.map(() => random.int(2));
  function* stream(): Iterable<ClusterEntry> {
    const draws = seededRandom(seed + 1);
    for (let index = 0; index < clusters; index++) {
      // The first cluster is the laggard: the oldest VKr with what it bundles.
      const kind = index === 0 ? kinds[0]! : draws.pick(kinds);
      yield {
        id: `c-${index}`,
        supervisor: supervisorIds[index % supervisors]!,
        project: `project-${draws.int(40)}`,
        ...kind,
        nodes: { controlPlane: 3, workers: 3 + draws.int(20) },
      };
    }
  }
  return {
    family: blocked ? 'chain-blocked' : 'chain',
    name: `chain${blocked ? '-blocked' : ''}-${nsxHops}-${supervisors}-${clusters}-${seed}`,
    supervisors,
    clusters,
    expected: blocked ? 'infeasible' : 'feasible',
    matrix: [documentOf('CompatibilityMatrix', chainMatrix(nsxHops))],
    goal: documentOf('UpgradeGoal', {
      targets: [
        { component: 'nsx', version: `=9.${nsxHops}.0` },
        { component: 'vkr', version: `>=1.${30 + nsxHops}`, select: { labels: { env: 'prod' } } },
      ],
      ...(blocked ? { hold: [{ component: ADAPTER, select: { ids: ['c-0'] } }] } : {}),
      policy: { evidence: 'operator' },
    }),
    fleet: {
      nodes: {
        nsxManagers: [{ id: 'nsx', versions: { nsx: '9.0.0' } }],
        vcenters: [],
        supervisors: supervisorIds.map((id, index) => ({ id, nsxManager: 'nsx', versions: { vks: `3.${startVks[index]!}.0` } })),
      },
      clusters: stream,
    },
  };
}

function clusterKinds(): (Entry & Pick<ClusterEntry, 'versions' | 'labels'>)[] {
  return [0, 1].flatMap((minor) =>
    Array.from({ length: VKR_PATCHES }).flatMap((_, patch) =>
      ['prod', 'dev'].flatMap((env) => {
        const vkr = `v1.${30 + minor}.${patch}`;
        const ahead = [`1.${minor}.${ADAPTER_PATCHES - 1}`, ...(minor === 0 ? ['1.1.0'] : [])];
        const labels = { env };
        return [
          { versions: { vkr }, labels },
          ...ahead.map((version) => ({ versions: { vkr, [ADAPTER]: version }, labels })),
          { versions: { vkr }, labels, adapter: 'disabled' },
          { versions: { vkr }, labels, cni: 'calico', adapter: 'disabled' },
        ];
      }),
    ),
  );
}

function chainMatrix(nsxHops: number): object {
  const minors = Array.from({ length: nsxHops + 2 }, (_, minor) => minor);
  const vksCount = Math.ceil(minors.length / 2) + 1;
  const vks = Array.from({ length: vksCount }, (_, index) => index);
  const statement = (id: string, between: Entry): Entry => ({ id, between, status: 'validated', evidence: 'operator' });
  const release = (component: string, version: string, rest: Entry = {}): Entry => ({ component, version, ...rest });
  return {
    components: [
      { id: 'nsx', scope: 'nsxManager', versioning: 'dotted' },
      { id: 'vks', scope: 'supervisor', versioning: 'dotted' },
      { id: 'vkr', scope: 'cluster', versioning: 'kubernetes' },
      { id: 'antrea', scope: 'cluster', versioning: 'semver' },
      { id: ADAPTER, scope: 'cluster', versioning: 'semver' },
    ],
    relations: [
      { between: [ADAPTER, 'nsx'], unknown: 'deny' },
      { between: [ADAPTER, 'antrea'], unknown: 'deny' },
      { between: ['vkr', 'vks'], unknown: 'deny' },
    ],
    releases: [
      ...minors.slice(0, -1).map((minor) => release('nsx', `9.${minor}.0`)),
      ...vks.map((index) => release('vks', `3.${index}.0`)),
      ...minors.flatMap((minor) => [
        release('antrea', `2.${minor}.0`),
        ...Array.from({ length: ADAPTER_PATCHES }, (_, patch) => release(ADAPTER, `1.${minor}.${patch}`)),
        ...Array.from({ length: VKR_PATCHES }, (_, patch) =>
          release('vkr', `v1.${30 + minor}.${patch}`, { bundle: { antrea: `2.${minor}.0`, [ADAPTER]: `1.${minor}.${patch % 3}` } }),
        ),
      ]),
    ],
    statements: [
      ...minors.map((minor) =>
        statement(`adapter-nsx-${minor}`, { [ADAPTER]: `1.${minor}.*`, nsx: `>=9.${Math.max(0, minor - 1)} <9.${minor + 1}` }),
      ),
      ...minors.map((minor) => statement(`adapter-antrea-${minor}`, { [ADAPTER]: `>=1.${minor} <1.${minor + 2}`, antrea: `2.${minor}.*` })),
      ...vks.map((index) =>
        statement(`vks-vkr-${index}`, { vks: `3.${index}.*`, vkr: `>=1.${30 + Math.max(0, 2 * index - 2)} <1.${30 + 2 * index + 2}` }),
      ),
    ],
    hops: ['nsx', 'vks', 'vkr', ADAPTER].map((component) => ({ component, from: '*', to: '*', maxMinorStep: 1, status: 'supported' })),
  };
}
