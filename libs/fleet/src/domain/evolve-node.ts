import type { NodeEvent } from './fleet-events.js';
import { type Aspect, type Cni, DEFAULT_CNI, type FleetNode, isLive, NO_CAPACITY, NO_IDENTITY, type Placement } from './fleet-node.js';
import { instantOf, later } from './instant.js';

/**
 * A node after one more event. Each aspect keeps its own time: an event that was observed before what is known of the same thing changes
 * nothing of it, so events about different times may come in any order. Of two at the same time the later in the record counts.
 * An observation tells the whole of each aspect that it names. A registration tells that the node is there and what it hangs on; null in its other
 * members is not told, and what is known stays.
 */
export function evolveNode<Node extends FleetNode>(node: Node, event: NodeEvent): Node {
  const at = instantOf(event.observedAt);
  const draft = { ...node, seen: { ...node.seen } };
  if (event.change === 'LostSight') {
    const { source, misses } = event.data;
    return isPast(node, 'sight', at) ? node : Object.assign(draft, { lostSight: { source, misses, since: at } });
  }
  observe(draft, event, at);
  assumeCni(draft);
  const { lostSight } = node;
  return Object.assign(draft, {
    observedAt: later(node.observedAt, at),
    lostSight: lostSight !== null && lostSight.since > at ? lostSight : null,
  });
}

/** Whether an event would change nothing because something newer is known. */
export function isLate(node: FleetNode, event: NodeEvent): boolean {
  const at = instantOf(event.observedAt);
  if (event.change === 'Registered' && !node.registered) return false;
  // Before a newer registration it still ends what was observed before it.
  if (event.change === 'Decommissioned' && at > node.goneAt) return at < node.confirmedAt;
  const told = aspectsOf(event);
  return told.length > 0 && told.every((aspect) => isPast(node, aspect, at));
}

/** A node of which a scan at `takenAt` saw nothing else than is known. */
export const confirmNode = <Node extends FleetNode>(node: Node, takenAt: string): Node => {
  const at = instantOf(takenAt);
  return at > node.confirmedAt ? { ...node, confirmedAt: at, observedAt: later(node.observedAt, at) } : node;
};

function isPast(node: FleetNode, aspect: Aspect, at: string): boolean {
  if (aspect === 'sight') return at < node.observedAt || at < (node.lostSight?.since ?? '');
  const isConfirmed = isInSnapshots(aspect) && at < node.confirmedAt;
  return isConfirmed || at < (node.seen[aspect] ?? '') || (isWiped(aspect) && at < node.goneAt);
}

function aspectsOf(event: NodeEvent): Aspect[] {
  switch (event.change) {
    case 'Registered':
      return ['presence', ...toldBy(event.data)];
    case 'Moved':
      return PLACEMENT;
    case 'VersionObserved':
      return [`version:${event.data.component}`];
    case 'HealthObserved':
      return [`health:${event.data.layer}`];
    case 'LabelsChanged':
      return ['labels'];
    case 'CniChanged':
      return toldOfCni(event.data);
    case 'CapacityObserved':
      return ['capacity'];
    case 'IdentityObserved':
      return toldOfIdentity(event.data);
    case 'SignalsObserved':
      return [`signals:${event.data.source}`];
    case 'MixedVersionsObserved':
      return [`mixed:${event.data.component}`];
    case 'AddressesObserved':
      return ['addresses'];
    case 'ManagerApiConsumersObserved':
      return ['managerApi'];
    case 'Decommissioned':
      return ['presence'];
    case 'LostSight':
      return ['sight'];
  }
}

const PLACEMENT: Aspect[] = ['placement', 'project', 'vpc'];

/** Old records may lack members that are null. */
function toldBy({ placement, networking, cni }: Registration): Aspect[] {
  const told: Aspect[] = ['placement'];
  if (placement.project != null) told.push('project');
  if (placement.vpc != null) told.push('vpc');
  if (networking != null) told.push('networking');
  return [...told, ...toldOfCni(cni ?? {})];
}

const toldOfCni = ({ cni, adapter }: Partial<Cni>): Aspect[] => [
  ...(cni === undefined ? [] : (['cni'] as const)),
  ...(adapter === undefined ? [] : (['adapter'] as const)),
];

