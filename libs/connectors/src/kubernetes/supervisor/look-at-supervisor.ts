import type { SourceFault, SourceReport } from '@lockstep/fleet/domain';
import type { KubernetesApi } from '../api/kubernetes-api.js';
import { KubernetesFailure } from '../api/kubernetes-failure.js';
import { CLUSTERS } from '../api/resources.js';
import { type Asking, nameOf, readObject } from '../read-objects.js';
import type { KubernetesSettings } from '../settings.js';
import { cluster } from '../shapes.js';
import { type ClusterFacts, gatherClusterFacts } from './cluster-facts.js';
import { learnConstraints, learnReleases } from './learn-releases.js';
import { sightCluster, type SupervisorView } from './sight-cluster.js';
import { sightSupervisor } from './sight-supervisor.js';

/**
 * All that a Supervisor tells, itself first. Clusters pass page by page; of everything else little is kept for each cluster.
 *
 * @throws KubernetesFailure when the Supervisor, or its list of clusters, cannot be read to the end: then a cluster that was not told of may be there
 */
export async function* lookAtSupervisor(api: KubernetesApi, settings: KubernetesSettings, now: () => string): AsyncGenerator<SourceReport> {
  const subject = { kind: 'supervisor', id: settings.supervisor } as const;
  const asking: Asking = { api, subject };
  if (settings.tls === 'not-verified') yield { report: 'fault', fault: NOT_VERIFIED };
  if ((await api.servedVersion(CLUSTERS)) === null)
    throw new KubernetesFailure('wrong-shape', 'GET /apis/', `no version of ${CLUSTERS.group} that can be read is served`, false);
  if (api.clockSkew) yield { report: 'fault', fault: clockSkew(api.clockSkew, subject) };
  yield* sightSupervisor(asking, settings, now);
  const releases = yield* learnReleases(asking);
  yield* learnConstraints(asking);
  const facts = yield* gatherClusterFacts(asking, settings.namespaces);
  const lookedInto = settings.guestClusters === 'kubeconfig';
  yield* sightClusters(asking, settings, facts, () => ({ supervisor: settings.supervisor, observedAt: now(), releases, lookedInto }));
}

async function* sightClusters(
  asking: Asking,
  { supervisor, namespaces = [undefined] }: { supervisor: string; namespaces?: readonly (string | undefined)[] },
  facts: ClusterFacts,
  view: () => SupervisorView,
): AsyncGenerator<SourceReport> {
  let nameless: SourceFault | null = null;
  for (const namespace of namespaces) {
    // A list that begins anew tells of clusters again: once is enough.
    const seen = new Set<string>();
    let pages = 0;
    for await (const { items } of asking.api.list(CLUSTERS, { namespace })) {
      pages++;
      const seenAs = view();
      for (const [index, item] of items.entries()) {
        const read = readObject(asking, { resource: CLUSTERS, shape: cluster, keyOf: nameOf }, item, index);
        if ('passed' in read || (read.key !== null && seen.has(read.key))) continue;
        if (read.key !== null) seen.add(read.key);
        if ('object' in read) yield* reportsOf(sightCluster(read.object, facts, seenAs));
        else if (read.key === null) nameless = read.fault;
        else yield { report: 'fault', fault: { ...read.fault, subject: { kind: 'cluster', id: `${supervisor}/${read.key}` } } };
      }
    }
    if (pages === 0) throw new KubernetesFailure('wrong-shape', 'GET /apis/', 'clusters are served and cannot be listed', false);
  }
  if (nameless)
    throw new KubernetesFailure('wrong-shape', nameless.place, `a cluster cannot be told by its name: ${nameless.detail}`, false);
}

function* reportsOf({ sighting, reference, fault }: ReturnType<typeof sightCluster>): Generator<SourceReport> {
  yield { report: 'sighting', sighting };
  if (fault) yield { report: 'fault', fault };
  if (reference) yield { report: 'cluster', cluster: reference };
}

const NOT_VERIFIED: SourceFault = {
  code: 'tls-not-verified',
  subject: null,
  place: null,
  detail: 'the settings of the source take any certificate: whoever sits in between can read and change all that is seen',
};

export const clockSkew = (skew: 'ahead' | 'behind', subject: SourceFault['subject']): SourceFault => ({
  code: 'clock-skew',
  subject,
  place: null,
  detail: `the clock of the API server is more than 5 minutes ${skew === 'ahead' ? 'ahead of' : 'behind'} ours`,
});
