import type { World } from '../world/world.js';
import { type ClusterNode, isIn } from '../world/world-node.js';
import { nsxNameOf, vpcPathOf } from './addon-objects.js';
import { clusterWide, type KubeItem, type KubeObject, type KubeResource, namespaced } from './kube-resource.js';
import { type Machine, machinesOf, packagedVersion } from './machines.js';
import { antreaBinary, kubernetesVersion, timeText } from './versions.js';

const SYSTEM = 'vmware-system-antrea';
const ADAPTER_LABELS = { app: 'antrea-interworking', component: 'interworking' };
const CONTAINERS = ['election-runner', 'mp-adapter', 'tn-proxy', 'ccp-adapter'];

/** All that the API server of a cluster serves and a scanner may read. Heartbeats are of `now`, the clock of whoever serves. */
export function guestResources(world: World, id: string, now: () => number): KubeResource[] {
  const cluster = (): ClusterNode => world.get('cluster', id);
  const antrea = (items: (cluster: ClusterNode) => readonly KubeItem[]) => () => (cluster().cni === 'antrea' ? items(cluster()) : []);
  const adapter = (items: (cluster: ClusterNode) => readonly KubeItem[]) => () => (cluster().adapter === 'enabled' ? items(cluster()) : []);
  const ofAntrea =
    cluster().cni === 'antrea'
      ? [
          clusterWide(
            'crd.antrea.io/v1beta1',
            'antreacontrollerinfos',
            'AntreaControllerInfo',
            antrea((node) => [controllerItem(world, node, now)]),
          ),
          clusterWide(
            'crd.antrea.io/v1beta1',
            'antreaagentinfos',
            'AntreaAgentInfo',
            antrea((node) => agentItems(world, node, now)),
          ),
        ]
      : [];
  return [
    ...ofAntrea,
    clusterWide('v1', 'nodes', 'Node', () => nodeItems(world, cluster())),
    namespaced(
      'v1',
      'pods',
      'Pod',
      adapter((node) => [adapterPod(node)]),
    ),
    namespaced('v1', 'configmaps', 'ConfigMap', adapter(configMapItems)),
    namespaced(
      'apps/v1',
      'deployments',
      'Deployment',
      adapter((node) => [adapterDeployment(node)]),
    ),
    namespaced('packaging.carvel.dev/v1alpha1', 'packageinstalls', 'PackageInstall', antrea(packageItems)),
    clusterWide('apiextensions.k8s.io/v1', 'customresourcedefinitions', 'CustomResourceDefinition', () => crdItems(cluster())),
  ];
}

const labelsOf = (pool: string | null): Record<string, string> => (pool === null ? { 'node-role.kubernetes.io/control-plane': '' } : {});

const nodeItems = (world: World, cluster: ClusterNode): KubeItem[] =>
  machinesOf(world, cluster).map(({ name, pool, vkr }) => ({
    namespace: null,
    name,
    labels: labelsOf(pool),
    render: () => ({ status: { nodeInfo: { kubeletVersion: kubernetesVersion(vkr) }, conditions: [{ type: 'Ready', status: 'True' }] } }),
  }));

const condition = (type: string, ok: boolean, at: string): KubeObject => ({ type, status: ok ? 'True' : 'False', lastHeartbeatTime: at });

function controllerItem(world: World, cluster: ClusterNode, now: () => number): KubeItem {
  return {
    namespace: null,
    name: 'antrea-controller',
    labels: {},
    render: () => ({
      version: antreaBinary(packagedVersion(cluster, 'antrea') ?? '0.0.0'),
      podRef: { kind: 'Pod', namespace: 'kube-system', name: 'antrea-controller-0' },
      serviceRef: { kind: 'Service', name: 'antrea' },
      connectedAgentNum: machinesOf(world, cluster).length,
      controllerConditions: [condition('ControllerHealthy', !isIn(cluster, 'controller-failing'), timeText(now()))],
      apiPort: 10349,
    }),
  };
}

/** Of a cluster whose agents fail, every fourth and at least one does. */
const failsAt = (cluster: ClusterNode, index: number): boolean => isIn(cluster, 'agents-failing') && index % 4 === 0;

const agentItems = (world: World, cluster: ClusterNode, now: () => number): KubeItem[] =>
  machinesOf(world, cluster).map(({ name, antrea }: Machine, index) => ({
    namespace: null,
    name,
    labels: {},
    render: () => {
      const at = timeText(now());
      return {
        version: antreaBinary(antrea ?? '0.0.0'),
        podRef: { kind: 'Pod', namespace: 'kube-system', name: `antrea-agent-${name.slice(-5)}` },
        nodeRef: { kind: 'Node', name },
        ovsInfo: { version: '3.0.5', bridgeName: 'br-int' },
        agentConditions: [
          condition('AgentHealthy', !failsAt(cluster, index), at),
          condition('ControllerConnectionUp', true, at),
          condition('OVSDBConnectionUp', !failsAt(cluster, index), at),
          condition('OpenflowConnectionUp', true, at),
        ],
      };
    },
  }));

