import { type EventStore, readAs } from '@lockstep/event-store';
import { PostgresEventStore, rebuildList } from '@lockstep/event-store/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import { approvalEventTypes } from '../application/approval-event-types.js';
import type { ApprovalRecord } from '../application/approval-record.port.js';
import { foldApproval } from '../application/read-approvals.use-case.js';
import { approvalStream, isSigned } from '../domain/index.js';

/** Approvals in PostgreSQL: events in the record, and in `lockstep.approval` what is looked for by time, and in lists of plans, written with them. */
export class PostgresApprovalRecord implements ApprovalRecord {
  readonly events: EventStore;

  constructor(private readonly source: DataSource) {
    this.events = readAs(new PostgresEventStore(source), approvalEventTypes);
  }

  transact<Result>(plan: string, work: (events: EventStore) => Promise<Result>): Promise<Result> {
    return this.source.transaction(async (manager) => {
      const events = readAs(new PostgresEventStore(manager), approvalEventTypes);
      const result = await work(events);
      await project(manager, events, plan);
      return result;
    });
  }

  async listExpired(now: string, limit: number): Promise<readonly string[]> {
    const rows = await this.source.query<{ plan: string }[]>(
      'select plan from lockstep.approval where waived_until <= $1 order by waived_until, plan limit $2',
      [now, limit],
    );
    return rows.map(({ plan }) => plan);
  }

  /** Makes the list anew from the events. */
  rebuildList(): Promise<number> {
    return rebuildList(this.source, { table: 'lockstep.approval', streams: approvalStream(''), types: approvalEventTypes, project });
  }
}

/** Folded from the stream as it stands after the append, which holds the stream's head until the commit. */
async function project(manager: EntityManager, events: EventStore, plan: string): Promise<void> {
  const history = await events.readStream(approvalStream(plan));
  const state = foldApproval(history);
  if (state.status === 'absent') return;
  const ends = state.status === 'open' ? state.waivers.map(({ expires }) => Date.parse(expires)) : [];
  await manager.query(
    `insert into lockstep.approval (plan, version, digest, status, waived_until, signed, broken_glass) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (plan) do update
       set version = excluded.version, digest = excluded.digest, status = excluded.status, waived_until = excluded.waived_until,
         signed = excluded.signed, broken_glass = excluded.broken_glass
       where lockstep.approval.version <= excluded.version`,
    [
      plan,
      history.length,
      state.request.digest,
      state.status,
      ends.length === 0 ? null : new Date(Math.min(...ends)),
      isSigned(state),
      state.status === 'open' && state.breakGlass !== null,
    ],
  );
}
