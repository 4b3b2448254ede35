import type { RecordedEvent } from '@lockstep/event-store';
import type { ProjectionTarget } from '@lockstep/event-store/postgres';
import type { RecordedNode } from '../application/fleet-record.port.js';

/** What a page of events did to one node. A node that hangs on another NSX manager because one above it moved has changed as well. */
export interface FleetChange {
  /** Null: nothing was known of it. */
  readonly before: RecordedNode | null;
  readonly after: RecordedNode;
  /** The node after each event of its own, in the order of its stream; none when only one above it moved. */
  readonly states: readonly RecordedNode[];
}

export interface FleetPage {
  /** All of the page, in record order. */
  readonly events: readonly RecordedEvent[];
  /** One for each node, in no particular order; late events make one too, where nothing but the place in the record differs. */
  readonly changes: readonly FleetChange[];
}

/** Writes further tables in the transaction that writes the fleet's rows. */
export interface FleetFollower {
  readonly tables: readonly string[];
  follow(page: FleetPage, target: ProjectionTarget): Promise<void>;
}
