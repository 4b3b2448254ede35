import type { LearnedFact as ProposedFact } from '@lockstep/matrix/domain';
import type { ClusterAddresses } from '../addresses/address-space.js';
import type { Capacity, Cni, NodeKind, Placement } from '../fleet-node.js';
import type { Signal } from '../health/signal.js';

/** One version of one part of a component while it rolls: `{part: 'HOST', version: '9.0.2.0', nodes: 4}`. */
export interface PartVersion {
  readonly part: string;
  readonly version: string;
  readonly nodes: number;
}

/**
 * Whom a source speaks of: the node by its id in the fleet, or a cluster by what NSX calls it, which the record resolves. NSX does not know ids of the fleet.
 */
export type Subject =
  | { readonly kind: NodeKind; readonly id: string }
  | { readonly kind: 'cluster'; readonly nsxCluster: { readonly id: string; readonly name: string } };

/**
 * What one look at one node showed. A member that is absent was not looked at or could not be read, and what is known of it stands. Versions are merged
 * component by component; signals are all that this source can tell of the node, so that one that is missing now is no longer vouched for.
 */
export interface Sighting {
  readonly subject: Subject;
  /** RFC 3339, by our own clock, when the answer came. */
  readonly observedAt: string;
  /** `metadata.uid`: another one under the same id is another node. */
  readonly uid?: string;
  /** Of a cluster: `status.clusterID` of its NSXServiceAccount, `node_id` of its control plane in NSX; null: it has none. */
  readonly nsxClusterId?: string | null;
  readonly placement?: Partial<Placement>;
  readonly networking?: string;
  readonly cni?: Cni;
  /** `unknown`: it is there, and its version could not be read, which counts only where nothing was known; null: the node does not have it. */
  readonly versions?: Readonly<Record<string, string | null>>;
  /** Of a Supervisor: the Kubernetes that it is. It is not recorded, and what is recorded of the Supervisor must fit it. */
  readonly kubernetes?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly nodes?: Capacity['nodes'];
  readonly ipBlocks?: Capacity['ipBlocks'];
  readonly addresses?: ClusterAddresses;
  /** Component to what runs of it where, in text order of part and version; empty: it does not roll. */
  readonly mixed?: Readonly<Record<string, readonly PartVersion[]>>;
  readonly signals?: readonly Signal[];
}

/** What can be wrong with a look. Each is a finding while it lasts. */
export const SOURCE_FAULTS = [
  'unreachable',
  'timed-out',
  'login-refused',
  'not-authorized',
  'certificate-expired',
  'certificate-untrusted',
  /** By the source's own setting: a standing finding. */
  'tls-not-verified',
  'address-refused',
  'redirected',
  'rate-limited',
  'server-error',
  /** HTML, half a JSON, too large. */
  'unreadable-answer',
  /** JSON, and not what the field's documents say. */
  'wrong-shape',
  /** A version in no scheme of the matrix. */
  'unreadable-version',
  'clock-skew',
  /** Two sources speak for the same cluster. */
  'claimed-twice',
  /** NSX tells of a cluster that hangs on none of its Supervisors. */
  'foreign-cluster',
  /** A cluster was deleted and made again under its name. */
  'recreated',
] as const;
export type FaultCode = (typeof SOURCE_FAULTS)[number];

export interface SourceFault {
  readonly code: FaultCode;
  /** Null: the source as a whole. */
  readonly subject: { readonly kind: NodeKind; readonly id: string } | null;
  /** Where it was met, without host and secrets: `GET /api/v1/node/version, /product_version`. */
  readonly place: string | null;
  /** In plain words, and the same words as long as it lasts: no times, no counters. */
  readonly detail: string;
}

/** A cluster that a source can look into. It travels in a job: small, and without secrets. */
export interface ClusterReference {
  readonly id: string;
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  /** Whether an adapter is to be expected in it. */
  readonly adapter: Cni['adapter'];
  /** How many nodes it is to have, of the control plane and of workers; null: not known. */
  readonly nodes: number | null;
}

/** Something the matrix could learn, for an editor to accept: what stands in the objects of a platform, with its place. What runs together is found later. */
export type LearnedFact = Exclude<ProposedFact, { readonly fact: 'running-pair' }>;

export type SourceReport =
  | { readonly report: 'sighting'; readonly sighting: Sighting }
  | { readonly report: 'cluster'; readonly cluster: ClusterReference }
  | { readonly report: 'fault'; readonly fault: SourceFault }
  | { readonly report: 'learned'; readonly learned: LearnedFact };
