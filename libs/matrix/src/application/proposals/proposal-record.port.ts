import type { EventStore } from '@lockstep/event-store';
import type { PROPOSAL_STATES, ProposalState, ProposedAddition } from '../../domain/index.js';
import type { MatrixTransaction } from '../matrix-record.port.js';

export interface RecordedProposal extends ProposalState {
  readonly id: string;
  /** Of its stream. */
  readonly version: number;
  /** RFC 3339 in UTC. */
  readonly proposedAt: string;
  /** Of its last event. */
  readonly changedAt: string;
  /** Of its first event: what lists are sorted by. */
  readonly position: number;
  /** Who has decided; null while it is open. */
  readonly decidedBy: string | null;
}

export interface ProposalQuery {
  readonly limit: number;
  /** Only those before this position: the list is newest first. */
  readonly before?: number;
  readonly state?: (typeof PROPOSAL_STATES)[number];
  readonly addition?: ProposedAddition['addition'];
  /** That it is about, among others. */
  readonly component?: string;
}

/** Proposals, and the stream of matrix revisions beside them: what is accepted is published in the same transaction. */
export interface ProposalRecord {
  /** One transaction at a time for each proposal: ten Supervisors of a scan tell of the same thing at the same moment. */
  transact<Result>(id: string, work: (transaction: ProposalTransaction) => Promise<Result>): Promise<Result>;
  find(id: string): Promise<RecordedProposal | undefined>;
  /** Those of them that are there; without any order. */
  findMany(ids: readonly string[]): Promise<readonly RecordedProposal[]>;
  /** Newest first, by when they were proposed. */
  list(query: ProposalQuery): Promise<readonly RecordedProposal[]>;
}

export interface ProposalTransaction {
  readonly matrix: MatrixTransaction;
  /** Read in the newest shapes. */
  readonly events: EventStore;
  /** Writes what the stream comes to now. */
  project(id: string): Promise<void>;
}
