import type { CompatibilityMatrix } from '@lockstep/documents';
import type { ProjectionTarget } from '@lockstep/event-store/postgres';
import { digestOfText } from '@lockstep/kernel';
import {
  type ClassTally,
  type FleetClass,
  type FoldPosition,
  type KeptFinding,
  NODE_KINDS,
  SEVERITIES,
  severityOf,
} from '../../domain/index.js';

interface CountedClass {
  readonly class: FleetClass;
  readonly nodes: number;
}

/** Root first: each class is then judged once, when all above it is known. */
export async function loadClasses({ manager, table }: ProjectionTarget): Promise<CountedClass[]> {
  const rows = await manager.query<{ content: FleetClass; nodes: number }[]>(`select content, nodes from ${table('fleet_class')}`);
  return rows
    .map(({ content, nodes }) => ({ class: content, nodes }))
    .sort((a, b) => NODE_KINDS.indexOf(a.class.kind) - NODE_KINDS.indexOf(b.class.kind));
}

export async function saveClasses(
  changed: ReadonlyMap<string, FleetClass>,
  tally: ClassTally,
  { manager, table }: ProjectionTarget,
): Promise<void> {
  if (changed.size === 0) return;
  const rows = [...changed].map(([key, content]) => ({ class: digestOfText(key), content, nodes: tally.nodesOf(key) }));
  const gone = rows.filter(({ nodes }) => nodes === 0);
  await manager.query(`delete from ${table('fleet_class')} where class = any ($1::text[])`, [gone.map((row) => row.class)]);
  await manager.query(
    `insert into ${table('fleet_class')} (class, content, nodes)
     select class, content, nodes from json_to_recordset($1::json) as r (class text, content json, nodes integer) where nodes > 0
     on conflict (class) do update set nodes = excluded.nodes`,
    [JSON.stringify(rows)],
  );
}

export async function loadFindings(ids: readonly string[], { manager, table }: ProjectionTarget): Promise<Map<string, KeptFinding>> {
  if (ids.length === 0) return new Map();
  const rows = await manager.query<{ id: string; kept: KeptFinding }[]>(
    `select id, kept from ${table('finding')} where id = any ($1::text[])`,
    [ids],
  );
  return new Map(rows.map(({ id, kept }) => [id, kept]));
}

export async function saveFindings(
  kept: ReadonlyMap<string, KeptFinding | undefined>,
  { manager, table }: ProjectionTarget,
): Promise<void> {
  if (kept.size === 0) return;
  const gone = [...kept].flatMap(([id, finding]) => (finding ? [] : [id]));
  const rows = [...kept.values()].flatMap((finding) => finding ?? []).map(rowOf);
  await manager.query(`delete from ${table('finding')} where id = any ($1::text[])`, [gone]);
  await manager.query(
    `insert into ${table('finding')} (${COLUMNS.join(', ')})
     select ${COLUMNS.join(', ')} from json_to_recordset($1::json)
       as r (id text, kind text, rank integer, nsx_manager text, open boolean, changed bigint, kept json)
     on conflict (id) do update set ${COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    [JSON.stringify(rows)],
  );
}

const COLUMNS = ['id', 'kind', 'rank', 'nsx_manager', 'open', 'changed', 'kept'] as const;

const rowOf = (kept: KeptFinding) => ({
  id: kept.id,
  kind: kept.topic.kind,
  rank: kept.fact === null ? SEVERITIES.length : SEVERITIES.indexOf(severityOf({ topic: kept.topic, fact: kept.fact })),
  nsx_manager: kept.nsxManager,
  open: kept.nodes > 0,
  changed: kept.changed,
  kept,
});

export async function loadFold({ manager, table }: ProjectionTarget) {
  const rows = await manager.query<{ event_id: string; position: FoldPosition; table: string }[]>(
    `select event_id, position, tableoid::text as "table" from ${table('finding_fold')}`,
  );
  return rows.map(({ event_id, ...fold }) => ({ eventId: event_id, ...fold }))[0];
}

/** The content of a published revision, which never changes. */
export async function loadMatrix(digest: string | null, { manager }: ProjectionTarget): Promise<CompatibilityMatrix | null> {
  if (digest === null) return null;
  const rows = await manager.query<{ document: CompatibilityMatrix }[]>('select document from lockstep.matrix_revision where digest = $1', [
    digest,
  ]);
  if (!rows[0]) throw new Error(`matrix revision ${digest}; must be kept, because it was published; found none`);
  return rows[0].document;
}

/** Gives the oid of the table, which is another one after a rebuild. */
export async function saveFold(eventId: string, position: FoldPosition, { manager, table }: ProjectionTarget): Promise<string> {
  const rows = await manager.query<{ table: string }[]>(
    `insert into ${table('finding_fold')} (event_id, position) values ($1, $2)
     on conflict (one) do update set event_id = excluded.event_id, position = excluded.position returning tableoid::text as "table"`,
    [eventId, JSON.stringify(position)],
  );
  return rows[0]!.table;
}
