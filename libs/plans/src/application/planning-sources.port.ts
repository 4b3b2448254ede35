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
  /** All of it, or what hangs on one NSX manager. `position`: of the newest event in it. Undefined: nothing was ever observed there. */
  findCurrent(nsxManager?: string): Promise<{ readonly snapshot: FleetSnapshot; readonly position: number } | undefined>;
}
