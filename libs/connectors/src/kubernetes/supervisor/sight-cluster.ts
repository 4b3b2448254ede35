import type { Capacity, Cni, ClusterReference, Placement, Sighting, SourceFault } from '@lockstep/fleet/domain';
import { bootstrapAddons, type ClusterObject, type Metadata } from '../shapes.js';
import { serviceAccountSignal } from '../signals/service-account.js';
import { releaseOfName } from '../versions.js';
import type { AntreaSettings, ClusterFacts, MachineCounts, ServiceAccount } from './cluster-facts.js';
import { CONTROL_PLANE } from './cluster-facts.js';
import { type ReleasesByKubernetes, rollOf } from './cluster-roll.js';

export interface SupervisorView {
  readonly supervisor: string;
  readonly observedAt: string;
  readonly releases: ReleasesByKubernetes;
  /** Whether clusters are looked into, so that the look into them tells of what runs there. */
  readonly lookedInto: boolean;
}

export interface ClusterSight {
  readonly sighting: Sighting;
  /** Null: there is nothing to look into. */
  readonly reference: ClusterReference | null;
  readonly fault: SourceFault | null;
}

const RELEASE_LABEL = 'run.tanzu.vmware.com/tkr';

const clusterId = (supervisor: string, { namespace, name }: Pick<Metadata, 'namespace' | 'name'>): string =>
  `${supervisor}/${namespace}/${name}`;

/** A cluster as the objects of its Supervisor show it. Pure. */
export function sightCluster(cluster: ClusterObject, facts: ClusterFacts, view: SupervisorView): ClusterSight {
  const { metadata } = cluster;
  const key = `${metadata.namespace}/${metadata.name}`;
  const id = clusterId(view.supervisor, metadata);
  const account = facts.accounts.get(key);
  const settings = antreaSettingsOf(key, facts);
  const cni = cniOf(cluster, key, facts, settings);
  const adapter = adapterOf(cni, settings, account);
  const label = metadata.labels[RELEASE_LABEL];
  const release = label && VALUE.test(label) ? releaseOfName(label) : null;
  const machines = facts.machines.get(key);
  const roll = release === null ? undefined : rollOf(cluster, release, machines, view.releases);
  const reference = view.lookedInto && (cni === 'antrea' || cni === undefined);
  const nodes = nodesOf(cluster, machines);

  const sighting: Sighting = {
    subject: { kind: 'cluster', id },
    observedAt: view.observedAt,
    uid: metadata.uid,
    ...(account !== undefined && { nsxClusterId: account?.clusterID ?? null }),
    placement: placementOf(view.supervisor, account?.vpcPath || facts.vpcs.find(metadata.namespace)),
    ...(cni !== undefined && adapter !== undefined && { cni: { cni, adapter } }),
    versions: {
      vkr: release ?? 'unknown',
      ...(cni !== undefined && cni !== 'antrea' && { antrea: null }),
      ...(cni === 'antrea' && !reference && settings?.version && { antrea: settings.version }),
      ...(adapter === 'disabled' && { 'antrea-nsx-adapter': null }),
    },
    labels: labelsOf(cluster, facts),
    ...(nodes && { nodes }),
    ...(roll && { mixed: { vkr: roll } }),
    // Without an account nothing is wrong unless there is an adapter that needs it.
    signals: adapter === 'disabled' ? [] : [serviceAccountSignal(adapter === undefined ? (account ?? undefined) : account)],
  };
  return {
    sighting,
    reference: reference
      ? {
          ...{ id, uid: metadata.uid, namespace: metadata.namespace, name: metadata.name, adapter: adapter ?? 'enabled' },
          nodes: nodes ? nodes.controlPlane + nodes.workers : null,
        }
      : null,
    fault: release === null ? unreadableRelease(id, key) : null,
  };
}

const unreadableRelease = (id: string, key: string): SourceFault => ({
  code: 'unreadable-version',
  subject: { kind: 'cluster', id },
  place: `Cluster ${key}, /metadata/labels/${RELEASE_LABEL.replace('/', '~1')}`,
  detail: 'the cluster does not say which VKr it is on; spec.topology.version is only what was asked for',
});

