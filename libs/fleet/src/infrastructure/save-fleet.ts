import type { ProjectionTarget } from '@lockstep/event-store/postgres';
import type { RecordedScan } from '../application/fleet-record.port.js';
import type { FoldedEvents } from '../application/fold-events.js';
import { isLive, nodeKey, parentKey } from '../domain/index.js';
import type { Change } from './fleet-projection.js';
import { labelText, type StoredNode } from './fleet-rows.js';
import { packState } from './node-state.js';

/** Every state of every touched node goes into the history, the last one into the current row as well; its JSON travels once. */
export async function saveNodes({ states }: FoldedEvents, touched: readonly Change[], { manager, table }: ProjectionTarget): Promise<void> {
  if (touched.length === 0) return;
  const ended = touched.filter(({ before }) => before !== null);
  await manager.query(
    `update ${table('fleet_node_history')} h set positions = int8range(h.position, e.until)
     from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) as e (kind, id, position, until)
     where h.kind = e.kind and h.id = e.id and h.position = e.position`,
    [
      ended.map(({ after }) => after.kind),
      ended.map(({ after }) => after.id),
      ended.map(({ before }) => before!.position),
      ended.map(({ after }) => states.get(nodeKey(after.kind, after.id))![0]!.node.position),
    ],
  );
  const nodes = touched.map(({ after }) => after);
  const rows = nodes.flatMap((after) => states.get(nodeKey(after.kind, after.id))!.map((state) => ({ ...state, after })));
  const current = <Value>(value: (node: StoredNode) => Value) => rows.map(({ until, after }) => (until === null ? value(after) : null));
  await manager.query(
    `with r as materialized (
       select * from rows from (
         unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::integer[], $6::boolean[]), json_array_elements($7::json),
         unnest($8::text[], $9::text[], $10::bigint[], $11::text[], $12::text[], $13::boolean[], $14::text[], $15::text[]), json_array_elements($16::json)
       ) as r (kind, id, position, until, stream_version, late, state, parent, root, rooted_position, supervisor, project, live, uid, nsx_cluster_id, labels)
     ), h as (
       insert into ${table('fleet_node_history')} (kind, id, position, positions, stream_version, late, state)
       select kind, id, position, int8range(position, until), stream_version, late, state from r
     )
     insert into ${table('fleet_node')} (${CURRENT.join(', ')})
     select ${CURRENT.map((column) => (column === 'labels' ? 'array(select json_array_elements_text(labels))' : column)).join(', ')}
     from r where until is null
     on conflict (kind, id) do update set ${CURRENT.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    [
      rows.map(({ node }) => node.kind),
      rows.map(({ node }) => node.id),
      rows.map(({ node }) => node.position),
      rows.map(({ until }) => until),
      rows.map(({ node }) => node.streamVersion),
      rows.map(({ effect }) => effect === 'late'),
      JSON.stringify(rows.map(({ node }) => packState(node))),
      current(parentKey),
      current(({ root }) => root),
      current(({ rootedPosition }) => rootedPosition),
      current(({ placement }) => placement.supervisor),
      current(({ placement }) => placement.project),
      current(isLive),
      current(({ identity }) => identity?.uid ?? null),
      current(({ identity }) => identity?.nsxClusterId ?? null),
      JSON.stringify(current(({ labels }) => Object.entries(labels).map(([name, value]) => labelText(name, value)))),
    ],
  );
}

const CURRENT = [
  'kind',
  'id',
  'parent',
  'root',
  'rooted_position',
  'supervisor',
  'project',
  'labels',
  'live',
  'uid',
  'nsx_cluster_id',
  'state',
  'position',
  'stream_version',
];

export async function saveRoots(carried: readonly Change[], { manager, table }: ProjectionTarget): Promise<void> {
  if (carried.length === 0) return;
  const after = carried.map((change) => change.after);
  await manager.query(
    `update ${table('fleet_node')} n set root = e.root, rooted_position = e.rooted_position
     from unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) as e (kind, id, root, rooted_position)
     where n.kind = e.kind and n.id = e.id`,
    [after.map(({ kind }) => kind), after.map(({ id }) => id), after.map(({ root }) => root), after.map((node) => node.rootedPosition)],
  );
}

export async function saveDomainScans(scans: FoldedEvents['domainScans'], { manager, table }: ProjectionTarget): Promise<void> {
  for (const { nsxManager, takenAt, position, comparedTo } of scans) {
    await manager.query(
      `update ${table('fleet_domain')} set positions = int8range(position, $2) where nsx_manager = $1 and upper_inf(positions)`,
      [nsxManager, position],
    );
    await manager.query(
      `insert into ${table('fleet_domain')} (nsx_manager, position, positions, taken_at, compared_to)
       values ($1, $2, int8range($2, null), $3, $4)`,
      [nsxManager, position, takenAt, comparedTo],
    );
  }
}

export async function saveScans(scans: readonly RecordedScan[], { manager, table }: ProjectionTarget): Promise<void> {
  for (const { id, position, ...scan } of scans)
    await manager.query(`insert into ${table('fleet_scan')} (id, digest, position, scan) values ($1, $2, $3, $4)`, [
      id,
      scan.digest,
      position,
      JSON.stringify(scan),
    ]);
}
