import type { FleetSnapshot } from '@lockstep/documents';
import type { MatrixRevision } from '@lockstep/matrix/domain';

/** The published matrix. */
export interface MatrixRevisions {
  /** Undefined: none was ever published. */
  findCurrent(): Promise<MatrixRevision | undefined>;
  find(digest: string): Promise<MatrixRevision | undefined>;
}

/** The fleet as last observed. */
export interface FleetSource {
  /** `position`: of the newest event in it. Undefined: nothing was ever observed. */
  findCurrent(): Promise<{ readonly snapshot: FleetSnapshot; readonly position: number } | undefined>;
}
