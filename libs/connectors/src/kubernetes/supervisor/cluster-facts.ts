import type { SourceReport } from '@lockstep/fleet/domain';
import type { z } from 'zod';
import { ADDON_CONFIGS, ANTREA_CONFIGS, CLUSTER_BOOTSTRAPS, CLUSTER_CLASSES, MACHINES, NSX_SERVICE_ACCOUNTS } from '../api/resources.js';
import { type Asking, Found, gather, nameOf } from '../read-objects.js';
import { addonConfig, antreaConfig, clusterBootstrap, clusterClass, machine, type Metadata, nsxServiceAccount } from '../shapes.js';
import { packageOf } from '../versions.js';
import { gatherNamespaceVpcs, type NamespaceVpcs } from './namespace-vpcs.js';

export type ServiceAccount = z.output<typeof nsxServiceAccount>['status'];

/** Settings of Antrea, wherever they stand; null: not said there. */
export interface AntreaSettings {
  readonly adapter: boolean | null;
  /** Of the package that is to be installed. */
  readonly version: string | null;
}

export interface Bootstrap {
  readonly package: ReturnType<typeof packageOf>;
  /** Name of the AntreaConfig. */
  readonly config: string | null;
}

/** Machines of a cluster: part to version to how many. The control plane is the part `control-plane`, a pool goes by its name. */
export type MachineCounts = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** What other objects of the Supervisor tell of its clusters. Small for each cluster, so that thousands fit. Keys are `namespace/name`. */
export interface ClusterFacts {
  readonly accounts: Found<ServiceAccount>;
  /** By namespace. */
  readonly vpcs: Pick<NamespaceVpcs, 'find'>;
  readonly addons: Found<AntreaSettings>;
  readonly antreaConfigs: Found<AntreaSettings>;
  readonly bootstraps: Found<Bootstrap>;
  readonly machines: Found<MachineCounts>;
  /** By name alone. */
  readonly deprecatedClasses: Found<boolean>;
}

/** Where VKS keeps what all clusters use, from 3.4 on. */
export const PUBLIC_NAMESPACE = 'vmware-system-vks-public';
export const CONTROL_PLANE = 'control-plane';
const CLUSTER_NAME = 'cluster.x-k8s.io/cluster-name';
const ADDON_NAME = 'addon.kubernetes.vmware.com/addon-name';

const enabled = (values: { antreaNSX?: { enable?: boolean }; antreaNsx?: { enable?: boolean } }): boolean | null =>
  values.antreaNSX?.enable ?? values.antreaNsx?.enable ?? null;

/** AddonConfigs and NSXServiceAccounts of Antrea are called `<cluster>-antrea`. */
const isOfAntrea = ({ name, labels }: Metadata) => (labels[ADDON_NAME] ?? 'antrea') === 'antrea' && name.endsWith('-antrea');
const withoutAntrea = ({ namespace, name }: Metadata) => `${namespace}/${name.replace(/-antrea$/, '')}`;

export async function* gatherClusterFacts(
  asking: Asking,
  namespaces: readonly string[] | undefined,
): AsyncGenerator<SourceReport, ClusterFacts> {
  const accounts = yield* gather(asking, {
    ...{ resource: NSX_SERVICE_ACCOUNTS, shape: nsxServiceAccount, namespaces },
    only: ({ name }) => name.endsWith('-antrea'),
    keyOf: withoutAntrea,
    keep: ({ status }) => status,
  });
  const vpcs = yield* gatherNamespaceVpcs(asking, namespaces);
  const addons = yield* gather(asking, {
    ...{ resource: ADDON_CONFIGS, shape: addonConfig, namespaces, only: isOfAntrea, keyOf: withoutAntrea },
    keep: ({ spec }): AntreaSettings => ({
      adapter: enabled(spec.values),
      version: packageOf(spec.addonConfigDefinitionRef?.name ?? '')?.version ?? null,
    }),
  });
  const antreaConfigs = yield* gather(asking, {
    ...{ resource: ANTREA_CONFIGS, shape: antreaConfig, namespaces, keyOf: nameOf },
    keep: ({ spec }): AntreaSettings => ({ adapter: enabled(spec), version: null }),
  });
  const bootstraps = yield* gather(asking, {
    ...{ resource: CLUSTER_BOOTSTRAPS, shape: clusterBootstrap, namespaces, keyOf: nameOf },
    keep: ({ spec }): Bootstrap => {
      const provider = spec.cni?.valuesFrom?.providerRef;
      return { package: packageOf(spec.cni?.refName ?? ''), config: provider?.kind === 'AntreaConfig' ? provider.name : null };
    },
  });
  const deprecatedClasses = yield* gather(asking, {
    ...{ resource: CLUSTER_CLASSES, shape: clusterClass, namespaces: [PUBLIC_NAMESPACE] },
    keyOf: ({ name }) => name,
    keep: ({ metadata }) => metadata.labels['deprecated.kubernetes.vmware.com/deprecated'] === 'true' || undefined,
  });
  const machines = yield* gatherMachines(asking, namespaces);
  return { accounts, vpcs, addons, antreaConfigs, bootstraps, machines, deprecatedClasses };
}

const gatherMachines = (asking: Asking, namespaces: readonly string[] | undefined) =>
  gather(asking, {
    ...{ resource: MACHINES, shape: machine, namespaces },
    keyOf: ({ namespace, labels }) => `${namespace}/${labels[CLUSTER_NAME] ?? ''}`,
    keep: ({ metadata: { labels }, spec: { version = '' } }, before: Map<string, Map<string, number>> = new Map()) => {
      const part =
        'cluster.x-k8s.io/control-plane' in labels ? CONTROL_PLANE : (labels['topology.cluster.x-k8s.io/deployment-name'] ?? 'workers');
      const versions = before.get(part) ?? new Map<string, number>();
      before.set(part, versions);
      versions.set(version, (versions.get(version) ?? 0) + 1);
      return before;
    },
  });
