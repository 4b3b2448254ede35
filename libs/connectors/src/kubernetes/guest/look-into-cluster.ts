import type { ClusterReference, PartVersion, Sighting, SourceReport } from '@lockstep/fleet/domain';
import type { KubernetesApi } from '../api/kubernetes-api.js';
import { concernsOneKind, KubernetesFailure } from '../api/kubernetes-failure.js';
import { ANTREA_AGENT_INFOS, ANTREA_CONTROLLER_INFOS, DEPLOYMENTS, PACKAGE_INSTALLS, RESOURCE_DEFINITIONS } from '../api/resources.js';
import { type Asking, faultOf, findObject, gather, nameOf, readObject } from '../read-objects.js';
import { antreaAgentInfo, antreaControllerInfo, deployment, packageInstall, resourceDefinition } from '../shapes.js';
import { AgentCount, antreaVersions, controllerSignal } from '../signals/antrea-health.js';
import { seeInterworking } from '../signals/interworking.js';
import { isOfAntrea, type StoredVersions, storedVersionsOf, storedVersionsSignal } from '../signals/stored-versions.js';
import { clockSkew } from '../supervisor/look-at-supervisor.js';

const ADAPTER_NAMESPACE = 'vmware-system-antrea';
const ADAPTER_LABEL = 'app=antrea-interworking';
/** Newest first: where the package of Antrea is installed. */
const PACKAGE_NAMESPACES = ['vmware-system-tkg', 'tkg-system'];

/** What runs in a cluster, by its own API: Antrea, and the adapter where one is expected. */
export async function* lookIntoCluster(
  api: KubernetesApi,
  cluster: ClusterReference,
  images: Readonly<Record<string, string>>,
  now: () => string,
): AsyncGenerator<SourceReport> {
  const subject = { kind: 'cluster', id: cluster.id } as const;
  const asking: Asking = { api, subject };
  if ((await api.servedVersion(RESOURCE_DEFINITIONS)) === null)
    throw new KubernetesFailure('wrong-shape', 'GET /apis/', 'what answers is no Kubernetes API that can be read', false);
  if (api.clockSkew) yield { report: 'fault', fault: clockSkew(api.clockSkew, subject) };

  const controllers = yield* gather(asking, {
    ...{ resource: ANTREA_CONTROLLER_INFOS, shape: antreaControllerInfo },
    keyOf: () => '',
    keep: (info) => info,
  });
  const controller = controllers.get('');
  const agents = yield* countAgents(asking);
  const packaged = yield* packagedAntrea(asking, cluster.name);
  const antrea = antreaVersions(packaged ?? null, controller?.version ?? null, agents?.versions ?? new Map());
  const stored = storedVersionsSignal(yield* storedVersions(asking));
  const adapter = cluster.adapter === 'enabled' ? seeInterworking(yield* findInterworking(asking), images) : null;

  const mixed: Record<string, readonly PartVersion[]> = {
    ...(packaged !== undefined && controller !== undefined && agents !== undefined && { antrea: antrea.mixed }),
    ...(adapter && { 'antrea-nsx-adapter': adapter.mixed }),
  };
  const sighting: Sighting = {
    subject,
    observedAt: now(),
    uid: cluster.uid,
    versions: {
      ...(packaged !== undefined && { antrea: antrea.version ?? 'unknown' }),
      ...(adapter && { 'antrea-nsx-adapter': adapter.version }),
    },
    mixed,
    signals: [
      controllerSignal(controller, api.serverTime),
      agents?.signal(controller?.connectedAgentNum ?? null, cluster.nodes) ?? {
        name: 'antrea-agents',
        state: 'unknown',
        detail: 'AntreaAgentInfo could not be read',
      },
      ...(adapter ? [adapter.signal] : []),
      stored,
    ],
  };
  yield { report: 'sighting', sighting };
}

/** Undefined: not all of them could be read. Thousands pass by, and are only counted. */
async function* countAgents(asking: Asking): AsyncGenerator<SourceReport, AgentCount | undefined> {
  let [count, unreadable] = [new AgentCount(), 0];
  const reading = { resource: ANTREA_AGENT_INFOS, shape: antreaAgentInfo, keyOf: nameOf };
  try {
    for await (const { items, restarted } of asking.api.list(ANTREA_AGENT_INFOS)) {
      if (restarted) [count, unreadable] = [new AgentCount(), 0];
      for (const [index, item] of items.entries()) {
        const read = readObject(asking, reading, item, index);
        if ('object' in read) count.add(read.object, asking.api.serverTime);
        else if ('fault' in read && ++unreadable === 1) yield { report: 'fault', fault: read.fault };
      }
    }
  } catch (error) {
    if (!concernsOneKind(error)) throw error;
    yield { report: 'fault', fault: faultOf(error, asking.subject) };
    return undefined;
  }
  return unreadable === 0 ? count : undefined;
}

/** The full version, which what runs does not tell. Null: there is no such package; undefined: it could not be read. */
async function* packagedAntrea(asking: Asking, name: string): AsyncGenerator<SourceReport, string | null | undefined> {
  for (const namespace of PACKAGE_NAMESPACES) {
    const found = yield* findObject(asking, { resource: PACKAGE_INSTALLS, shape: packageInstall, namespace, name: `${name}-antrea` });
    if (found !== null) return found && (found.status.version ?? null);
  }
  return null;
}

async function* findInterworking(asking: Asking) {
  const found = yield* gather(asking, {
    ...{ resource: DEPLOYMENTS, shape: deployment, namespaces: [ADAPTER_NAMESPACE], labelSelector: ADAPTER_LABEL },
    keyOf: () => '',
    keep: (object) => object,
  });
  return found.get('');
}

async function* storedVersions(asking: Asking): AsyncGenerator<SourceReport, StoredVersions | undefined> {
  const found = yield* gather(asking, {
    ...{ resource: RESOURCE_DEFINITIONS, shape: resourceDefinition },
    only: ({ name }) => isOfAntrea(name),
    keyOf: () => '',
    keep: (definition, before: StoredVersions = { definitions: 0, lost: [], old: [] }): StoredVersions => {
      const { lost, old } = storedVersionsOf(definition);
      return { definitions: before.definitions + 1, lost: [...before.lost, ...lost], old: [...before.old, ...old] };
    },
  });
  const all = found.get('');
  return all === null ? { definitions: 0, lost: [], old: [] } : all;
}
