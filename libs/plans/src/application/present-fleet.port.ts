import type { FallCause, PremiseNode, SeenNode } from '../domain/index.js';
import type { FleetSource } from './planning-sources.port.js';

/** What of a node changed: which event is looked for. */
export type SoughtChange =
  'Registered' | 'Moved' | 'Decommissioned' | 'CniChanged' | 'VersionObserved' | 'MixedVersionsObserved' | 'ManagerApiConsumersObserved';

/** The fleet as it is known now, and how it came to be so. */
export interface PresentFleet extends FleetSource {
  /** Until what is read holds what is recorded up to there. */
  catchUp(position: number): Promise<'reached' | 'stalled' | 'stopped'>;
  /** The NSX manager that a node hangs on; null: on none that is known, or it is gone. */
  findRoot(node: PremiseNode): Promise<string | null>;
  /** The newest event that made one of these changes of a node, of this component if given. `unknown`: there is none, or it can not be read. */
  findCause(node: PremiseNode, changes: readonly SoughtChange[], component: string | null): Promise<FallCause>;
  /** Until when each of the nodes of a domain has been seen as it is known; those that are not there are missing. Absent domain: the whole fleet. */
  readSeen(domain: string | undefined): Promise<readonly SeenNode[]>;
}
