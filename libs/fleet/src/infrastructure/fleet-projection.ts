import { combineEventTypes, type RecordedEvent } from '@lockstep/event-store';
import type { Projection, ProjectionTarget } from '@lockstep/event-store/postgres';
import { matrixEventTypes } from '@lockstep/matrix';
import { fleetEventTypes } from '../application/fleet-event-types.js';
import { type DomainScan, foldEvents, type FoldedEvents, type KnownNodes, nodesNamedBy, placeOf } from '../application/fold-events.js';
import { nodeKey, parentKey } from '../domain/index.js';
import type { FleetChange, FleetFollower } from './fleet-follower.js';
import { type DomainRow, domainColumns, keyArrays, type NodeRow, nodeColumns, readScan, readNode, type StoredNode } from './fleet-rows.js';
import { saveDomainScans, saveNodes, saveRoots, saveScans } from './save-fleet.js';

export const FLEET_PROJECTION = 'fleet';

/** The streams of nodes and scans as rows. A page is a few statements: what it touches is loaded, folded in memory, and written at once. */
export const fleetProjection = (followers: readonly FleetFollower[] = []): Projection => ({
  name: FLEET_PROJECTION,
  version: 5,
  tables: ['fleet_node', 'fleet_node_history', 'fleet_scan', 'fleet_domain', ...followers.flatMap(({ tables }) => tables)],
  reads: combineEventTypes(fleetEventTypes, matrixEventTypes),
  apply: async (events, target) => {
    const changes = await applyPage(events, target);
    for (const follower of followers) await follower.follow({ events, changes }, target);
  },
});

async function applyPage(events: readonly RecordedEvent[], target: ProjectionTarget): Promise<FleetChange[]> {
  const stored = await loadNodes(nodesNamedBy(events), target);
  const folded = foldEvents(events, { nodes: stored, domains: await loadDomains(events, target) });
  const touched = [...folded.states.keys()].map((key): Change => ({ before: stored.get(key) ?? null, after: rooted(key, folded.nodes) }));
  const carried = await findCarried(touched, folded, target);
  await saveNodes(folded, touched, target);
  await saveRoots(carried, target);
  await saveDomainScans(folded.domainScans, target);
  await saveScans(folded.scans, target);
  const statesOf = ({ after }: Change) => folded.states.get(nodeKey(after.kind, after.id))?.map(({ node }) => node) ?? [];
  return [...touched, ...carried].map((change) => ({ ...change, states: statesOf(change) }));
}

export interface Change {
  readonly before: StoredNode | null;
  readonly after: StoredNode;
}

const rooted = (key: string, nodes: KnownNodes['nodes']): StoredNode => {
  const node = nodes.get(key)!;
  return { ...node, ...placeOf(node, nodes) };
};

/** The nodes with these keys and all above them. */
async function loadNodes(keys: ReadonlySet<string>, { manager, table }: ProjectionTarget): Promise<Map<string, StoredNode>> {
  const nodes = new Map<string, StoredNode>();
  const asked = new Set<string>();
  for (let next = [...keys]; next.length > 0;) {
    for (const key of next) asked.add(key);
    const rows = await manager.query<NodeRow[]>(
      `select ${nodeColumns} from ${table('fleet_node')} where (kind, id) in (select * from unnest($1::text[], $2::text[]))`,
      keyArrays(next),
    );
    const found = rows.map(readNode);
    for (const node of found) nodes.set(nodeKey(node.kind, node.id), node);
    next = [...new Set(found.map(parentKey))].filter((key) => key !== null && !asked.has(key)) as string[];
  }
  return nodes;
}

/** A page may hold events with lower positions than a scan that was recorded before them. */
async function loadDomains(events: readonly RecordedEvent[], { manager, table }: ProjectionTarget) {
  const first = events.reduce((least, { position }) => Math.min(least, position), Infinity);
  const rows = await manager.query<DomainRow[]>(
    `select ${domainColumns} from ${table('fleet_domain')} where positions && int8range($1, null) order by position`,
    [first],
  );
  const domains = new Map<string, DomainScan[]>();
  for (const row of rows) domains.set(row.nsx_manager, [...(domains.get(row.nsx_manager) ?? []), readScan(row)]);
  return domains;
}

/** Nodes without an event of their own that hang elsewhere because one above them was moved, or became known. */
async function findCarried(
  touched: readonly Change[],
  { nodes, states }: FoldedEvents,
  { manager, table }: ProjectionTarget,
): Promise<Change[]> {
  const known = new Map(nodes);
  const carried: Change[] = [];
  for (let moved = touched.filter(hangsElsewhere); moved.length > 0;) {
    const parents = moved.filter(({ after }) => after.kind !== 'cluster').map(({ after }) => nodeKey(after.kind, after.id));
    if (parents.length === 0) break;
    const rows = await manager.query<NodeRow[]>(`select ${nodeColumns} from ${table('fleet_node')} where parent = any ($1::text[])`, [
      parents,
    ]);
    moved = rows
      .map(readNode)
      .filter((node) => !states.has(nodeKey(node.kind, node.id)))
      .map((before): Change => {
        const key = nodeKey(before.kind, before.id);
        known.set(key, before);
        return { before, after: rooted(key, known) };
      })
      .filter(hangsElsewhere);
    carried.push(...moved);
  }
  return carried;
}

const hangsElsewhere = ({ before, after }: Change): boolean =>
  before?.root !== after.root || before.rootedPosition !== after.rootedPosition;
