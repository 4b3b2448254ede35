import type { CompatibilityMatrix } from '@lockstep/documents';
import type { MatrixPart } from '../domain/index.js';

/** All revisions are published into one stream: its version numbers them. */
export const MATRIX_STREAM = 'matrix';

export const MATRIX_REVISION_PUBLISHED = 'MatrixRevisionPublished';

export interface MatrixRevisionPublished {
  readonly digest: string;
  /** The revision that was current until then; null for the first one. */
  readonly parent: string | null;
  readonly author: string;
  readonly reason: string | null;
  /** What was laid over each other, in this order. */
  readonly parts: readonly MatrixPart[];
  /** The composed document, whole: the record needs no other table to be read. */
  readonly document: CompatibilityMatrix;
}
