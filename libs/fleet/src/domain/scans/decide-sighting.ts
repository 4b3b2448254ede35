import { UNKNOWN_VERSION } from '@lockstep/documents';
import { canonicalJson, compareTexts } from '@lockstep/kernel';
import { evolveNode, isLate } from '../evolve-node.js';
import type { NodeChange } from '../fleet-events.js';
import { type FleetNode, isLive, type NodeKind, NOWHERE, unknownNode } from '../fleet-node.js';
import { instantOf } from '../instant.js';
import type { Sighting, SourceFault } from './sighting.js';

/** A sighting of a node that is named by its id in the fleet. */
export type NamedSighting = Sighting & { readonly subject: { readonly kind: NodeKind; readonly id: string } };

/**
 * - `told`: the source sees the node; `changes` may be none
 * - `ignored`: it says nothing that counts: it is older than what is known, or about a node that is not there
 */
export interface SightingDecision {
  readonly outcome: 'told' | 'ignored';
  readonly changes: readonly NodeChange[];
  readonly faults: readonly SourceFault[];
}

const ignored = (...faults: readonly SourceFault[]): SightingDecision => ({ outcome: 'ignored', changes: [], faults });

/**
 * What one sighting adds to what is known: only differences, only of what was looked at, and nothing that would come late, because a source reports
 * the present, so that what is old is a report that came twice.
 * @param known the node under this id; undefined: nothing is known of it
 * @param sameUid other nodes that are known by the same uid
 * @param observer who looks, as signals are kept by it
 */
export function decideSighting(
  known: FleetNode | undefined,
  sameUid: readonly FleetNode[],
  sighting: NamedSighting,
  observer: string,
): SightingDecision {
  const { kind, id } = sighting.subject;
  const at = instantOf(sighting.observedAt);
  const node = known ?? unknownNode(kind, id);
  if (at < node.goneAt) return ignored();
  const speaksOfPresence = sighting.placement !== undefined || kind === 'nsx-manager';
  const isAnother = isLive(node) && isOther(sighting.uid, node.identity?.uid);
  if (isAnother && (!speaksOfPresence || at < (node.seen.identity ?? ''))) return ignored();
  if (!isLive(node) && !speaksOfPresence) return ignored();
  const claim = claimedBy(node, sameUid, sighting);
  if (claim) return ignored(claim);
  const found = new Changes(node, at);
  const faults: SourceFault[] = [];
  if (isAnother) {
    found.add({ change: 'Decommissioned', data: { id } });
    faults.push({
      code: 'recreated',
      subject: { kind, id },
      place: null,
      detail: `it was deleted and made again under its name: uid ${sighting.uid} follows ${node.identity!.uid}`,
    });
  } else if (isRebuilt(node, sighting)) found.add({ change: 'Decommissioned', data: { id } });
  addPresence(found, sighting);
  addDifferences(found, sighting, observer);
  if (found.changes.length === 0 && node.lostSight !== null) found.add(registration(found.node, sighting));
  const outdated = outdatedVersion(found.node, sighting);
  return { outcome: 'told', changes: found.changes, faults: outdated ? [...faults, outdated] : faults };
}

/** Nothing that is scanned tells the version of a Supervisor, so that it may be left behind when the Supervisor moves on. */
function outdatedVersion({ versions }: FleetNode, { subject, kubernetes }: NamedSighting): SourceFault | undefined {
  const recorded = versions['supervisor'];
  if (kubernetes === undefined || recorded === undefined || recorded === UNKNOWN_VERSION) return undefined;
  if (kubernetesNumbers(kubernetes) === kubernetesNumbers(recorded)) return undefined;
  const detail = `supervisor ${recorded} is on record, and the API server is Kubernetes ${kubernetes}: the version on record is of the past`;
  return { code: 'unreadable-version', subject, place: null, detail };
}

/** `v1.32.9+vmware.2-fips-vsc9.0.2.0100` → `1.32.9` */
const kubernetesNumbers = (text: string): string => /^v?(\d+\.\d+\.\d+)/.exec(text)?.[1] ?? text;

/** Changes that were found so far, and the node after them. */
class Changes {
  readonly changes: NodeChange[] = [];

  constructor(
    public node: FleetNode,
    private readonly at: string,
  ) {}

  add(change: NodeChange): void {
    const event = { ...change, observedAt: this.at };
    if (isLate(this.node, event)) return;
    this.changes.push(change);
    this.node = evolveNode(this.node, event);
  }
}