/** From VKr 1.35 on an AddonConfig, before it an AntreaConfig, which the ClusterBootstrap names. Null: there is neither; undefined: not readable. */
function antreaSettingsOf(key: string, { addons, antreaConfigs, bootstraps }: ClusterFacts): AntreaSettings | null | undefined {
  const addon = addons.get(key);
  if (addon !== null && addon?.adapter !== null) return addon;
  const bootstrap = bootstraps.get(key);
  const names = bootstrap?.config ? [`${key.slice(0, key.indexOf('/'))}/${bootstrap.config}`] : [`${key}-antrea-package`, key];
  const configs = names.map((name) => antreaConfigs.get(name));
  const found = configs.find((config) => config != null) ?? null;
  if (found === null && (bootstrap === undefined || configs.includes(undefined))) return undefined;
  const version = addon?.version ?? (bootstrap?.package?.name === 'antrea' ? bootstrap.package.version : null);
  return addon === null && found === null && version === null ? null : { adapter: found?.adapter ?? null, version };
}

const CNIS: ReadonlySet<string> = new Set<Cni['cni']>(['antrea', 'calico', 'cilium']);
const cniNamed = (name: string): Cni['cni'] => (CNIS.has(name) ? (name as Cni['cni']) : 'other');

/** What the topology names comes first; it cannot change after creation. Undefined: nothing tells. */
function cniOf(
  cluster: ClusterObject,
  key: string,
  facts: ClusterFacts,
  settings: AntreaSettings | null | undefined,
): Cni['cni'] | undefined {
  const variable = cluster.spec.topology?.variables.find(({ name }) => name === 'bootstrapAddons');
  const named = variable && bootstrapAddons.safeParse(variable.value).data?.cniRef?.name;
  if (named) return cniNamed(named);
  const bootstrap = facts.bootstraps.get(key)?.package;
  if (bootstrap) return cniNamed(bootstrap.name);
  return settings ? 'antrea' : undefined;
}

/**
 * What is set decides. Where nothing is set the default is off, and the NSXServiceAccount, which is made when it is turned on, must agree.
 * Undefined: it cannot be told.
 */
function adapterOf(
  cni: Cni['cni'] | undefined,
  settings: AntreaSettings | null | undefined,
  account: ServiceAccount | null | undefined,
): Cni['adapter'] | undefined {
  if (cni !== undefined && cni !== 'antrea') return 'disabled';
  if (settings?.adapter != null) return settings.adapter ? 'enabled' : 'disabled';
  if (account) return 'enabled';
  return cni === undefined || settings === undefined || account === undefined ? undefined : 'disabled';
}

/**
 * @param vpcPath `/orgs/default/projects/<project>/vpcs/<vpc>`, by the account of the adapter; of a cluster without one by its namespace
 */
function placementOf(supervisor: string, vpcPath = ''): Partial<Placement> {
  const [, project, vpc] = /^\/orgs\/[^/]+\/projects\/([^/]+)\/vpcs\/([^/]+)\/?$/.exec(vpcPath) ?? [];
  return { supervisor, ...(project && vpc && { project, vpc }) };
}

/** Written by machines for machines: they change with upgrades, or say again what is read elsewhere. */
const NOISE = /(^|\.)(x-k8s\.io|k8s\.io|kubernetes\.io|vmware\.com|k14s\.io)$/;
/** As Kubernetes takes them; anything else would not come from it. */
const [LABEL, VALUE] = [/^[-\w./]{1,200}$/, /^[-\w.]{0,63}$/];

function labelsOf({ metadata, spec }: ClusterObject, { deprecatedClasses }: ClusterFacts): Record<string, string> {
  const own = Object.entries(metadata.labels).filter(
    ([label, value]) => LABEL.test(label) && VALUE.test(value) && (!label.includes('/') || !NOISE.test(label.slice(0, label.indexOf('/')))),
  );
  const name = spec.topology?.classRef?.name ?? spec.topology?.class;
  return {
    ...Object.fromEntries(own),
    ...(name && { 'lockstep/cluster-class': name, ...(deprecatedClasses.get(name) && { 'lockstep/cluster-class-deprecated': 'true' }) }),
  };
}

/** As the topology asks for them: surge nodes of a roll do not count. A pool that is scaled automatically names no number; its Machines are counted. */
function nodesOf({ spec: { topology } }: ClusterObject, machines: MachineCounts | null | undefined): Capacity['nodes'] | undefined {
  const countOf = (part: string) => {
    const versions = machines?.get(part);
    return versions ? [...versions.values()].reduce((sum, one) => sum + one, 0) : machines ? 0 : undefined;
  };
  const controlPlane = topology?.controlPlane?.replicas ?? countOf(CONTROL_PLANE);
  const pools = [...(topology?.workers?.machineDeployments ?? []), ...(topology?.workers?.machinePools ?? [])];
  const sizes = pools.map(({ name, replicas }) => replicas ?? countOf(name));
  if (topology === undefined || controlPlane === undefined || sizes.includes(undefined)) return undefined;
  return { controlPlane, workers: sizes.reduce<number>((sum, size) => sum + size!, 0) };
}
