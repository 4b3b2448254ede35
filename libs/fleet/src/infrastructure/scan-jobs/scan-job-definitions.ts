import { defineJob } from '@lockstep/platform/queue';
import { z } from 'zod';
import { type ClusterReference, type NodeNames, type ScanOutcome, type SourceFault } from '../../domain/index.js';

const scan = z.uuid();
const source = z.string().min(1).max(100);

const cluster: z.ZodType<ClusterReference> = z.object({
  id: z.string(),
  uid: z.string(),
  namespace: z.string(),
  name: z.string(),
  adapter: z.enum(['enabled', 'disabled']),
  nodes: z.int().min(0).nullable().default(null),
});

/** Results name all clusters of a source, and a scan that has ended is on record. Seconds. */
const kept = { seconds: 3_600, count: 100 };

/** Leads a scan from the look at its first source to its end; waits for the two below. Under the id of the scan. */
export const scanJob = defineJob<{ scan: string }, { outcome: ScanOutcome | 'unknown' }>({
  name: 'scan',
  data: z.strictObject({ scan }),
  attempts: 5,
  backoff: 2_000,
  jitter: 0.5,
  kept,
});

/** What a look at a source has shown, without what is on record already. */
export type SourceLookResult =
  | {
      /** `partial`: it was broken off. */
      readonly outcome: 'completed' | 'partial';
      /** RFC 3339, when it began. */
      readonly takenAt: string;
      readonly seen: NodeNames;
      readonly changed: NodeNames;
      /** The worst of them. */
      readonly faults: readonly SourceFault[];
      /** Nodes that could not be read in full, those of faults that are not told included. */
      readonly hidden: NodeNames;
      readonly clusters: readonly ClusterReference[];
    }
  | { readonly outcome: 'failed'; readonly fault: SourceFault };

/** Looks at one source. */
export const scanSourceJob = defineJob<{ scan: string; source: string }, SourceLookResult>({
  name: 'scan-source',
  data: z.strictObject({ scan, source }),
  attempts: 5,
  backoff: 2_000,
  jitter: 0.5,
  kept,
});

export interface ClusterLookResult {
  readonly outcome: 'completed' | 'unreached';
  readonly changed: NodeNames;
  readonly faults: readonly SourceFault[];
}

/** Looks into one cluster. */
export const scanClusterJob = defineJob<{ scan: string; source: string; cluster: ClusterReference }, ClusterLookResult>({
  name: 'scan-cluster',
  data: z.strictObject({ scan, source, cluster }),
  attempts: 3,
  backoff: 1_000,
  jitter: 0.5,
  kept,
});

/** Starts a scan when its schedule says so; `scan`: after the time by chance that the schedule wants. */
export const scheduledScanJob = defineJob<{ schedule: string; scan?: string | undefined }, { outcome: string }>({
  name: 'scheduled-scan',
  data: z.strictObject({ schedule: z.string().min(1), scan: scan.optional() }),
  attempts: 5,
  backoff: 5_000,
  jitter: 0.5,
});

export interface SourceCheckResult {
  readonly outcome: 'reached' | 'failed';
  /** The node that the source speaks for, as far as it was told of. */
  readonly versions: Readonly<Record<string, string | null>>;
  readonly faults: readonly SourceFault[];
  /** Milliseconds. */
  readonly took: number;
}

/** One look at login and version, which records nothing. Under an id of its own. */
export const checkSourceJob = defineJob<{ source: string }, SourceCheckResult>({
  name: 'check-source',
  data: z.strictObject({ source }),
  attempts: 1,
  backoff: 1_000,
});

/** `place`: of the source among those of the scan, in text order. */
export const scanSourceJobId = (scanId: string, place: number): string => `${scanId}.${place}`;
export const scanClusterJobId = (scanId: string, place: number, clusterPlace: number): string => `${scanId}.${place}.${clusterPlace}`;
