export { matrixEventTypes } from './application/matrix-event-types.js';
export { MATRIX_REVISION_PUBLISHED, MATRIX_STREAM, type MatrixRevisionPublished } from './application/matrix-events.js';
export type { MatrixRecord, MatrixTransaction, Publication } from './application/matrix-record.port.js';
export {
  type PublicationOrder,
  type PublicationOutcome,
  PublishRevision,
  publicationOf,
  type ValidationOutcome,
} from './application/publish-revision.use-case.js';
export { MatrixRevisions } from './application/matrix-revisions.js';
export { type Difference, DIFFED_LISTS, diffRevisions } from './application/diff-revisions.js';
export { proposalEventTypes } from './application/proposals/proposal-event-types.js';
export type { ProposalQuery, ProposalRecord, ProposalTransaction, RecordedProposal } from './application/proposals/proposal-record.port.js';
export { ProposeAdditions, type ProposalCounts, type ProposalOrder } from './application/proposals/propose-additions.use-case.js';
export {
  type AcceptanceOutcome,
  DecideProposal,
  type DecisionOrder,
  type DecisionOutcome,
} from './application/proposals/decide-proposal.use-case.js';
export { type ProposalView, ReadProposals } from './application/proposals/read-proposals.use-case.js';
export { PostgresMatrixRecord } from './infrastructure/postgres-matrix-record.js';
export { PostgresProposalRecord } from './infrastructure/proposals/postgres-proposal-record.js';