/** A node always has a uid, so that null is one that is not known. */
const toldOfIdentity = ({ uid, nsxClusterId }: IdentityData): Aspect[] => [
  ...(uid == null ? [] : (['identity'] as const)),
  ...(nsxClusterId === undefined ? [] : (['nsxClusterId'] as const)),
];

type IdentityData = Extract<NodeEvent, { change: 'IdentityObserved' }>['data'];

type Registration = Extract<NodeEvent, { change: 'Registered' }>['data'];

type Draft = { -readonly [Member in keyof FleetNode]: FleetNode[Member] } & { seen: Partial<Record<Aspect, string>> };

function observe(draft: Draft, event: Exclude<NodeEvent, { change: 'LostSight' }>, at: string): void {
  switch (event.change) {
    case 'Registered': {
      const { placement, networking, cni } = event.data;
      if (isNews(draft, 'presence', at)) draft.decommissioned = false;
      const told = toldBy(event.data).filter((aspect) => isNews(draft, aspect, at));
      place(draft, placement, told);
      if (told.includes('networking')) draft.networking = networking;
      setCni(draft, cni ?? {}, told);
      draft.registered = true;
      draft.registeredAt = later(draft.registeredAt, at);
      return;
    }
    case 'Moved':
      place(
        draft,
        event.data.placement,
        PLACEMENT.filter((aspect) => isNews(draft, aspect, at)),
      );
      return;
    case 'VersionObserved': {
      const { component, version } = event.data;
      if (!isNews(draft, `version:${component}`, at)) return;
      draft.versions = withEntry(draft.versions, component, version);
      return;
    }
    case 'HealthObserved': {
      const { layer, verdict, evidence } = event.data;
      if (isNews(draft, `health:${layer}`, at)) draft.health = { ...draft.health, [layer]: { verdict, evidence, observedAt: at } };
      return;
    }
    case 'LabelsChanged':
      if (isNews(draft, 'labels', at)) draft.labels = event.data.labels;
      return;
    case 'CniChanged':
      setCni(
        draft,
        event.data,
        toldOfCni(event.data).filter((aspect) => isNews(draft, aspect, at)),
      );
      return;
    case 'CapacityObserved':
      if (isNews(draft, 'capacity', at)) draft.capacity = { ...NO_CAPACITY, ...event.data };
      return;
    case 'Decommissioned':
      if (at >= draft.confirmedAt) decommission(draft, at);
      return;
    default:
      observeLook(draft, event, at);
  }
}

/** `told`: which aspects of the placement are news. */
function place(draft: Draft, placement: Partial<Placement>, told: readonly Aspect[]): void {
  const { nsxManager = null, vcenter = null, supervisor = null, project = null, vpc = null } = placement;
  draft.placement = {
    ...draft.placement,
    ...(told.includes('placement') ? { nsxManager, vcenter, supervisor } : {}),
    ...(told.includes('project') ? { project } : {}),
    ...(told.includes('vpc') ? { vpc } : {}),
  };
}

function setCni(draft: Draft, { cni, adapter }: Partial<Cni>, told: readonly Aspect[]): void {
  const known = draft.cni ?? DEFAULT_CNI;
  if (told.includes('cni')) draft.cni = { ...known, cni: cni! };
  if (told.includes('adapter')) draft.cni = { ...(draft.cni ?? known), adapter: adapter! };
}

function observeIdentity(draft: Draft, data: IdentityData, at: string): void {
  const told = toldOfIdentity(data).filter((aspect) => isNews(draft, aspect, at));
  if (told.length === 0) return;
  const { uid, nsxClusterId } = draft.identity ?? NO_IDENTITY;
  draft.identity = {
    uid: told.includes('identity') ? data.uid : uid,
    nsxClusterId: told.includes('nsxClusterId') ? data.nsxClusterId! : nsxClusterId,
  };
}

type LookEvent = Extract<
  NodeEvent,
  { change: 'IdentityObserved' | 'SignalsObserved' | 'MixedVersionsObserved' | 'AddressesObserved' | 'ManagerApiConsumersObserved' }
>;