/** A uid says something only where both are known. */
const isOther = (seen: string | undefined, known: string | null | undefined): boolean =>
  seen !== undefined && known != null && seen !== known;

/** The networking model is chosen at activation. */
const isRebuilt = (node: FleetNode, { networking }: Sighting): boolean =>
  isLive(node) && networking !== undefined && node.networking !== null && node.networking !== networking;

/**
 * Somebody else's claim to the very same node: the same uid under another id, or the same id under another Supervisor. Who came first keeps it until
 * sight of it is lost there.
 */
function claimedBy(node: FleetNode, sameUid: readonly FleetNode[], { subject, placement, uid }: NamedSighting): SourceFault | undefined {
  const { kind, id } = subject;
  const stands = (other: FleetNode) => isLive(other) && other.lostSight === null;
  const fault = (detail: string): SourceFault => ({ code: 'claimed-twice', subject: { kind, id }, place: null, detail });
  const twin = sameUid.find((other) => other.kind === kind && other.id !== id && stands(other) && other.identity?.uid === uid);
  if (twin) return fault(`it is on record as ${kind} ${twin.id}, by the same uid`);
  const supervisor = placement?.supervisor;
  if (kind !== 'cluster' || supervisor == null || !stands(node) || node.placement.supervisor === null) return undefined;
  return node.placement.supervisor === supervisor ? undefined : fault(`it is on record under Supervisor ${node.placement.supervisor}`);
}

function registration(node: FleetNode, { subject, placement, networking, cni }: NamedSighting): NodeChange {
  const isNew = !isLive(node);
  return {
    change: 'Registered',
    data: {
      id: subject.id,
      placement: { ...(isNew ? NOWHERE : node.placement), ...placement },
      networking: networking ?? null,
      cni: cni ?? null,
    },
  };
}

function addPresence(found: Changes, sighting: NamedSighting): void {
  const { node } = found;
  const isFirstNetworking = sighting.networking !== undefined && node.networking === null;
  if (!isLive(node) || isFirstNetworking) found.add(registration(node, sighting));
  const placement = { ...found.node.placement, ...sighting.placement };
  if (!same(placement, found.node.placement)) found.add({ change: 'Moved', data: { placement } });
  if (sighting.cni && !same(sighting.cni, found.node.cni)) found.add({ change: 'CniChanged', data: sighting.cni });
}

function addDifferences(found: Changes, sighting: NamedSighting, observer: string): void {
  const { node } = found;
  for (const [component, version] of sorted(sighting.versions)) {
    const previous = Object.hasOwn(node.versions, component) ? node.versions[component]! : null;
    const saysNothing = version === UNKNOWN_VERSION && previous !== null;
    if (version !== previous && !saysNothing) found.add({ change: 'VersionObserved', data: { component, version, previous } });
  }
  if (sighting.labels && !same(sighting.labels, node.labels)) found.add({ change: 'LabelsChanged', data: { labels: sighting.labels } });
  const capacity = { nodes: sighting.nodes ?? node.capacity.nodes, ipBlocks: sighting.ipBlocks ?? node.capacity.ipBlocks };
  if (!same(capacity, node.capacity)) found.add({ change: 'CapacityObserved', data: capacity });
  const identity = {
    uid: sighting.uid ?? node.identity?.uid ?? null,
    nsxClusterId: sighting.nsxClusterId === undefined ? (node.identity?.nsxClusterId ?? null) : sighting.nsxClusterId,
  };
  if (!same(identity, node.identity ?? { uid: null, nsxClusterId: null })) found.add({ change: 'IdentityObserved', data: identity });
  for (const [component, parts] of sorted(sighting.mixed))
    if (!same(parts, node.mixed[component] ?? [])) found.add({ change: 'MixedVersionsObserved', data: { component, parts } });
  const { signals, addresses } = sighting;
  if (signals && !same(byName(signals), byName(node.signals[observer]?.signals ?? [])))
    found.add({ change: 'SignalsObserved', data: { source: observer, signals: byName(signals) } });
  if (addresses && !same(addresses, node.addresses)) found.add({ change: 'AddressesObserved', data: addresses });
}

const sorted = <Value>(map: Readonly<Record<string, Value>> = {}): [string, Value][] =>
  Object.entries(map).toSorted(([a], [b]) => compareTexts(a, b));

const byName = (signals: NonNullable<Sighting['signals']>) => signals.toSorted((a, b) => compareTexts(a.name, b.name));

const same = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);
