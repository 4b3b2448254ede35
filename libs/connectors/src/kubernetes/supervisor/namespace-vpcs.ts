import type { SourceReport } from '@lockstep/fleet/domain';
import { NETWORK_INFOS, VPC_NETWORK_CONFIGURATIONS } from '../api/resources.js';
import { type Asking, Found, gather } from '../read-objects.js';
import { networkInfo, vpcNetworkConfiguration } from '../shapes.js';

/** The VPC of a vSphere Namespace, by the path that NSX Operator gives it or by its name. */
export type NamedVpc = { readonly path: string } | { readonly name: string };

/** Policy paths of the VPCs in which vSphere Namespaces lie. */
export class NamespaceVpcs {
  /** @param vpcs by namespace; null: more than one is told @param paths by the name of the VPC; null: several have it */
  constructor(
    private readonly vpcs: Found<NamedVpc | null>,
    private readonly paths: ReadonlyMap<string, string | null>,
  ) {}

  /** Undefined: nothing tells it, or what tells it could mean several. */
  find(namespace: string): string | undefined {
    const vpc = this.vpcs.get(namespace);
    if (!vpc) return undefined;
    return 'path' in vpc ? vpc.path : (this.paths.get(vpc.name) ?? undefined);
  }
}

/**
 * A NetworkInfo has the VPC of its namespace. Where it tells only the name, the VPCNetworkConfigurations know the path to it. Names of VPCs are unique in a
 * Project alone, and several Projects may serve one Supervisor, so that a name counts only if all configurations were read and one path goes with it.
 */
export async function* gatherNamespaceVpcs(
  asking: Asking,
  namespaces: readonly string[] | undefined,
): AsyncGenerator<SourceReport, NamespaceVpcs> {
  let named = false;
  const vpcs = yield* gather(asking, {
    ...{ resource: NETWORK_INFOS, shape: networkInfo, namespaces },
    keyOf: ({ namespace }) => namespace,
    keep: ({ vpcs: [vpc, ...others] }, before: NamedVpc | null | undefined) => {
      if (!vpc) return before;
      if (others.length > 0 || before !== undefined) return null;
      named ||= !vpc.vpcPath;
      return vpc.vpcPath ? { path: vpc.vpcPath } : { name: vpc.name };
    },
  });
  return new NamespaceVpcs(vpcs, named ? yield* gatherPaths(asking) : new Map());
}

async function* gatherPaths(asking: Asking): AsyncGenerator<SourceReport, ReadonlyMap<string, string | null>> {
  const paths = new Map<string, string | null>();
  const configurations = yield* gather(asking, {
    ...{ resource: VPC_NETWORK_CONFIGURATIONS, shape: vpcNetworkConfiguration },
    keyOf: ({ name }) => name,
    keep: ({ status }) => {
      for (const { name, vpcPath } of status.vpcs) {
        const isOther = paths.has(name) && paths.get(name) !== vpcPath;
        if (name !== '') paths.set(name, isOther ? null : (vpcPath ?? null));
      }
      return undefined;
    },
  });
  return configurations.isComplete ? paths : new Map();
}
