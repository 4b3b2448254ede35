import type { ClusterNode } from '../world/world-node.js';
import { vpcPathOf } from './addon-objects.js';
import type { KubeItem } from './kube-resource.js';

/** The VPC of a vSphere Namespace is that of its clusters. */
interface NamespaceVpc {
  readonly namespace: string;
  readonly name: string;
  readonly path: string;
}

function vpcsOf(clusters: readonly ClusterNode[]): NamespaceVpc[] {
  const vpcs = clusters.map((cluster) => ({ namespace: cluster.namespace, name: cluster.vpc, path: vpcPathOf(cluster) }));
  return [...new Map(vpcs.map((vpc) => [`${vpc.namespace} ${vpc.path}`, vpc])).values()];
}

/** One to a namespace, with its VPC; none where clusters with accounts were put into several. Older NSX Operators gave the path, newer ones the name alone; which one depends on the namespace, so that both are met. */
export const networkInfoItems = (clusters: readonly ClusterNode[]): KubeItem[] => {
  const count = new Map<string, number>();
  const vpcs = vpcsOf(clusters);
  for (const { namespace } of vpcs) count.set(namespace, (count.get(namespace) ?? 0) + 1);
  return vpcs
    .filter(({ namespace }) => count.get(namespace) === 1)
    .map(({ namespace, name, path }) => ({
      namespace,
      name: namespace,
      labels: {},
      render: () => ({
        vpcs: [
          {
            name,
            defaultSNATIP: '10.10.0.8',
            loadBalancerIPAddresses: '100.64.0.0/28',
            privateIPs: ['172.26.0.0/16'],
            ...(namespace.length % 2 === 0 ? { vpcPath: path } : { networkStack: 'FullStackVPC' }),
          },
        ],
      }),
    }));
};

/** One to a namespace. */
export const vpcConfigurationItems = (clusters: readonly ClusterNode[]): KubeItem[] =>
  vpcsOf(clusters).map(({ namespace, name, path }) => ({
    namespace: null,
    name: `${namespace}-${name}`,
    labels: {},
    render: () => ({
      spec: { nsxProject: path.slice(0, path.indexOf('/vpcs/')), defaultSubnetSize: 32, privateIPs: ['172.26.0.0/16'] },
      status: { vpcs: [{ name, vpcPath: path }], conditions: [] },
    }),
  }));
