import { foldProposal } from '../src/application/proposals/fold-proposal.js';
import type {
  ProposalQuery,
  ProposalRecord,
  ProposalTransaction,
  RecordedProposal,
} from '../src/application/proposals/proposal-record.port.js';
import { componentsOf, proposalStream } from '../src/domain/index.js';
import type { MemoryMatrixRecord } from './memory-matrix-record.js';

/** Proposals without a database, in the record of a matrix. Transactions are not isolated and do not roll back. */
export class MemoryProposalRecord implements ProposalRecord {
  private readonly rows = new Map<string, RecordedProposal>();

  constructor(private readonly matrix: MemoryMatrixRecord) {}

  transact<Result>(_id: string, work: (transaction: ProposalTransaction) => Promise<Result>): Promise<Result> {
    const { events } = this.matrix;
    return this.matrix.transact((matrix) =>
      work({
        matrix,
        events,
        project: async (id) => void this.rows.set(id, foldProposal(id, await events.readStream(proposalStream(id)))!),
      }),
    );
  }

  async find(id: string): Promise<RecordedProposal | undefined> {
    return this.rows.get(id);
  }

  async findMany(ids: readonly string[]): Promise<readonly RecordedProposal[]> {
    return ids.flatMap((id) => this.rows.get(id) ?? []);
  }

  async list({ limit, before = Infinity, state, addition, component }: ProposalQuery): Promise<readonly RecordedProposal[]> {
    return [...this.rows.values()]
      .filter((row) => row.position < before && (!state || row.decision.state === state))
      .filter((row) => (!addition || row.addition.addition === addition) && (!component || componentsOf(row.addition).includes(component)))
      .sort((a, b) => b.position - a.position)
      .slice(0, limit);
  }
}
