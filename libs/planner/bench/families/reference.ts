import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { FleetSnapshot } from '@lockstep/documents';
import { seededRandom } from '@lockstep/testing/problems';
import { type BenchProblem, type ClusterEntry, documentOf } from './bench-problem.js';

export interface ReferenceSize {
  readonly clusters: number;
  readonly supervisors: number;
  readonly seed: number;
}

const SUPERVISORS_PER_VCENTER = 10;

/** VKr releases that each Supervisor kind of the example site accepts, besides those of its example clusters, and from which the goal can be reached. */
const MORE_VKR = ['v1.31.11', 'v1.31.7', 'v1.32.10+vmware.1-fips-vkr.2', 'v1.33.3', 'v1.33.6+vmware.1-fips-vkr.2'];

/**
 * The whole reference matrix with the example overlay, and one large NSX domain whose Supervisors and clusters are drawn from the example site `fra` of
 * data/fleets/two-sites.yaml: NSX 4.2, several vCenters 8.0U3, three kinds of Supervisors, mixed VKr. The goal is NSX and vCenter 9.1.1.
 */
export function referenceProblem(root: string, { clusters, supervisors, seed }: ReferenceSize): BenchProblem {
  const example = (parse(readFileSync(path.join(root, 'data/fleets/two-sites.yaml'), 'utf8')) as FleetSnapshot).spec;
  const nsx = example.nsxManagers.find(({ id }) => id === 'nsx-fra')!;
  const vcenter = example.vcenters.find(({ nsxManager }) => nsxManager === nsx.id)!;
  const kinds = example.supervisors
    .filter(({ vcenter: id }) => example.vcenters.some((candidate) => candidate.id === id && candidate.nsxManager === nsx.id))
    .map((supervisor) => ({ supervisor, clusters: example.clusters.filter((cluster) => cluster.supervisor === supervisor.id) }));
  const vcenters = Array.from({ length: Math.ceil(supervisors / SUPERVISORS_PER_VCENTER) }, (_, index) => ({
    ...vcenter,
    id: `vc-${index}`,
    nsxManager: 'nsx',
  }));
  function* stream(): Iterable<ClusterEntry> {
    const random = seededRandom(seed);
    for (let index = 0; index < clusters; index++) {
      const at = index % supervisors;
      const pool = kinds[at % kinds.length]!.clusters;
      // The goal selects by these labels, and a selection must not be empty.
      const { labels, ...like } =
        index === 0 ? pool.find(({ labels: { env, tier } }) => env === 'prod' && tier === '1')! : random.pick(pool);
      const vkr = random.int(2) === 0 ? random.pick(MORE_VKR) : like.versions['vkr']!;
      const nodes = { controlPlane: 3, workers: 3 + random.int(30) };
      yield { ...like, id: `c-${index}`, supervisor: `sup-${at}`, versions: { ...like.versions, vkr }, nodes, labels };
    }
  }
  return {
    family: 'reference',
    name: `reference-${supervisors}-${clusters}-${seed}`,
    supervisors,
    clusters,
    expected: 'feasible',
    matrix: referenceMatrix(root),
    goal: documentOf('UpgradeGoal', {
      targets: [
        { component: 'nsx', version: '=9.1.1.0' },
        { component: 'vcenter', version: '=9.1.1.0' },
        { component: 'vkr', version: '>=1.35 <1.36', select: { labels: { env: 'prod', tier: '1' } } },
      ],
      policy: { evidence: 'operator' },
    }),
    fleet: {
      nodes: {
        nsxManagers: [{ ...nsx, id: 'nsx' }],
        vcenters,
        supervisors: Array.from({ length: supervisors }, (_, index) => ({
          ...kinds[index % kinds.length]!.supervisor,
          id: `sup-${index}`,
          vcenter: `vc-${Math.floor(index / SUPERVISORS_PER_VCENTER)}`,
        })),
      },
      clusters: stream,
    },
  };
}

function referenceMatrix(root: string): object[] {
  const folder = path.join(root, 'data/matrix');
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort();
  return [...files, 'overlays/example-lab.yaml'].map((file) => parse(readFileSync(path.join(folder, file), 'utf8')) as object);
}
