import { type EventStore, readAs } from '@lockstep/event-store';
import { PostgresEventStore, rebuildList } from '@lockstep/event-store/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import { foldProposal } from '../../application/proposals/fold-proposal.js';
import { proposalEventTypes } from '../../application/proposals/proposal-event-types.js';
import type {
  ProposalQuery,
  ProposalRecord,
  ProposalTransaction,
  RecordedProposal,
} from '../../application/proposals/proposal-record.port.js';
import { componentsOf, type ProposalState, proposalStream } from '../../domain/index.js';
import { matrixTransaction } from '../postgres-matrix-record.js';

interface ProposalRow {
  readonly id: string;
  readonly version: string;
  readonly content: ProposalState;
  readonly decided_by: string | null;
  readonly proposed_at: string;
  readonly changed_at: string;
  readonly position: string;
}

const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as ${column}`;
const columns = `id, version, content, decided_by, ${instant('proposed_at')}, ${instant('changed_at')}, position`;

/** Proposals in PostgreSQL: events in the record, the list in `lockstep.matrix_proposal`, written with them. */
export class PostgresProposalRecord implements ProposalRecord {
  constructor(private readonly source: DataSource) {}

  transact<Result>(id: string, work: (transaction: ProposalTransaction) => Promise<Result>): Promise<Result> {
    return this.source.transaction(async (manager) => {
      await manager.query(`select pg_advisory_xact_lock(hashtext('proposal'), hashtext($1))`, [id]);
      const events = readAs(new PostgresEventStore(manager), proposalEventTypes);
      return work({ matrix: matrixTransaction(manager), events, project: (id) => project(manager, events, id) });
    });
  }

  async find(id: string): Promise<RecordedProposal | undefined> {
    return (await this.findMany([id]))[0];
  }

  async findMany(ids: readonly string[]): Promise<readonly RecordedProposal[]> {
    if (ids.length === 0) return [];
    const rows = await this.source.query<ProposalRow[]>(`select ${columns} from lockstep.matrix_proposal where id = any ($1::text[])`, [
      ids,
    ]);
    return rows.map(proposalOf);
  }

  async list({ limit, before, state, addition, component }: ProposalQuery): Promise<readonly RecordedProposal[]> {
    const rows = await this.source.query<ProposalRow[]>(
      `select ${columns} from lockstep.matrix_proposal
       where ($1::bigint is null or position < $1) and ($2::text is null or state = $2)
         and ($3::text is null or addition = $3) and ($4::text is null or $4 = any (components))
       order by position desc limit $5`,
      [before ?? null, state ?? null, addition ?? null, component ?? null, limit],
    );
    return rows.map(proposalOf);
  }

  /** Makes the list anew from the events. Returns the number of proposals. */
  rebuildList(): Promise<number> {
    return rebuildList(this.source, { table: 'lockstep.matrix_proposal', streams: proposalStream(''), types: proposalEventTypes, project });
  }
}

/** Folded from the stream as it stands after the append, which holds the stream's head until the commit. */
async function project(manager: EntityManager, events: EventStore, id: string): Promise<void> {
  const proposal = foldProposal(id, await events.readStream(proposalStream(id)));
  if (!proposal) return;
  const { addition, sources, decision, version, decidedBy, proposedAt, changedAt, position } = proposal;
  await manager.query(
    `insert into lockstep.matrix_proposal (id, version, addition, components, state, content, decided_by, proposed_at, changed_at, position)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (id) do update set version = excluded.version, state = excluded.state, content = excluded.content,
       decided_by = excluded.decided_by, changed_at = excluded.changed_at`,
    [
      id,
      version,
      addition.addition,
      componentsOf(addition),
      decision.state,
      JSON.stringify({ addition, sources, decision }),
      decidedBy,
      proposedAt,
      changedAt,
      position,
    ],
  );
}

const proposalOf = ({ id, version, content, decided_by, proposed_at, changed_at, position }: ProposalRow): RecordedProposal => ({
  ...content,
  id,
  version: Number(version),
  decidedBy: decided_by,
  proposedAt: proposed_at,
  changedAt: changed_at,
  position: Number(position),
});
