import { combineEventTypes } from '@lockstep/event-store';
import type { Projection, ProjectionTarget } from '@lockstep/event-store/postgres';
import { type NamedByScans, namedByScans, scansEventOf } from '../../application/scans/fold-scans.js';
import { scanEventTypes, sourceEventTypes } from '../../application/scans/scan-event-types.js';
import { foldScansEvent, type KnownScans, nodeKey, type NodeKind, type SourceNode } from '../../domain/index.js';
import { keyArrays } from '../fleet-rows.js';
import { readSourceNode, type ScanRow, type SourceNodeRow, type SourceRow } from './scan-rows.js';

export const SCANS_PROJECTION = 'scans';

/** Sources, the nodes they see, and scans as rows. What a page names is loaded, folded in memory, and written where it came out otherwise. */
export const scansProjection = (): Projection => ({
  name: SCANS_PROJECTION,
  version: 1,
  tables: ['source', 'source_node', 'scan'],
  reads: combineEventTypes(scanEventTypes, sourceEventTypes),
  apply: async (events, target) => {
    const entries = events.flatMap((event) => scansEventOf(event) ?? []);
    if (entries.length === 0) return;
    const before = await load(namedByScans(entries), target);
    const after: KnownScans = {
      sources: new Map(before.sources),
      scans: new Map(before.scans),
      nodes: new Map([...before.nodes].map(([source, nodes]) => [source, new Map(nodes)])),
    };
    const emptied = new Set<string>();
    for (const entry of entries) {
      foldScansEvent(after, entry);
      // The fold was given only some of its nodes.
      if (after.sources.get(entry.subject)?.removed && entry.about === 'source') emptied.add(entry.subject);
    }
    await saveSources(before, after, target);
    await saveScans(before, after, target);
    await saveNodes(before, after, emptied, target);
  },
});

async function load({ sources, scans, nodes }: NamedByScans, { manager, table }: ProjectionTarget): Promise<KnownScans> {
  const sourceRows = await manager.query<SourceRow[]>(`select content from ${table('source')} where id = any ($1::text[])`, [[...sources]]);
  const scanRows = await manager.query<ScanRow[]>(`select content from ${table('scan')} where id = any ($1::text[])`, [[...scans]]);
  const known: KnownScans = {
    sources: new Map(sourceRows.map(({ content }) => [content.id, content])),
    scans: new Map(scanRows.map(({ content }) => [content.id, content])),
    nodes: new Map(),
  };
  for (const [source, keys] of nodes) {
    const [kinds, ids] = keyArrays(keys);
    const rows = await manager.query<SourceNodeRow[]>(
      `select * from ${table('source_node')} where source = $1 and (misses > 0 or unreached or confirmed_at is not null)
       union all
       select * from ${table('source_node')} where source = $1 and not (misses > 0 or unreached or confirmed_at is not null)
         and (kind, id) in (select * from unnest($2::text[], $3::text[]))`,
      [source, kinds, ids],
    );
    known.nodes.set(source, new Map(rows.map((row) => [nodeKey(row.kind as NodeKind, row.id), readSourceNode(row)])));
  }
  return known;
}

async function saveSources(before: KnownScans, after: KnownScans, { manager, table }: ProjectionTarget): Promise<void> {
  const changed = [...after.sources.values()].filter((source) => before.sources.get(source.id) !== source);
  if (changed.length === 0) return;
  await manager.query(
    `insert into ${table('source')} (id, removed, speaks_kind, speaks_id, confirmed_at, content)
     select * from json_to_recordset($1::json)
       as r (id text, removed boolean, speaks_kind text, speaks_id text, confirmed_at text, content json)
     on conflict (id) do update set removed = excluded.removed, speaks_kind = excluded.speaks_kind, speaks_id = excluded.speaks_id,
       confirmed_at = excluded.confirmed_at, content = excluded.content`,
    [
      JSON.stringify(
        changed.map((content) => ({
          id: content.id,
          removed: content.removed,
          speaks_kind: content.speaksFor.kind,
          speaks_id: content.speaksFor.id,
          confirmed_at: content.confirmedAt,
          content,
        })),
      ),
    ],
  );
}

async function saveScans(before: KnownScans, after: KnownScans, { manager, table }: ProjectionTarget): Promise<void> {
  const changed = [...after.scans.values()].filter((scan) => before.scans.get(scan.id) !== scan);
  if (changed.length === 0) return;
  await manager.query(
    `insert into ${table('scan')} (id, started, ended, sources, content)
     select id, started, ended, array(select json_array_elements_text(sources)), content
     from json_to_recordset($1::json) as r (id text, started bigint, ended boolean, sources json, content json)
     on conflict (id) do update set ended = excluded.ended, content = excluded.content`,
    [
      JSON.stringify(
        changed.map((content) => ({
          id: content.id,
          started: content.startedPosition,
          ended: content.endedAt !== null,
          sources: Object.keys(content.looks),
          content,
        })),
      ),
    ],
  );
}

async function saveNodes(
  before: KnownScans,
  after: KnownScans,
  emptied: ReadonlySet<string>,
  { manager, table }: ProjectionTarget,
): Promise<void> {
  if (emptied.size > 0) await manager.query(`delete from ${table('source_node')} where source = any ($1::text[])`, [[...emptied]]);
  for (const [source, nodes] of after.nodes) {
    const known = emptied.has(source) ? new Map<string, SourceNode>() : (before.nodes.get(source) ?? new Map());
    const [kinds, ids] = keyArrays([...known.keys()].filter((key) => !nodes.has(key)));
    if (ids.length > 0)
      await manager.query(
        `delete from ${table('source_node')} where source = $1 and (kind, id) in (select * from unnest($2::text[], $3::text[]))`,
        [source, kinds, ids],
      );
    const changed = [...nodes].filter(([key, node]) => known.get(key) !== node);
    if (changed.length === 0) continue;
    const values = changed.map(([, node]) => node);
    await manager.query(
      `insert into ${table('source_node')} (source, kind, id, misses, unreached, confirmed_at)
       select $1, * from unnest($2::text[], $3::text[], $4::integer[], $5::boolean[], $6::text[])
       on conflict (kind, id, source) do update
         set misses = excluded.misses, unreached = excluded.unreached, confirmed_at = excluded.confirmed_at`,
      [
        source,
        ...keyArrays(changed.map(([key]) => key)),
        values.map(({ misses }) => misses),
        values.map(({ unreached }) => unreached),
        values.map(({ confirmedAt }) => confirmedAt),
      ],
    );
  }
}
