import { PostgresEventStore, type ProjectionRunner } from '@lockstep/event-store/postgres';
import type { DataSource } from 'typeorm';
import {
  ConcurrentChange,
  type FleetNames,
  FleetRecord,
  type FleetTransaction,
  type HistoryEntry,
  type NodeQuery,
  type ReadDomain,
  type RecordedFleet,
  type RecordedNode,
  type RecordedScan,
  type WantedNodes,
} from '../application/fleet-record.port.js';
import { nodeKey, type NodeKind, placedNodes } from '../domain/index.js';
import { FLEET_PROJECTION } from './fleet-projection.js';
import {
  type DomainRow,
  domainColumns,
  labelText,
  type NodeRow,
  nodeColumns,
  readDomains,
  readPlaced,
  readScan,
  type Source,
} from './fleet-rows.js';
import { newestOf } from './newest-of.js';
import { PastFleet } from './past-fleet.js';
import { readHistory } from './read-history.js';

/** Any number; all who record snapshots share it. A snapshot is compared with the whole of what is known, so two of them must not overlap. */
const FLEET_LOCK = 5_210_466_103_011;

const currentRows = `select ${nodeColumns}, d.* from lockstep.fleet_node n
  left join lateral (select ${domainColumns} from lockstep.fleet_domain where nsx_manager = n.root and upper_inf(positions)) d on true`;

type CurrentRow = NodeRow & (DomainRow | { readonly nsx_manager: null });

/** Tables of the projection `fleet`. */
export class PostgresFleetRecord implements FleetRecord {
  private readonly store: PostgresEventStore;
  private readonly past: PastFleet;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly source: DataSource,
    private readonly projections: Pick<ProjectionRunner, 'catchUp'>,
  ) {
    this.store = new PostgresEventStore(source);
    this.past = new PastFleet(source);
  }

  settledPosition(): Promise<number> {
    return this.store.settledPosition();
  }

  async newestPosition(): Promise<number> {
    const rows = await this.source.query<{ position: string }[]>(
      'select position::text from event_store.event order by event_store.event.position desc limit 1',
    );
    return Number(rows[0]?.position ?? 0);
  }

  async partsTransaction(position: number): Promise<boolean> {
    const rows = await this.source.query<{ parts: boolean }[]>(
      `select exists (select from (select distinct tx from event_store.event where position > $1) a
         where exists (select from event_store.event b where b.tx = a.tx and b.position <= $1)) as parts`,
      [position],
    );
    return rows[0]!.parts;
  }

  findPositionAt(time: string) {
    return this.store.findPosition(time);
  }

  async findTime(position: number): Promise<string> {
    const rows = await this.source.query<{ recorded_at: Date }[]>(
      'select recorded_at from event_store.event where position <= $1 order by position desc limit 1',
      [position],
    );
    return (rows[0]?.recorded_at ?? new Date(0)).toISOString();
  }

  catchUp(position?: number, timeout?: number) {
    return this.projections.catchUp(FLEET_PROJECTION, { position, timeout });
  }

  /** One at a time in this process first: those that wait for the lock would hold the connections that the one with the lock needs. */
  transact<Result>(work: (transaction: FleetTransaction) => Promise<Result>): Promise<Result> {
    const run = () =>
      this.source.transaction(async (manager) => {
        await manager.query('select pg_advisory_xact_lock($1)', [FLEET_LOCK]);
        return work({
          events: new PostgresEventStore(manager),
          load: (nsxManagers, ids) => load(manager, nsxManagers, ids),
          findNodes: (wanted) => findNodes(manager, wanted),
          findTold: (observers) => findTold(manager, observers),
          findScan: (digest) => findScan(manager, digest),
        });
      });
    const turn = this.queue.then(run).catch((error: unknown) => {
      throw isRace(error) ? new ConcurrentChange('a deadlock with another writer', { cause: error }) : error;
    });
    this.queue = turn.catch(() => {});
    return turn;
  }

  async find(kind: NodeKind, id: string, position?: number): Promise<RecordedNode | undefined> {
    if (position !== undefined) return this.past.find(kind, id, position);
    const rows = await this.source.query<CurrentRow[]>(`${currentRows} where kind = $1 and id = $2 and live`, [kind, id]);
    return rows.map(readCurrent)[0];
  }

  async list(query: NodeQuery, position?: number): Promise<readonly RecordedNode[]> {
    if (position !== undefined) return this.past.list(query, position);
    const { kind, limit, after, nsxManager, supervisor, project, labels = [] } = query;
    const sql = `${currentRows} where kind = $1 and live and ($2::text is null or id > $2) and ($3::text is null or root = $3)
      and ($4::text is null or supervisor = $4) and ($5::text is null or project = $5) and labels @> $6::text[] order by id limit $7`;
    const pairs = labels.map(({ name, value }) => labelText(name, value));
    const parameters = [kind, after ?? null, nsxManager ?? null, supervisor ?? null, project ?? null, pairs, limit];
    return (await this.source.query<CurrentRow[]>(sql, parameters)).map(readCurrent);
  }

  async findNamed(of: FleetNames, among: readonly string[]): Promise<readonly string[]> {
    const [kind, name] = of === 'project' ? ['cluster', 'project'] : [of, 'id'];
    const sql = `select distinct ${name} as name from lockstep.fleet_node where kind = $1 and live and root is not null and ${name} = any($2)`;
    return (await this.source.query<{ name: string }[]>(sql, [kind, among])).map((row) => row.name);
  }

  async findPosition(): Promise<number> {
    const rows = await this.source.query<{ position: string }[]>(
      `select position::text from event_store.projection where name = $1 and slot = 'live'`,
      [FLEET_PROJECTION],
    );
    return Number(rows[0]?.position ?? 0);
  }

  /** One statement, so one moment. */
  async read(nsxManager?: string, position?: number): Promise<ReadDomain> {
    if (position !== undefined) return this.past.read(nsxManager, position);
    const rows = await this.source.query<CurrentRow[]>(
      `${currentRows} where live and root is not null and ($1::text is null or root = $1) order by kind, id`,
      [nsxManager ?? null],
    );
    const nodes = placedNodes(rows.map(readCurrent));
    return { nodes, ...newestOf(nodes, readDomains(rows.filter(isScanned))) };
  }

  readHistory(
    kind: NodeKind,
    id: string,
    query: { readonly limit: number; readonly before?: number; readonly position?: number },
  ): Promise<readonly HistoryEntry[]> {
    return readHistory(this.source, kind, id, query);
  }
}

