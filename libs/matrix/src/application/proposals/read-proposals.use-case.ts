import { type AdditionStanding, judgeAddition, type MatrixRevision } from '../../domain/index.js';
import type { MatrixRevisions } from '../matrix-revisions.js';
import type { ProposalQuery, ProposalRecord, RecordedProposal } from './proposal-record.port.js';

/** A proposal beside the current matrix. */
export interface ProposalView extends RecordedProposal {
  /** Null: it is decided, or no matrix is published. */
  readonly standing: AdditionStanding | null;
}

/** Proposals, each compared with the matrix as it is now. */
export class ReadProposals {
  constructor(
    private readonly record: ProposalRecord,
    private readonly revisions: MatrixRevisions,
  ) {}

  async find(
    id: string,
    day: string,
  ): Promise<{ readonly proposal: ProposalView | undefined; readonly revision: MatrixRevision | undefined }> {
    const [proposal, revision] = [await this.record.find(id), await this.revisions.findCurrent()];
    return { proposal: proposal && view(proposal, revision, day), revision };
  }

  /** `next`: the `before` of the following page; null at the end. */
  async list(
    query: ProposalQuery,
    day: string,
  ): Promise<{ readonly proposals: readonly ProposalView[]; readonly next: number | null; readonly revision: MatrixRevision | undefined }> {
    const found = await this.record.list({ ...query, limit: query.limit + 1 });
    const revision = await this.revisions.findCurrent();
    const page = found.slice(0, query.limit);
    const next = found.length > query.limit ? page.at(-1)!.position : null;
    return { proposals: page.map((proposal) => view(proposal, revision, day)), next, revision };
  }
}

const view = (proposal: RecordedProposal, revision: MatrixRevision | undefined, day: string): ProposalView => ({
  ...proposal,
  standing: revision && proposal.decision.state === 'open' ? judgeAddition(revision.matrix, proposal.addition, day) : null,
});
