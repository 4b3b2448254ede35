import { runStatement, type Statement, type StatementSource } from './run-statement.js';

/** The oldest transaction of the whole server that holds an id: no reader of all streams comes past it, in whatever database it is. */
export interface Stall {
  /** `unknown`: neither a session nor a prepared transaction that this role may see. */
  readonly kind: 'writer' | 'writer-in-another-database' | 'prepared-transaction' | 'unknown';
  readonly transaction: string;
  /** When the transaction began, RFC 3339; of an unknown one, when it was first met. */
  readonly since: string;
  readonly database?: string;
  readonly user?: string;
  readonly pid?: number;
  readonly application?: string;
  /** As pg_stat_activity has it: `idle in transaction`, `active` ... */
  readonly state?: string;
  /** Sessions that it waits for itself. */
  readonly blockedBy?: readonly number[];
  /** Name of a prepared transaction, for `rollback prepared`. */
  readonly prepared?: string;
}

interface Row {
  readonly transaction: string;
  readonly kind: Stall['kind'];
  readonly since: Date | null;
  readonly now: Date;
  readonly database: string | null;
  readonly user: string | null;
  readonly pid: number | null;
  readonly application: string | null;
  readonly state: string | null;
  readonly blocked_by: readonly number[] | null;
  readonly prepared: string | null;
}

/** Looks who holds readers back. Keep one per process: how long an unknown transaction has been there is what it saw itself. */
export class StallFinder {
  private unknown: { readonly transaction: string; readonly since: Date } | undefined;

  constructor(private readonly source: StatementSource) {}

  /** The holder if it began `olderThan` milliseconds ago or before. Nobody is ever passed over: this only tells. */
  async find(olderThan: number): Promise<Stall | undefined> {
    const [row] = await runStatement<Row & Record<string, unknown>>(this.source, findHolder, []);
    const since = row === undefined ? undefined : (row.since ?? this.firstMet(row));
    if (row === undefined || row.kind !== 'unknown') this.unknown = undefined;
    if (row === undefined || row.now.getTime() - since!.getTime() < olderThan) return undefined;
    return {
      kind: row.kind,
      transaction: row.transaction,
      since: since!.toISOString(),
      database: row.database ?? undefined,
      user: row.user ?? undefined,
      pid: row.pid ?? undefined,
      application: row.application ?? undefined,
      state: row.state ?? undefined,
      blockedBy: row.blocked_by === null || row.blocked_by.length === 0 ? undefined : row.blocked_by,
      prepared: row.prepared ?? undefined,
    };
  }

  private firstMet(row: Row): Date {
    if (this.unknown?.transaction !== row.transaction) this.unknown = { transaction: row.transaction, since: row.now };
    return this.unknown.since;
  }
}

const findHolder: Statement = {
  name: 'lockstep-find-holder',
  text: `select f.xmin::text as transaction, clock_timestamp() as now, coalesce(a.xact_start, p.prepared) as since,
      case when p.gid is not null then 'prepared-transaction' when a.pid is null then 'unknown'
        when a.datname = current_database() then 'writer' else 'writer-in-another-database' end as kind,
      coalesce(a.datname, p.database) as database, coalesce(a.usename, p.owner) as user, a.pid, a.application_name as application, a.state,
      pg_blocking_pids(a.pid) as blocked_by, p.gid as prepared
    from (select pg_snapshot_xmin(s) as xmin, pg_snapshot_xmax(s) as xmax from pg_current_snapshot() s) f
    left join pg_stat_activity a on a.backend_xid = f.xmin::xid
    left join pg_prepared_xacts p on p.transaction = f.xmin::xid
    where a.pid is not null or p.gid is not null or f.xmin < f.xmax`,
};
