import type { NodeName } from '../findings/finding.js';
import type { SourceFault } from './sighting.js';

/** Types of events in the stream `source-<id>`. */
export const SOURCE_REGISTERED = 'SourceRegistered';
export const SOURCE_CHANGED = 'SourceChanged';
export const SOURCE_REMOVED = 'SourceRemoved';
export const SOURCE_FAULTS_OBSERVED = 'SourceFaultsObserved';

/** A system that is scanned, as people have described it. */
export interface SourceDescription {
  /** `kubernetes`, `nsx` */
  readonly system: string;
  /** For people. */
  readonly name: string;
  /** In the shape that the connector of the system asks for. Shown to whoever may read: no secrets. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly speaksFor: NodeName;
  /** Looks in a row that miss a node before sight of it is lost. */
  readonly misses: number;
}

/** Everything that is wrong with the looks at a source at present; recorded when it differs from what was on record. */
export interface SourceFaultsObserved {
  /** The scan that met them. */
  readonly scan: string;
  readonly speaksFor: NodeName;
  /** In the order of `compareFaults`, the worst first, at most `MOST_FAULTS`. */
  readonly faults: readonly SourceFault[];
  /** How many more there were. */
  readonly omitted: number;
  /** Those on record before that are no longer met. */
  readonly cleared: readonly SourceFault[];
}

/** What is wrong with a source at one time. */
export interface SourceFaults {
  readonly source: string;
  readonly speaksFor: NodeName;
  readonly faults: readonly SourceFault[];
}

export type SourceEvent =
  | { readonly type: typeof SOURCE_REGISTERED; readonly data: SourceDescription }
  | { readonly type: typeof SOURCE_CHANGED; readonly data: Omit<SourceDescription, 'system'> }
  /** Its faults go with it. */
  | { readonly type: typeof SOURCE_REMOVED; readonly data: { readonly cleared: readonly SourceFault[] } }
  | { readonly type: typeof SOURCE_FAULTS_OBSERVED; readonly data: SourceFaultsObserved };

const SOURCE = 'source-';
export const sourceStream = (id: string): string => SOURCE + id;
/** Undefined: another stream. */
export const sourceOfStream = (stream: string): string | undefined => (stream.startsWith(SOURCE) ? stream.slice(SOURCE.length) : undefined);

/** No slash: `<source>/inside` is an observer of its own. */
export const isSourceId = (id: string): boolean => /^[a-z0-9][a-z0-9._-]{0,99}$/.test(id);

/** Who has looked: what a source sees from inside a cluster is told apart from what it sees from outside, because each replaces only its own. */
export const observerOf = (source: string, inside: boolean): string => (inside ? `${source}/inside` : source);
export const sourceOfObserver = (observer: string): string => observer.split('/', 1)[0]!;
