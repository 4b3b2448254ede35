import { type ProposalState, proposalStream } from '../../domain/index.js';
import { foldProposal } from './fold-proposal.js';
import type { ProposalRecord, ProposalTransaction } from './proposal-record.port.js';

const ATTEMPTS = 8;

class Conflict extends Error {}

/** Decides on a proposal as it stands, in one transaction; again from the start when somebody else was faster. */
export async function changeProposal<Result>(
  record: ProposalRecord,
  id: string,
  work: (transaction: ProposalTransaction, state: ProposalState | undefined, version: number) => Promise<Result | 'conflict'>,
): Promise<Result> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      return await record.transact(id, async (transaction) => {
        const history = await transaction.events.readStream(proposalStream(id));
        const outcome = await work(transaction, foldProposal(id, history), history.length);
        // What was written so far in the transaction must not stay.
        if (outcome === 'conflict') throw new Conflict();
        return outcome;
      });
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
  }
  throw new Error(`proposal ${id}; the stream must settle within ${ATTEMPTS} attempts; found a conflict each time`);
}