/** What only a look into the system itself can tell. */
function observeLook(draft: Draft, event: LookEvent, at: string): void {
  if (event.change === 'IdentityObserved') return observeIdentity(draft, event.data, at);
  if (!aspectsOf(event).every((aspect) => isNews(draft, aspect, at))) return;
  switch (event.change) {
    case 'SignalsObserved': {
      const { source, signals } = event.data;
      draft.signals = withEntry(draft.signals, source, signals.length === 0 ? null : { signals, observedAt: at });
      return;
    }
    case 'MixedVersionsObserved': {
      const { component, parts } = event.data;
      draft.mixed = withEntry(draft.mixed, component, parts.length === 0 ? null : parts);
      return;
    }
    case 'AddressesObserved':
      draft.addresses = event.data;
      return;
    case 'ManagerApiConsumersObserved':
      draft.managerApi = event.data;
  }
}

function withEntry<Value>(map: Readonly<Record<string, Value>>, key: string, value: Value | null): Readonly<Record<string, Value>> {
  const { [key]: _, ...others } = map;
  return value === null ? others : { ...others, [key]: value };
}

/** Notes the observation unless something newer is known. */
function isNews(draft: Draft, aspect: Aspect, at: string): boolean {
  if (isPast(draft, aspect, at)) return false;
  draft.seen[aspect] = at;
  return true;
}

/** What nobody has told of the CNI of a cluster is as in a document that leaves it out. */
function assumeCni(draft: Draft): void {
  if (draft.kind !== 'cluster') return;
  const { cni, adapter } = draft.seen;
  if (cni === undefined && adapter === undefined) draft.cni = isLive(draft) ? DEFAULT_CNI : null;
  else if (cni === undefined) draft.cni = { ...draft.cni!, cni: DEFAULT_CNI.cni };
  else if (adapter === undefined) draft.cni = { ...draft.cni!, adapter: DEFAULT_CNI.adapter };
}

/** All that was observed in the node ends with it; what it hung on stays known. A newer registration stays as well. */
function decommission(draft: Draft, at: string): void {
  draft.goneAt = later(draft.goneAt, at);
  const stays = (aspect: Aspect) => (draft.seen[aspect] ?? '') >= draft.goneAt;
  const rest = <Map extends object>(map: Map, family: 'version' | 'health' | 'signals' | 'mixed') =>
    Object.fromEntries(Object.entries(map).filter(([name]) => stays(`${family}:${name}` as Aspect))) as Map;
  draft.versions = rest(draft.versions, 'version');
  draft.health = rest(draft.health, 'health');
  draft.signals = rest(draft.signals, 'signals');
  draft.mixed = rest(draft.mixed, 'mixed');
  if (!stays('project')) draft.placement = { ...draft.placement, project: null };
  if (!stays('vpc')) draft.placement = { ...draft.placement, vpc: null };
  if (!stays('networking')) draft.networking = null;
  if (!stays('labels')) draft.labels = {};
  if (!stays('capacity')) draft.capacity = NO_CAPACITY;
  if (draft.identity && !stays('identity')) draft.identity = { ...draft.identity, uid: null };
  if (draft.identity && !stays('nsxClusterId')) draft.identity = { ...draft.identity, nsxClusterId: null };
  if (!stays('identity') && !stays('nsxClusterId')) draft.identity = null;
  if (!stays('addresses')) draft.addresses = null;
  if (!stays('managerApi')) draft.managerApi = null;
  for (const aspect of Object.keys(draft.seen) as Aspect[]) if (isWiped(aspect) && !stays(aspect)) delete draft.seen[aspect];
  if (at < (draft.seen.presence ?? '')) return;
  draft.decommissioned = true;
  draft.seen.presence = at;
}

/** Ends with the node. */
const isWiped = (aspect: Aspect): boolean => !STAYING.has(aspect);
const STAYING: ReadonlySet<Aspect> = new Set(['presence', 'placement', 'sight']);

/** Shown by snapshots, so that one which shows it unchanged confirms it. */
const isInSnapshots = (aspect: Aspect): boolean => SHOWN.has(aspect) || aspect.startsWith('version:');
const SHOWN: ReadonlySet<Aspect> = new Set([
  'presence',
  'placement',
  'project',
  'vpc',
  'networking',
  'cni',
  'adapter',
  'labels',
  'capacity',
]);
