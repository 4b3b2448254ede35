import type { ClusterAddresses, Signal, Subnet } from '@lockstep/fleet/domain';
import { compareTexts } from '@lockstep/kernel';
import { addressSignals, roomsOf } from './address-signals.js';
import type { FaultLog } from './faults.js';
import { type NsxClient, placeOf } from './nsx-client.js';
import { listOf, readShape } from './nsx-lists.js';
import { API, urlOf } from './policy-paths.js';
import { podsAreRoutable } from './pods-routable.js';
import { attempt } from './read-clusters.js';
import { realizedSignal } from './realization-signals.js';
import { type AddressUsage, addressUsage, dhcpStats, ipPool, realizedEntity, subnet, type VpcSubnet } from './shapes.js';

/** What one VPC tells of a cluster in it. */
export interface ClusterInVpc {
  readonly addresses: ClusterAddresses | undefined;
  readonly signals: readonly Signal[];
}

/** A cluster as NSX calls it: `<vSphere Namespace>-<cluster>`. */
type Named = { readonly name: string };

export const OUTSIDE_OF_A_VPC: ClusterInVpc = {
  addresses: undefined,
  signals: [realizedSignal(undefined, 'it is in no VPC'), ...addressSignals(undefined, new Map(), 'it is in no VPC')],
};

/** A subnet of the cluster shows that this is its VPC. Where none is found what NSX says of the VPC may be of others. */
export function withoutRegistration({ addresses, signals }: ClusterInVpc): ClusterInVpc {
  if (addresses !== undefined && addresses.subnets.length > 0) return { addresses, signals };
  const doubtful = realizedSignal(undefined, 'no subnet of the cluster was found in its VPC');
  return { addresses, signals: signals.map((signal) => (signal.name === doubtful.name ? doubtful : signal)) };
}

/** Subnets with their free addresses, IP usage and realized state of one VPC, for those of its clusters that are given. */
export async function readVpc(
  client: NsxClient,
  vpc: string,
  clusters: readonly Named[],
  faults: FaultLog,
  signal: AbortSignal,
): Promise<(cluster: Named) => ClusterInVpc> {
  const [realized, usage, subnets] = await Promise.all([
    readRealized(client, vpc, faults, signal),
    readAddressUsage(client, vpc, faults, signal),
    readSubnets(client, vpc, new Set(clusters.map(({ name }) => name)), faults, signal),
  ]);
  const rooms = roomsOf(usage?.ip_blocks ?? []);
  return ({ name }) => {
    const addresses = subnets.of(name, usage);
    return { addresses, signals: [realized, ...addressSignals(addresses, rooms, subnets.why ?? '')] };
  };
}

async function readRealized(client: NsxClient, vpc: string, faults: FaultLog, signal: AbortSignal): Promise<Signal> {
  const states: (string | null | undefined)[] = [];
  const why = await attempt(faults, async () => {
    const path = `${API}/infra/realized-state/realized-entities?intent_path=${encodeURIComponent(vpc)}`;
    for await (const { state } of listOf(client, path, realizedEntity, faults, signal)) states.push(state);
  });
  return realizedSignal(why === undefined ? states : undefined, why ?? '');
}

async function readAddressUsage(client: NsxClient, vpc: string, faults: FaultLog, signal: AbortSignal): Promise<AddressUsage | undefined> {
  let usage: AddressUsage | undefined;
  const url = `${urlOf(vpc)}/ip-address-usage`;
  await attempt(faults, async () => {
    usage = readShape(addressUsage, (await client.get(url, signal)).json, placeOf(url));
  });
  return usage;
}

interface SubnetsOfVpc {
  /** Why there are none; undefined: they were read. */
  readonly why: string | undefined;
  of(cluster: string, usage: AddressUsage | undefined): ClusterAddresses | undefined;
}

interface FoundSubnet extends Subnet {
  readonly set: string;
  readonly blocks: readonly string[];
}

async function readSubnets(
  client: NsxClient,
  vpc: string,
  clusters: ReadonlySet<string>,
  faults: FaultLog,
  signal: AbortSignal,
): Promise<SubnetsOfVpc> {
  const found = new Map<string, Promise<FoundSubnet>[]>();
  const why = await attempt(faults, async () => {
    for await (const one of listOf(client, `${urlOf(vpc)}/subnets`, subnet, faults, signal)) {
      const owner = ownerOf(one);
      const cidr = one.ip_addresses?.[0];
      if (!owner || !cidr || !clusters.has(owner.cluster)) continue;
      const read = readFree(client, one, faults, signal).then((free) => ({
        id: one.path,
        cidr,
        free,
        set: owner.set,
        blocks: one.ip_blocks ?? [],
      }));
      // Whoever waits for it hears of its failure; nobody waits once the list itself has failed.
      read.catch(() => undefined);
      const others = found.get(owner.cluster);
      if (others) others.push(read);
      else found.set(owner.cluster, [read]);
    }
  });
  const subnets = new Map<string, FoundSubnet[]>();
  for (const [cluster, reads] of found) subnets.set(cluster, await Promise.all(reads));
  const sets = [...subnets.values()].map(([first]) => first!.set);
  return {
    why,
    of(cluster, usage) {
      if (why !== undefined) return undefined;
      const own = (subnets.get(cluster) ?? []).sort((a, b) => compareTexts(a.id, b.id));
      return {
        subnets: own.map(({ id, cidr, free }) => ({ id, cidr, free })),
        blocks: [...new Set(own.flatMap(({ blocks }) => blocks))].sort(compareTexts),
        podsRoutable: own[0] ? podsAreRoutable(own[0].set, sets, usage) : null,
      };
    },
  };
}

/** A SubnetSet of a cluster has its name; with the vSphere Namespace that is the name by which NSX knows the cluster. */
function ownerOf({ tags }: VpcSubnet): { readonly cluster: string; readonly set: string } | undefined {
  const tagOf = (scope: string) => tags.find((tag) => tag.scope === scope)?.tag ?? undefined;
  const set = tagOf('nsx-op/subnetset_name');
  const namespace = tagOf('nsx-op/namespace') ?? tagOf('nsx-op/vm_namespace');
  return set && namespace ? { set, cluster: `${namespace}-${set}` } : undefined;
}

/** Null: could not be told. A relay leaves addresses to a DHCP server that NSX does not see. */
async function readFree(client: NsxClient, one: VpcSubnet, faults: FaultLog, signal: AbortSignal): Promise<number | null> {
  let free: number | null = null;
  await attempt(faults, async () => {
    if (one.subnet_dhcp_config?.mode === 'DHCP_SERVER') {
      const url = `${urlOf(one.path)}/dhcp-server-config/stats`;
      const { ip_pool_stats: pools } = readShape(dhcpStats, (await client.get(url, signal)).json, placeOf(url));
      if (pools.length > 0) free = pools.reduce((sum, pool) => sum + Math.max(0, pool.pool_size - pool.allocated_number), 0);
    } else if (one.advanced_config?.static_ip_allocation?.enabled)
      for await (const pool of listOf(client, `${urlOf(one.path)}/ip-pools`, ipPool, faults, signal))
        if (pool.id === 'static-ipv4-default') free = pool.pool_usage?.available_ips ?? null;
  });
  return free;
}
