import { PostgresEventStore } from '@lockstep/event-store/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type {
  FleetRecord,
  FleetTransaction,
  NodeQuery,
  RecordedFleet,
  RecordedNode,
  RecordedScan,
} from '../application/fleet-record.port.js';
import { type FleetNode, nodeKey, type NodeKind } from '../domain/index.js';

/** Any number; all writers of the fleet share it. A snapshot is compared with the whole of what is known, so two of them must not overlap. */
const FLEET_LOCK = 5_210_466_103_011;

const timeText = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const columns = `observation, nsx_manager as root, ${timeText('observed_at')} as observed_at, ${timeText('registered_at')} as registered_at,
  decommissioned, position::text, stream_version`;

interface NodeRow {
  readonly observation: Omit<FleetNode, 'observedAt' | 'decommissioned'>;
  readonly root: string;
  readonly observed_at: string;
  readonly registered_at: string;
  readonly decommissioned: boolean;
  readonly position: string;
  readonly stream_version: number;
}

type Source = Pick<DataSource, 'query'> | EntityManager;

/** Tables `fleet_node` (one row per node, decommissioned ones kept), `fleet_scan` and `fleet_domain` (until when an NSX manager is known). */
export class PostgresFleetRecord implements FleetRecord {
  constructor(private readonly source: DataSource) {}

  transact<Result>(work: (transaction: FleetTransaction) => Promise<Result>): Promise<Result> {
    return this.source.transaction(async (manager) => {
      await manager.query('select pg_advisory_xact_lock($1)', [FLEET_LOCK]);
      return work({
        events: new PostgresEventStore(manager),
        load: (nsxManagers, ids) => load(manager, nsxManagers, ids),
        findScan: (digest) => findScan(manager, digest),
        save: (nodes, scan) => save(manager, nodes, scan),
      });
    });
  }

  async find(kind: NodeKind, id: string): Promise<RecordedNode | undefined> {
    const rows = await this.source.query<NodeRow[]>(
      `select ${columns} from lockstep.fleet_node where kind = $1 and id = $2 and not decommissioned`,
      [kind, id],
    );
    return rows.map(readRow)[0];
  }

  async list({ kind, limit, after, nsxManager, supervisor, project, labels = [] }: NodeQuery): Promise<readonly RecordedNode[]> {
    const sql = `select ${columns} from lockstep.fleet_node where kind = $1 and not decommissioned and ($2::text is null or id > $2)
      and ($3::text is null or nsx_manager = $3) and ($4::text is null or supervisor = $4) and ($5::text is null or project = $5)
      and labels @> $6::text[] order by id limit $7`;
    const pairs = labels.map(({ name, value }) => labelText(name, value));
    return (
      await this.source.query<NodeRow[]>(sql, [kind, after ?? null, nsxManager ?? null, supervisor ?? null, project ?? null, pairs, limit])
    ).map(readRow);
  }

  async findPosition(): Promise<number> {
    const rows = await this.source.query<{ position: string | null }[]>(
      'select max(position)::text as position from lockstep.fleet_domain',
    );
    return Number(rows[0]?.position ?? 0);
  }

  /** One statement, so one moment. */
  async read(nsxManager?: string): Promise<{ nodes: readonly RecordedNode[]; takenAt: string | null; position: number }> {
    const rows = await this.source.query<(NodeRow & { taken_at: string; domain_position: string })[]>(
      `select ${columns}, taken_at, domain_position from lockstep.fleet_node
       join (select nsx_manager as domain, ${timeText('taken_at')} as taken_at, position::text as domain_position from lockstep.fleet_domain) d
         on domain = nsx_manager
       where not decommissioned and ($1::text is null or nsx_manager = $1) order by kind, id`,
      [nsxManager ?? null],
    );
    const takenAt = rows.reduce<string | null>((latest, row) => (latest === null || row.taken_at > latest ? row.taken_at : latest), null);
    return { nodes: rows.map(readRow), takenAt, position: Math.max(0, ...rows.map((row) => Number(row.domain_position))) };
  }
}

