import { API_VERSION, type FleetSnapshot, readValue } from '@lockstep/documents';
import { renderProblems } from './matrix.js';

/** Component versions of a node, and what else it is told by. `on` names the parent; left out, it is the only node of the scope above. */
export type NodeSketch = Readonly<Record<string, string>> | NodeWithExtras;
interface NodeWithExtras {
  readonly on?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly project?: string;
  readonly cni?: string;
  readonly adapter?: 'enabled' | 'disabled';
  readonly [component: string]: string | Readonly<Record<string, string>> | undefined;
}

export interface FleetSketch {
  readonly nsxManagers: Readonly<Record<string, NodeSketch>>;
  /** Left out: Supervisors hang on the NSX manager. */
  readonly vcenters?: Readonly<Record<string, NodeSketch>>;
  /** Left out: one Supervisor `sup` that has no component of the matrix. */
  readonly supervisors?: Readonly<Record<string, NodeSketch>>;
  readonly clusters?: Readonly<Record<string, NodeSketch>>;
  readonly takenAt?: string;
}

/** Throws with the rendered problems when the sketch is not a valid snapshot. References between nodes are the caller's care. */
export function fleet({
  nsxManagers,
  vcenters = {},
  supervisors = { sup: {} },
  clusters = {},
  takenAt = '2026-11-20T06:00:00Z',
}: FleetSketch): FleetSnapshot {
  const [scope, upper] = Object.keys(vcenters).length > 0 ? (['vcenter', vcenters] as const) : (['nsxManager', nsxManagers] as const);
  return snapshotOf(
    {
      nsxManagers: Object.entries(nsxManagers).map(([id, node]) => entryOf(id, node)),
      vcenters: Object.entries(vcenters).map(([id, node]) => entryOf(id, node, 'nsxManager', nsxManagers)),
      supervisors: Object.entries(supervisors).map(([id, node]) => entryOf(id, node, scope, upper)),
      clusters: Object.entries(clusters).map(([id, node]) => entryOf(id, node, 'supervisor', supervisors)),
    },
    takenAt,
  );
}

export function snapshotOf(spec: object, takenAt?: string): FleetSnapshot {
  const located = readValue(
    'FleetSnapshot',
    { apiVersion: API_VERSION, kind: 'FleetSnapshot', metadata: { name: 'test', ...(takenAt === undefined ? {} : { takenAt }) }, spec },
    'fleet',
  );
  if (Array.isArray(located)) throw new Error(renderProblems(located));
  return located.document;
}

function entryOf(id: string, node: NodeSketch, parent?: string, parents: Readonly<Record<string, NodeSketch>> = {}): object {
  const { on, labels, project, cni, adapter, ...versions } = node as NodeWithExtras;
  const known = { labels, project, cni, adapter };
  return {
    id,
    versions,
    ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)),
    ...(parent === undefined ? {} : { [parent]: on ?? onlyOne(id, parent, parents) }),
  };
}

function onlyOne(id: string, scope: string, parents: Readonly<Record<string, NodeSketch>>): string {
  const ids = Object.keys(parents);
  if (ids.length !== 1)
    throw new Error(`fleet sketch; ${id}; \`on\` may be left out where there is one ${scope} only; found ${ids.length}`);
  return ids[0]!;
}