/** deadlock_detected, serialization_failure: others hold streams that this transaction needs, and wait for some that it holds. */
const isRace = (error: unknown): boolean => ['40P01', '40001'].includes(String((error as { code?: unknown } | null)?.code));

const isScanned = (row: CurrentRow): row is NodeRow & DomainRow => row.nsx_manager !== null;

const readCurrent = (row: CurrentRow): RecordedNode =>
  readPlaced(row, { root: row.root, rootedPosition: Number(row.rooted_position) }, isScanned(row) ? readScan(row) : undefined);

async function load(source: Source, nsxManagers: readonly string[], ids: readonly string[]): Promise<RecordedFleet> {
  const rows = await source.query<CurrentRow[]>(
    `${currentRows} where id = any ($2::text[]) or root in (
       select unnest($1::text[]) union select root from lockstep.fleet_node where id = any ($2::text[]) and live)`,
    [nsxManagers, ids],
  );
  const scans = await source.query<DomainRow[]>(`select ${domainColumns} from lockstep.fleet_domain where upper_inf(positions)`);
  return {
    nodes: new Map(rows.map(readCurrent).map((node) => [nodeKey(node.kind, node.id), node])),
    scans: new Map(scans.map((scan) => [scan.nsx_manager, scan.taken_at])),
  };
}

/** One condition for each index. */
async function findNodes(source: Source, { ids = [], uids = [], nsxClusterIds = [] }: WantedNodes): Promise<Map<string, RecordedNode>> {
  const rows = await source.query<CurrentRow[]>(
    `${currentRows} where id = any ($1::text[]) or uid = any ($2::text[]) or nsx_cluster_id = any ($3::text[])`,
    [ids, uids, nsxClusterIds],
  );
  return new Map(rows.map(readCurrent).map((node) => [nodeKey(node.kind, node.id), node]));
}

async function findTold(source: Source, observers: readonly string[]): Promise<RecordedNode[]> {
  const rows = await source.query<CurrentRow[]>(
    `${currentRows} where live and exists (select from unnest($1::text[]) o where state -> 'signals' -> o is not null)`,
    [observers],
  );
  return rows.map(readCurrent);
}

async function findScan(source: Source, digest: string): Promise<RecordedScan | undefined> {
  const rows = await source.query<{ id: string; scan: Omit<RecordedScan, 'id' | 'position'>; position: string }[]>(
    'select id, scan, position::text from lockstep.fleet_scan s where digest = $1 order by s.position desc limit 1',
    [digest],
  );
  return rows.map(({ id, scan, position }) => ({ id, ...scan, position: Number(position) }))[0];
}