async function load(source: Source, nsxManagers: readonly string[], ids: readonly string[]): Promise<RecordedFleet> {
  const rows = await source.query<NodeRow[]>(
    `select ${columns} from lockstep.fleet_node where id = any ($2::text[]) or nsx_manager in (
       select unnest($1::text[]) union select nsx_manager from lockstep.fleet_node where id = any ($2::text[]) and not decommissioned)`,
    [nsxManagers, ids],
  );
  const scans = await source.query<{ nsx_manager: string; taken_at: string }[]>(
    `select nsx_manager, ${timeText('taken_at')} as taken_at from lockstep.fleet_domain`,
  );
  const nodes = rows.map(readRow);
  return {
    nodes: new Map(nodes.map((node) => [nodeKey(node.kind, node.id), node])),
    scans: new Map(scans.map((scan) => [scan.nsx_manager, scan.taken_at])),
  };
}

async function findScan(source: Source, digest: string): Promise<RecordedScan | undefined> {
  const rows = await source.query<{ id: string; scan: Omit<RecordedScan, 'id' | 'position'>; position: string }[]>(
    'select id, scan, position::text from lockstep.fleet_scan where digest = $1 order by position desc limit 1',
    [digest],
  );
  return rows.map(({ id, scan, position }) => ({ id, ...scan, position: Number(position) }))[0];
}

async function save(source: Source, nodes: readonly RecordedNode[], { id, position, ...scan }: RecordedScan): Promise<void> {
  const rows = nodes.map(({ root, registeredAt, position, streamVersion, observedAt, decommissioned, ...observation }) => ({
    kind: observation.kind,
    id: observation.id,
    nsx_manager: root,
    supervisor: observation.placement.supervisor,
    project: observation.placement.project,
    labels: Object.entries(observation.labels).map(([name, value]) => labelText(name, value)),
    observation,
    observed_at: observedAt,
    registered_at: registeredAt,
    decommissioned,
    position,
    stream_version: streamVersion,
  }));
  await source.query(
    `insert into lockstep.fleet_node (${NODE_COLUMNS.join(', ')})
     select ${NODE_COLUMNS.map((column) => (column === 'labels' ? 'array(select json_array_elements_text(labels))' : column)).join(', ')}
     from json_to_recordset($1::json) as r (kind text, id text, nsx_manager text, supervisor text, project text, labels json, observation json,
       observed_at timestamptz, registered_at timestamptz, decommissioned boolean, position bigint, stream_version integer)
     on conflict (kind, id) do update set ${NODE_COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    [JSON.stringify(rows)],
  );
  await source.query('insert into lockstep.fleet_scan (id, digest, position, scan) values ($1, $2, $3, $4)', [
    id,
    scan.digest,
    position,
    JSON.stringify(scan),
  ]);
  await source.query(
    `insert into lockstep.fleet_domain (nsx_manager, taken_at, position) select name, $2::timestamptz, $3::bigint from unnest($1::text[]) as n (name)
     on conflict (nsx_manager) do update set taken_at = greatest(fleet_domain.taken_at, excluded.taken_at), position = excluded.position`,
    [scan.nsxManagers, scan.takenAt, position],
  );
}

const NODE_COLUMNS = [
  'kind',
  'id',
  'nsx_manager',
  'supervisor',
  'project',
  'labels',
  'observation',
  'observed_at',
  'registered_at',
  'decommissioned',
  'position',
  'stream_version',
] as const;

/** Unambiguous although names and values may hold any visible character. */
const labelText = (name: string, value: string): string => JSON.stringify([name, value]);

const readRow = (row: NodeRow): RecordedNode => ({
  ...row.observation,
  root: row.root,
  observedAt: row.observed_at,
  registeredAt: row.registered_at,
  decommissioned: row.decommissioned,
  position: Number(row.position),
  streamVersion: row.stream_version,
});
