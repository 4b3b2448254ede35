import type { z } from 'zod';
import type { ClusterReference, NodeKind, SourceFault, SourceReport } from '../../domain/index.js';

/** A system that is scanned, open for looks. It holds connections; `close` ends them. */
export interface InventorySource {
  /**
   * Looks at all that the source itself tells, page by page, in bounded memory. Faults of a part are reports; what ends the look as a whole is thrown
   * as a `SourceFailure`. Sightings of nodes come in the order of the tree, root first.
   */
  look(signal: AbortSignal): AsyncIterable<SourceReport>;

  /** Looks into one cluster that `look` has told of. Absent: this kind of source cannot. Throws like `look`. */
  lookInto?(cluster: ClusterReference, signal: AbortSignal): AsyncIterable<SourceReport>;

  close(): Promise<void>;
}

/** The source as a whole could not be looked at. */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure';

  /** @param retryable whether the same look may well succeed a little later */
  constructor(
    readonly fault: SourceFault,
    readonly retryable: boolean,
    options?: ErrorOptions,
  ) {
    super(fault.detail, options);
  }
}

/** How sources of one system are opened. `settings` is stored and shown; `secret` is stored encrypted and never shown. */
export interface SourceConnector<Settings = unknown, Secret = unknown> {
  /** `kubernetes`, `nsx` */
  readonly system: string;
  readonly settings: z.ZodType<Settings>;
  readonly secret: z.ZodType<Secret>;
  /** The node the source speaks for; clusters that hang on it are missed when it no longer tells of them. */
  speaksFor(settings: Settings): { readonly kind: NodeKind; readonly id: string };
  open(source: SourceOpening<Settings, Secret>): InventorySource;
}

export interface SourceOpening<Settings, Secret> {
  /** Id of the source in Lockstep. */
  readonly id: string;
  readonly settings: Settings;
  readonly secret: Secret;
  /** RFC 3339, the time of day. */
  readonly now: () => string;
  /** What is on record below the node that the source speaks for and cannot be told by the source alone; absent: nothing. */
  readonly clustersInVpcs?: () => Promise<readonly ClusterInVpc[]>;
}

/** A cluster of which NSX has no registration, because nothing in it has registered with NSX. Its VPC is known all the same. */
export interface ClusterInVpc {
  /** In the fleet. */
  readonly id: string;
  /** As NSX would call it: `<vSphere Namespace>-<cluster>`. */
  readonly nsxName: string;
  readonly project: string;
  readonly vpc: string;
}
