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
export { PostgresMatrixRecord } from './infrastructure/postgres-matrix-record.js';