const adapterImage = (cluster: ClusterNode): string =>
  `localhost:5000/vmware.io/antreainterworking/interworking-photon:${packagedVersion(cluster, 'antrea-nsx-adapter') ?? 'unknown'}`;

function adapterDeployment(cluster: ClusterNode): KubeItem {
  const ready = isIn(cluster, 'adapter-crash') ? 0 : 1;
  return {
    namespace: SYSTEM,
    name: 'interworking',
    labels: ADAPTER_LABELS,
    render: () => ({
      metadata: { generation: 1 },
      spec: {
        replicas: 1,
        selector: { matchLabels: ADAPTER_LABELS },
        template: {
          metadata: { labels: ADAPTER_LABELS },
          spec: { hostNetwork: true, containers: CONTAINERS.map((name) => ({ name, image: adapterImage(cluster) })) },
        },
      },
      status: {
        observedGeneration: 1,
        replicas: 1,
        updatedReplicas: 1,
        readyReplicas: ready,
        availableReplicas: ready,
        unavailableReplicas: 1 - ready,
      },
    }),
  };
}

/** Four containers; of an adapter that crashes the one that talks to the managers. */
const adapterPod = (cluster: ClusterNode): KubeItem => ({
  namespace: SYSTEM,
  name: 'interworking-0',
  labels: ADAPTER_LABELS,
  render: () => ({
    spec: { containers: CONTAINERS.map((name) => ({ name, image: adapterImage(cluster) })) },
    status: {
      phase: 'Running',
      containerStatuses: CONTAINERS.map((name) => {
        const crashes = name === 'mp-adapter' && isIn(cluster, 'adapter-crash');
        return {
          name,
          image: adapterImage(cluster),
          ready: !crashes,
          restartCount: crashes ? 7 : 0,
          state: crashes ? { waiting: { reason: 'CrashLoopBackOff' } } : { running: { startedAt: '2026-01-01T00:00:00Z' } },
        };
      }),
    },
  }),
});

const configMapItems = (cluster: ClusterNode): KubeItem[] =>
  Object.entries({
    'bootstrap-config': {
      'bootstrap.conf': `bootstrapFrom: "SupervisorCluster"\nclusterName: ${nsxNameOf(cluster)}\nNSXManagers: [10.0.0.11, 10.0.0.12, 10.0.0.13]\nvpcPath: "${vpcPathOf(cluster)}"\n`,
    },
    'cluster-id': { 'cluster-id.conf': `clusterID: ${cluster.nsxClusterId}\n` },
  }).map(([name, data]) => ({ namespace: SYSTEM, name, labels: {}, render: () => ({ data }) }));

const packageItems = (cluster: ClusterNode): KubeItem[] => {
  const wanted = cluster.roll?.to['antrea'] ?? cluster.versions['antrea'];
  if (wanted === undefined) return [];
  return [
    {
      namespace: 'vmware-system-tkg',
      name: `${cluster.name}-antrea`,
      labels: {},
      render: () => ({
        spec: { packageRef: { refName: 'antrea.tanzu.vmware.com', versionSelection: { constraints: wanted } } },
        status: { version: packagedVersion(cluster, 'antrea'), friendlyDescription: 'Reconcile succeeded' },
      }),
    },
  ];
};

const ANTREA_CRDS = ['antreaagentinfos', 'antreacontrollerinfos', 'clusternetworkpolicies', 'networkpolicies', 'tiers'];

function crdItems(cluster: ClusterNode): KubeItem[] {
  const crd = (plural: string, group: string, stored: readonly string[]): KubeItem => ({
    namespace: null,
    name: `${plural}.${group}`,
    labels: {},
    render: () => ({
      spec: {
        group,
        names: { plural },
        versions: [...stored].reverse().map((name, index) => ({ name, served: true, storage: index === 0 })),
      },
      status: { storedVersions: stored },
    }),
  });
  const old = isIn(cluster, 'stored-versions');
  return [
    ...(cluster.cni === 'antrea'
      ? ANTREA_CRDS.map((plural) => crd(plural, 'crd.antrea.io', old && plural === 'tiers' ? ['v1alpha1', 'v1beta1'] : ['v1beta1']))
      : []),
    crd('gateways', 'gateway.networking.k8s.io', ['v1']),
  ];
}
