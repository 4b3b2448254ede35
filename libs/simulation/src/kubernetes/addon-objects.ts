import { type ClusterNode, isIn } from '../world/world-node.js';
import { hasCniVariable, wantedVkr } from './cluster-objects.js';
import type { KubeItem } from './kube-resource.js';
import { antreaPackage, objectName } from './versions.js';

const wantedAntrea = ({ versions, roll }: ClusterNode): string => roll?.to['antrea'] ?? versions['antrea'] ?? '0.0.0';
const CALICO = 'calico.tanzu.vmware.com.3.31.5+vmware.3-fips-tkg.1';

/** Below VKr 1.35: which CNI a cluster was made with. */
export const bootstrapItems = (cluster: ClusterNode): KubeItem[] =>
  hasCniVariable(cluster)
    ? []
    : [
        {
          namespace: cluster.namespace,
          name: cluster.name,
          labels: {},
          render: () => ({
            metadata: { annotations: { 'tkg.tanzu.vmware.com/add-missing-fields-from-tkr': objectName(wantedVkr(cluster)) } },
            spec: {
              cni: {
                refName:
                  cluster.cni === 'antrea'
                    ? antreaPackage(wantedAntrea(cluster))
                    : cluster.cni === 'calico'
                      ? CALICO
                      : `${cluster.cni}.example.com.1.0.0`,
                ...(cluster.cni === 'antrea'
                  ? {
                      valuesFrom: {
                        providerRef: { apiGroup: 'cni.tanzu.vmware.com', kind: 'AntreaConfig', name: `${cluster.name}-antrea-package` },
                      },
                    }
                  : {}),
              },
            },
            status: { resolvedTKR: objectName(wantedVkr(cluster)) },
          }),
        },
      ];

/** Below VKr 1.35: whether the adapter is on. Two spellings of the field are about; which one depends on the cluster, so that both are met. */
export const antreaConfigItems = (cluster: ClusterNode): KubeItem[] => {
  if (cluster.cni !== 'antrea' || hasCniVariable(cluster)) return [];
  const enable = cluster.adapter === 'enabled';
  const spelling = cluster.name.length % 2 === 0 ? { antreaNSX: { enable } } : { antreaNsx: { enable } };
  return [
    {
      namespace: cluster.namespace,
      name: `${cluster.name}-antrea-package`,
      labels: {},
      render: () => ({ spec: { antrea: { config: { trafficEncapMode: 'encap' } }, ...spelling } }),
    },
  ];
};

/** From VKr 1.35. */
export const addonConfigItems = (cluster: ClusterNode): KubeItem[] =>
  cluster.cni === 'antrea' && hasCniVariable(cluster)
    ? [
        {
          namespace: cluster.namespace,
          name: `${cluster.name}-antrea`,
          labels: { 'addon.kubernetes.vmware.com/addon-name': 'antrea', 'cluster.x-k8s.io/cluster-name': cluster.name },
          render: () => ({
            metadata: { annotations: { 'clusteraddon.addons.kubernetes.vmware.com/owned-for-deletion': 'true' } },
            spec: {
              clusterName: cluster.name,
              addonConfigDefinitionRef: { name: objectName(antreaPackage(wantedAntrea(cluster))) },
              values: { antreaNSX: { enable: cluster.adapter === 'enabled' } },
            },
          }),
        },
      ]
    : [];

/** NSX calls a cluster by its namespace and its name. */
export const nsxNameOf = ({ namespace, name }: ClusterNode): string => `${namespace}-${name}`;

export const vpcPathOf = ({ project, vpc }: ClusterNode): string => `/orgs/default/projects/${project}/vpcs/${vpc}`;

export const serviceAccountItems = (cluster: ClusterNode): KubeItem[] => {
  if (cluster.adapter !== 'enabled') return [];
  const realized = !isIn(cluster, 'unrealized-account');
  return [
    {
      namespace: cluster.namespace,
      name: `${cluster.name}-antrea`,
      labels: {},
      render: () => ({
        spec: { vpcName: cluster.vpc, enableCertRotation: true },
        status: {
          phase: realized ? 'realized' : 'failed',
          reason: realized ? 'Success' : 'Error',
          conditions: [
            {
              type: 'Realized',
              status: realized ? 'True' : 'False',
              reason: realized ? 'RealizationSuccess' : 'RealizationError',
              message: '',
              lastTransitionTime: '2026-10-01T08:00:00Z',
            },
          ],
          vpcPath: vpcPathOf(cluster),
          nsxManagers: ['10.0.0.11', '10.0.0.12', '10.0.0.13'],
          proxyEndpoints: { addresses: [{ ip: '10.10.0.5' }], ports: [{ name: 'rest-api', port: 10091, protocol: 'TCP' }] },
          clusterID: cluster.nsxClusterId,
          clusterName: nsxNameOf(cluster),
          secrets: [{ name: `${cluster.name}-antrea-nsx-cert`, namespace: cluster.namespace }],
        },
      }),
    },
  ];
};
