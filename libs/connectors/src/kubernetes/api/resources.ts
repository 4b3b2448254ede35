/** A kind of objects, in the API versions that can be read, the one to prefer first. */
export interface Resource {
  readonly group: string;
  readonly versions: readonly string[];
  readonly plural: string;
  readonly kind: string;
}

const of = (group: string, versions: readonly string[], plural: string, kind: string): Resource => ({ group, versions, plural, kind });

/** On the Supervisor. */
export const CLUSTERS = of('cluster.x-k8s.io', ['v1beta2', 'v1beta1'], 'clusters', 'Cluster');
export const MACHINES = of('cluster.x-k8s.io', ['v1beta2', 'v1beta1'], 'machines', 'Machine');
export const CLUSTER_CLASSES = of('cluster.x-k8s.io', ['v1beta2', 'v1beta1'], 'clusterclasses', 'ClusterClass');
export const KUBERNETES_RELEASES = of('kubernetes.vmware.com', ['v1alpha1'], 'kubernetesreleases', 'KubernetesRelease');
/** What KubernetesRelease was before. */
export const TANZU_KUBERNETES_RELEASES = of('run.tanzu.vmware.com', ['v1alpha3'], 'tanzukubernetesreleases', 'TanzuKubernetesRelease');
export const CLUSTER_BOOTSTRAPS = of('run.tanzu.vmware.com', ['v1alpha3'], 'clusterbootstraps', 'ClusterBootstrap');
export const ADDON_CONFIGS = of('addons.kubernetes.vmware.com', ['v1alpha1'], 'addonconfigs', 'AddonConfig');
export const ADDON_RELEASES = of('addons.kubernetes.vmware.com', ['v1alpha1'], 'addonreleases', 'AddonRelease');
export const ANTREA_CONFIGS = of('cni.tanzu.vmware.com', ['v1alpha1'], 'antreaconfigs', 'AntreaConfig');
export const NSX_SERVICE_ACCOUNTS = of('nsx.vmware.com', ['v1alpha1'], 'nsxserviceaccounts', 'NSXServiceAccount');
/** Of the VPC networking model alone; on a Supervisor of a legacy one neither is served. */
export const NETWORK_INFOS = of('crd.nsx.vmware.com', ['v1alpha1'], 'networkinfos', 'NetworkInfo');
export const VPC_NETWORK_CONFIGURATIONS = of('crd.nsx.vmware.com', ['v1alpha1'], 'vpcnetworkconfigurations', 'VPCNetworkConfiguration');
export const PACKAGE_INSTALLS = of('packaging.carvel.dev', ['v1alpha1'], 'packageinstalls', 'PackageInstall');

/** In a cluster. */
export const ANTREA_CONTROLLER_INFOS = of('crd.antrea.io', ['v1beta1'], 'antreacontrollerinfos', 'AntreaControllerInfo');
export const ANTREA_AGENT_INFOS = of('crd.antrea.io', ['v1beta1'], 'antreaagentinfos', 'AntreaAgentInfo');
export const DEPLOYMENTS = of('apps', ['v1'], 'deployments', 'Deployment');
export const RESOURCE_DEFINITIONS = of('apiextensions.k8s.io', ['v1'], 'customresourcedefinitions', 'CustomResourceDefinition');
