import { isAtLeastMinor } from '../world/releases.js';
import { remember } from '../world/remember.js';
import type { World } from '../world/world.js';
import type { ClusterNode, SupervisorNode } from '../world/world-node.js';
import { addonConfigItems, antreaConfigItems, bootstrapItems, serviceAccountItems } from './addon-objects.js';
import { clusterItem, machineDeploymentItems, machineItems, VKS_PUBLIC } from './cluster-objects.js';
import { clusterWide, type KubeItem, type KubeResource, namespaced } from './kube-resource.js';
import { networkInfoItems, vpcConfigurationItems } from './network-objects.js';
import { addonReleaseItems, clusterClassItems, kubernetesReleaseItems, legacyReleaseItems, osImageItems } from './release-objects.js';

const SERVICES = 'vmware-system-supervisor-services';

export interface SupervisorServing {
  readonly world: World;
  readonly supervisor: string;
  /** Text of the kubeconfig for a cluster, whose API server listens from then on. */
  readonly kubeconfig: (cluster: ClusterNode) => Promise<string>;
  /** Of `cluster.x-k8s.io`; undefined: v1beta2 from VKS 3.5 on, beside v1beta1. */
  readonly clusterApi: readonly string[] | undefined;
}

/** All that a Supervisor serves and a scanner may read. The same table serves every state of the world. */
export function supervisorResources({ world, supervisor, kubeconfig, clusterApi: versions }: SupervisorServing): KubeResource[] {
  const node = (): SupervisorNode => world.get('supervisor', supervisor);
  const vks = (): string => node().versions['vks'] ?? '3.0.0';
  const clusters = (): readonly ClusterNode[] =>
    remember(world, `clusters ${supervisor}`, () =>
      world.all('cluster').filter((cluster) => cluster.supervisor === supervisor || cluster.claimedBy.includes(supervisor)),
    );
  const each = (items: (cluster: ClusterNode) => readonly KubeItem[]) => () => clusters().flatMap(items);
  const clusterApi = `cluster.x-k8s.io/${(versions ?? (isAtLeastMinor('vks', vks(), 3, 5) ? ['v1beta2', 'v1beta1'] : ['v1beta1'])).join(',')}`;
  const kubernetesReleases = () => kubernetesReleaseItems(world, vks());
  const legacyReleases = () => legacyReleaseItems(world, vks());
  const machines = each((cluster) => machineItems(world, cluster));
  return [
    clusterWide('v1', 'namespaces', 'Namespace', () => namespaceItems(clusters())),
    namespaced(
      'v1',
      'secrets',
      'Secret',
      each((cluster) => [kubeconfigSecret(cluster, kubeconfig)]),
    ),
    namespaced(
      clusterApi,
      'clusters',
      'Cluster',
      each((cluster) => [clusterItem(cluster, vks())]),
    ),
    namespaced(clusterApi, 'machines', 'Machine', machines),
    namespaced(clusterApi, 'machinedeployments', 'MachineDeployment', each(machineDeploymentItems)),
    namespaced(clusterApi, 'clusterclasses', 'ClusterClass', () => clusterClassItems(vks())),
    clusterWide('kubernetes.vmware.com/v1alpha1', 'kubernetesreleases', 'KubernetesRelease', kubernetesReleases),
    clusterWide('run.tanzu.vmware.com/v1alpha3', 'tanzukubernetesreleases', 'TanzuKubernetesRelease', legacyReleases),
    clusterWide('run.tanzu.vmware.com/v1alpha3', 'osimages', 'OSImage', () => osImageItems(world)),
    namespaced('run.tanzu.vmware.com/v1alpha3', 'clusterbootstraps', 'ClusterBootstrap', each(bootstrapItems)),
    namespaced('cni.tanzu.vmware.com/v1alpha1', 'antreaconfigs', 'AntreaConfig', each(antreaConfigItems)),
    namespaced('addons.kubernetes.vmware.com/v1alpha1', 'addonconfigs', 'AddonConfig', each(addonConfigItems)),
    namespaced('addons.kubernetes.vmware.com/v1alpha1', 'addonreleases', 'AddonRelease', () => addonReleaseItems(world)),
    namespaced('nsx.vmware.com/v1alpha1', 'nsxserviceaccounts', 'NSXServiceAccount', each(serviceAccountItems)),
    ...(node().networking === null || node().networking === 'vpc' ? vpcResources(clusters) : []),
    namespaced('packaging.carvel.dev/v1alpha1', 'packageinstalls', 'PackageInstall', () => vksPackage(node())),
  ];
}

/** A legacy networking model knows neither. */
const vpcResources = (clusters: () => readonly ClusterNode[]): KubeResource[] => [
  namespaced('crd.nsx.vmware.com/v1alpha1', 'networkinfos', 'NetworkInfo', () => networkInfoItems(clusters())),
  clusterWide('crd.nsx.vmware.com/v1alpha1', 'vpcnetworkconfigurations', 'VPCNetworkConfiguration', () =>
    vpcConfigurationItems(clusters()),
  ),
];

const namespaceItems = (clusters: readonly ClusterNode[]): KubeItem[] =>
  [...new Set([SERVICES, VKS_PUBLIC, ...clusters.map(({ namespace }) => namespace)])].map((name) => ({
    namespace: null,
    name,
    labels: { 'kubernetes.io/metadata.name': name },
    render: () => ({ status: { phase: 'Active' } }),
  }));

const kubeconfigSecret = (cluster: ClusterNode, kubeconfig: SupervisorServing['kubeconfig']): KubeItem => ({
  namespace: cluster.namespace,
  name: `${cluster.name}-kubeconfig`,
  labels: { 'cluster.x-k8s.io/cluster-name': cluster.name },
  render: async () => ({
    type: 'cluster.x-k8s.io/secret',
    data: { value: Buffer.from(await kubeconfig(cluster)).toString('base64') },
  }),
});

/** A Supervisor whose VKS is not known has none installed. */
const vksPackage = ({ versions, roll }: SupervisorNode): KubeItem[] =>
  versions['vks'] === undefined
    ? []
    : [
        {
          namespace: SERVICES,
          name: 'svc-tkg.vsphere.vmware.com',
          labels: {},
          render: () => ({
            spec: {
              packageRef: { refName: 'tkg.vsphere.vmware.com', versionSelection: { constraints: roll?.to['vks'] ?? versions['vks'] } },
            },
            status: { version: versions['vks'], friendlyDescription: roll && 'vks' in roll.to ? 'Reconciling' : 'Reconcile succeeded' },
          }),
        },
      ];
