import { isAtLeastMinor, minorOf } from '../world/releases.js';
import type { World } from '../world/world.js';
import { type ClusterNode, isIn } from '../world/world-node.js';
import type { KubeItem, KubeObject } from './kube-resource.js';
import { machinesOf } from './machines.js';
import { clusterClass, kubernetesVersion, objectName, timeText } from './versions.js';

/** Where VKS keeps what it brings. */
export const VKS_PUBLIC = 'vmware-system-vks-public';

/** What a cluster is to become: its release, or the one that it rolls to. */
export const wantedVkr = ({ versions, roll }: ClusterNode): string => roll?.to['vkr'] ?? versions['vkr'] ?? 'unknown';

/** From VKr 1.35 the CNI is a variable of the topology, before that it is the ClusterBootstrap's. */
export const hasCniVariable = (cluster: ClusterNode): boolean => isAtLeastMinor('vkr', wantedVkr(cluster), 1, 35);

const inCluster = (cluster: ClusterNode): Record<string, string> => ({ 'cluster.x-k8s.io/cluster-name': cluster.name });

/** The `Cluster` of one cluster, in both API versions. */
export function clusterItem(cluster: ClusterNode, vks: string): KubeItem {
  const release = objectName(wantedVkr(cluster));
  return {
    namespace: cluster.namespace,
    name: cluster.name,
    labels: { 'run.tanzu.vmware.com/tkr': release, ...cluster.labels },
    render: (version) => ({
      metadata: { uid: cluster.uid, creationTimestamp: '2026-01-01T00:00:00Z', generation: 1, annotations: {} },
      spec: {
        clusterNetwork: {
          pods: { cidrBlocks: ['192.168.156.0/20'] },
          services: { cidrBlocks: ['10.96.0.0/12'] },
          serviceDomain: 'cluster.local',
        },
        topology: topology(cluster, vks, version),
      },
      status: clusterStatus(cluster, version),
    }),
  };
}

function topology(cluster: ClusterNode, vks: string, version: string): KubeObject {
  const className = clusterClass(minorOf('vks', vks)[1]);
  const variables: KubeObject[] = [{ name: 'vmClass', value: 'best-effort-medium' }];
  if (hasCniVariable(cluster)) variables.push({ name: 'bootstrapAddons', value: { cniRef: { name: cluster.cni, namespace: VKS_PUBLIC } } });
  return {
    ...(version === 'v1beta1'
      ? { class: className, classNamespace: VKS_PUBLIC }
      : { classRef: { name: className, namespace: VKS_PUBLIC } }),
    // Newer admission drops the build of the release, older stores the name of its object.
    version: isAtLeastMinor('vks', vks, 3, 5) ? kubernetesVersion(wantedVkr(cluster)) : objectName(wantedVkr(cluster)),
    controlPlane: { replicas: cluster.controlPlane },
    workers: { machineDeployments: cluster.pools.map(({ name, nodes }) => ({ class: 'node-pool', name, replicas: nodes })) },
    variables,
  };
}

function clusterStatus(cluster: ClusterNode, version: string): KubeObject {
  const rolls = cluster.roll !== null && 'vkr' in cluster.roll.to;
  const controlPlaneRolls = cluster.roll?.parts.some(({ part, nodes, done }) => part === 'control-plane' && done < nodes) === true;
  const lastTransitionTime = timeText(cluster.roll?.startedAt ?? Date.parse('2026-01-01T00:10:00Z'));
  const condition = (type: string, ok: boolean, reason: string, message = '') => ({
    type,
    status: ok ? 'True' : 'False',
    lastTransitionTime,
    ...(ok ? {} : { reason, message }),
  });
  const reconciled = condition('TopologyReconciled', !rolls, 'ClusterUpdating', 'nodes are rolled to the version of the topology');
  const running = kubernetesVersion(controlPlaneRolls || !rolls ? (cluster.versions['vkr'] ?? 'unknown') : cluster.roll!.to['vkr']!);
  if (version === 'v1beta1')
    return {
      phase: 'Provisioned',
      version: running,
      controlPlaneReady: true,
      infrastructureReady: true,
      conditions: [
        condition('Ready', true, ''),
        condition('ControlPlaneReady', true, ''),
        condition('InfrastructureReady', true, ''),
        reconciled,
      ],
    };
  const packageMoves = cluster.roll?.parts.some(({ part, nodes, done }) => part === 'package' && done < nodes) === true;
  return {
    phase: 'Provisioned',
    version: running,
    controlPlane: { desiredReplicas: cluster.controlPlane, replicas: cluster.controlPlane, readyReplicas: cluster.controlPlane },
    conditions: [
      condition('Available', true, ''),
      reconciled,
      condition('AddonsReconciled', !packageMoves, 'AddonsReconciling'),
      condition('SystemChecksSucceeded', !isIn(cluster, 'stuck'), 'SystemChecksFailed', 'a PodDisruptionBudget keeps a node from draining'),
    ],
  };
}

export const machineItems = (world: World, cluster: ClusterNode): KubeItem[] =>
  machinesOf(world, cluster).map(({ name, pool, vkr }) => ({
    namespace: cluster.namespace,
    name,
    labels: {
      ...inCluster(cluster),
      ...(pool === null ? { 'cluster.x-k8s.io/control-plane': '' } : { 'topology.cluster.x-k8s.io/deployment-name': pool }),
    },
    render: () => ({
      spec: { clusterName: cluster.name, version: kubernetesVersion(vkr) },
      status: { phase: 'Running', nodeRef: { name } },
    }),
  }));

export const machineDeploymentItems = (cluster: ClusterNode): KubeItem[] =>
  cluster.pools.map(({ name, nodes }) => {
    const rolling = cluster.roll?.parts.find(({ part, moves }) => part === name && moves.includes('vkr'));
    return {
      namespace: cluster.namespace,
      name: `${cluster.name}-${name}`,
      labels: { ...inCluster(cluster), 'topology.cluster.x-k8s.io/deployment-name': name },
      render: () => ({
        spec: { clusterName: cluster.name, replicas: nodes, template: { spec: { version: kubernetesVersion(wantedVkr(cluster)) } } },
        status: { replicas: nodes, readyReplicas: nodes, updatedReplicas: rolling ? rolling.done : nodes },
      }),
    };
  });
