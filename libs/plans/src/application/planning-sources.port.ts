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
  findCurrent(nsxManager?: string): Promise<ObservedFleet | undefined>;
}

export interface ObservedFleet {
  readonly snapshot: FleetSnapshot;
  readonly position: number;
  /** Nodes in which several versions of a component run side by side, although the snapshot shows one. */
  readonly rolling: readonly RollingNode[];
}

export interface RollingNode {
  readonly id: string;
  readonly component: string;
  readonly parts: readonly { readonly part: string; readonly version: string; readonly nodes: number }[];
}
