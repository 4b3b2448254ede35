import type { RecordedNode } from '../application/fleet-record.port.js';
import { type Aspect, type FleetNode, later, NO_CAPACITY } from '../domain/index.js';

/** What a row says of a node in columns of its own. */
type Apart = 'kind' | 'id' | 'root' | 'position' | 'streamVersion';
type State = Omit<RecordedNode, Apart>;

/** Members that say nothing, or nothing new, are left out; a time stands once, with all aspects that were seen then. */
export type PackedState = Partial<Omit<State, 'placement' | 'seen'>> & {
  readonly placement?: Partial<FleetNode['placement']>;
  readonly seen?: Readonly<Record<string, string>>;
};

/** What is undefined here is not written. */
export function packState(node: RecordedNode): PackedState {
  const { placement, capacity } = node;
  return {
    placement: {
      nsxManager: placement.nsxManager ?? undefined,
      vcenter: placement.vcenter ?? undefined,
      supervisor: placement.supervisor ?? undefined,
      project: placement.project ?? undefined,
      vpc: placement.vpc ?? undefined,
    },
    networking: node.networking ?? undefined,
    cni: node.cni ?? undefined,
    versions: unlessEmpty(node.versions),
    labels: unlessEmpty(node.labels),
    capacity: capacity.nodes === null && capacity.ipBlocks.length === 0 ? undefined : capacity,
    health: unlessEmpty(node.health),
    signals: unlessEmpty(node.signals),
    mixed: unlessEmpty(node.mixed),
    identity: node.identity ?? undefined,
    addresses: node.addresses ?? undefined,
    managerApi: node.managerApi ?? undefined,
    lostSight: node.lostSight ?? undefined,
    registered: node.registered || undefined,
    decommissioned: node.decommissioned || undefined,
    registeredAt: node.registeredAt === node.observedAt ? undefined : node.registeredAt || undefined,
    observedAt: node.observedAt || undefined,
    seen: byTime(node.seen),
    confirmedAt: node.confirmedAt || undefined,
    goneAt: node.goneAt || undefined,
    heardPosition: node.heardPosition || undefined,
    placedPosition: node.placedPosition || undefined,
  };
}

function unlessEmpty<Map extends object>(map: Map): Map | undefined {
  for (const _ in map) return map;
  return undefined;
}

/** Names of aspects have no line breaks, though a source may have spaces. */
function byTime(seen: FleetNode['seen']): Record<string, string> {
  const times: Record<string, string> = {};
  for (const aspect in seen) {
    const time = seen[aspect as Aspect]!;
    times[time] = time in times ? `${times[time]}\n${aspect}` : aspect;
  }
  return times;
}

export const unpackPlacement = ({ placement = {} }: PackedState): FleetNode['placement'] => ({
  nsxManager: placement.nsxManager ?? null,
  vcenter: placement.vcenter ?? null,
  supervisor: placement.supervisor ?? null,
  project: placement.project ?? null,
  vpc: placement.vpc ?? null,
});

/** A literal without spreads, and times that are spelled out only for who asks: a large fleet is read node by node. */
export function unpackNode(
  state: PackedState,
  { kind, id, root, position, streamVersion }: Pick<RecordedNode, Apart>,
  confirmedAt = '',
): RecordedNode {
  const observedAt = state.observedAt ?? '';
  let seen: FleetNode['seen'] | undefined;
  return {
    kind,
    id,
    root,
    position,
    streamVersion,
    placement: unpackPlacement(state),
    networking: state.networking ?? null,
    cni: state.cni ?? null,
    versions: state.versions ?? {},
    labels: state.labels ?? {},
    capacity: state.capacity ?? NO_CAPACITY,
    health: state.health ?? {},
    signals: state.signals ?? {},
    mixed: state.mixed ?? {},
    identity: state.identity ?? null,
    addresses: state.addresses ?? null,
    managerApi: state.managerApi ?? null,
    lostSight: state.lostSight ?? null,
    registered: state.registered ?? false,
    decommissioned: state.decommissioned ?? false,
    registeredAt: state.registeredAt ?? (state.registered ? observedAt : ''),
    observedAt: later(observedAt, confirmedAt),
    get seen() {
      return (seen ??= bySeenAspect(state));
    },
    confirmedAt: later(state.confirmedAt ?? '', confirmedAt),
    goneAt: state.goneAt ?? '',
    heardPosition: state.heardPosition ?? 0,
    placedPosition: state.placedPosition ?? 0,
  };
}

function bySeenAspect({ seen = {} }: PackedState): FleetNode['seen'] {
  const times: Partial<Record<Aspect, string>> = {};
  for (const time in seen) for (const aspect of seen[time]!.split('\n')) times[aspect as Aspect] = time;
  return times;
}

/** For who says himself which node it is. */
export const unpackState = (state: PackedState): Omit<FleetNode, 'kind' | 'id'> =>
  unpackNode(state, { kind: 'cluster', id: '', root: null, position: 0, streamVersion: 0 });
