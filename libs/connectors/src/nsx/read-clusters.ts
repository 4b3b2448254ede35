import type { Signal } from '@lockstep/fleet/domain';
import { adapterSignals } from './adapter-signals.js';
import { type FaultLog, isNotServed } from './faults.js';
import type { NsxClient } from './nsx-client.js';
import { listOf } from './nsx-lists.js';
import { API, CONTROL_PLANES, isVpcPath, projectOf, readControlPlanePath } from './policy-paths.js';
import { networkSignal } from './realization-signals.js';
import { containerCluster, controlPlane, controlPlaneStatus } from './shapes.js';

const STATUS_LIST = `${API}${CONTROL_PLANES}-status`;
const CONTAINER_CLUSTERS = '/api/v1/fabric/container-clusters';

/** A cluster that is registered with NSX. */
export interface RegisteredCluster {
  /** `<vSphere Namespace>-<cluster>` */
  readonly name: string;
  readonly nodeId: string;
  /** Policy path; null: it is in none. */
  readonly vpc: string | null;
  /** Of the adapter and of the inventory. */
  readonly signals: readonly Signal[];
}

/** The clusters that are registered with this site, in text order of their VPCs and then as NSX lists them. */
export async function readClusters(
  client: NsxClient,
  only: readonly string[] | undefined,
  faults: FaultLog,
  signal: AbortSignal,
): Promise<RegisteredCluster[]> {
  const [planes, statuses, networks] = await Promise.all([
    readControlPlanes(client, only, faults, signal),
    readStatuses(client, faults, signal),
    readNetworks(client, faults, signal),
  ]);
  return planes.map(({ name, nodeId, vpc }) => ({
    name,
    nodeId,
    vpc,
    signals: [
      ...(statuses.get(name) ?? adapterSignals(undefined, statuses.why)),
      networks.get(nodeId) ?? networkSignal(undefined, networks.why),
    ],
  }));
}

type Registration = Omit<RegisteredCluster, 'signals'>;

async function readControlPlanes(
  client: NsxClient,
  only: readonly string[] | undefined,
  faults: FaultLog,
  signal: AbortSignal,
): Promise<Registration[]> {
  const planes: Registration[] = [];
  try {
    for await (const plane of listOf(client, API + CONTROL_PLANES, controlPlane, faults, signal, null)) {
      if (isForeign(plane.path, plane.id, faults)) continue;
      const path = plane.vhc_path ?? plane.vpc_path ?? '';
      const vpc = isVpcPath(path) ? path : null;
      if (only && (vpc === null || !only.includes(projectOf(vpc)!))) continue;
      planes.push({ name: plane.id, nodeId: plane.node_id, vpc });
    }
  } catch (error) {
    faults.addPart(error, null);
  }
  return planes;
}

/** With federation a manager may tell of what belongs to other sites: those have managers of their own. */
function isForeign(path: string | null | undefined, id: string, faults: FaultLog): boolean {
  const found = readControlPlanePath(path);
  if (!found || (found.site === 'default' && found.enforcementPoint === 'default')) return false;
  faults.add({
    code: 'foreign-cluster',
    place: `GET ${API}${CONTROL_PLANES}, /results/${id}/path`,
    detail: `${id} is of site ${found.site}, enforcement point ${found.enforcementPoint}`,
  });
  return true;
}

/** Signals by key, and what is told of those that are not there. */
interface Told<Value> {
  readonly why: string;
  get(key: string): Value | undefined;
}

/** Only signals are kept: of ten thousand clusters that is a fraction of what NSX says. */
async function readStatuses(client: NsxClient, faults: FaultLog, signal: AbortSignal): Promise<Told<Signal[]>> {
  const found = new Map<string, Signal[]>();
  const why = await attempt(faults, async () => {
    for await (const status of listOf(client, STATUS_LIST, controlPlaneStatus, faults, signal)) {
      const path = readControlPlanePath(status.parent_path ?? status.path);
      if (path && path.site === 'default' && path.enforcementPoint === 'default') found.set(path.id, adapterSignals(status, ''));
    }
  });
  return { why: why ?? 'NSX tells no status of it', get: (key) => found.get(key) };
}

async function readNetworks(client: NsxClient, faults: FaultLog, signal: AbortSignal): Promise<Told<Signal>> {
  const found = new Map<string, Signal>();
  const why = await attempt(faults, async () => {
    for await (const { external_id: id, network_status: status, network_errors: errors } of listOf(
      client,
      CONTAINER_CLUSTERS,
      containerCluster,
      faults,
      signal,
    ))
      found.set(id, networkSignal({ status: status ?? null, errors: errors?.length ?? 0 }, ''));
  });
  return { why: why ?? 'it is not in the inventory of NSX', get: (key) => found.get(key) };
}

/** @returns why nothing was read; undefined: it was */
export async function attempt(faults: FaultLog, read: () => Promise<void>): Promise<string | undefined> {
  try {
    await read();
    return undefined;
  } catch (error) {
    if (isNotServed(error)) return 'this NSX does not tell it';
    faults.addPart(error);
    return 'it could not be read';
  }
}
