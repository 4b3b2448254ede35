import { canonicalJson, type Digest, DigestSoFar } from '@lockstep/kernel';
import { BEFORE_CLUSTERS, canonicalAfterClusters, fleetDigest, rememberDigest } from './fleet-digest.js';
import type { FleetSnapshot } from './fleet-snapshot.js';

/** Where the clusters of a fleet stand in its canonical JSON. */
export interface ClusterText {
  readonly text: string;
  /** Where the first cluster begins. */
  readonly start: number;
  /** From `start` on: where each cluster begins, and behind them where another one would. */
  readonly begins: Uint32Array;
  /** What stands behind the clusters. */
  readonly tail: string;
}

/** A fleet in canonical JSON: its digest is over its clusters as they stand there. */
export interface KnownFleetText extends ClusterText {
  readonly fleet: FleetSnapshot;
  /** What was digested before every so many clusters. */
  readonly digests: readonly DigestSoFar[];
}

/** Clusters between two digests that are kept. */
const STRIDE = 1024;
/** Stands before each cluster but the first, and nowhere else: within a text a quotation mark has a backslash before it. */
const COMMA_AND_OPENING = ',{"adapter":';
/** Stands before the clusters, and nowhere before that. */
export const BEFORE_LIST = '"spec":{"clusters":[';

/** `null` for a text that is not canonical, or has no clusters. */
export function knownFleetText(text: string, fleet: FleetSnapshot): KnownFleetText | null {
  const { head, tail } = frameOf(fleet);
  const count = fleet.spec.clusters.length;
  if (count === 0 || !text.startsWith(head) || !text.endsWith(tail)) return null;
  const start = head.length;
  const begins = beginsIn(text, start, text.length - tail.length);
  if (begins.length !== count + 1) return null;
  const known = { text, start, begins: Uint32Array.from(begins), tail };
  const { digests, digest } = digestClusters(known, fleet, []);
  return digest === fleetDigest(fleet) ? { ...known, fleet, digests } : null;
}

/** The same of a text that is known to be the canonical JSON of the fleet, and begins with so many clusters as another one. */
export function continuedFleetText(text: ClusterText, fleet: FleetSnapshot, { digests }: KnownFleetText, alike: number): KnownFleetText {
  const kept = digests.slice(0, Math.floor(Math.min(alike, fleet.spec.clusters.length - 1) / STRIDE) + 1);
  const result = digestClusters(text, fleet, kept);
  rememberDigest(fleet, result.digest);
  return { ...text, fleet, digests: result.digests };
}

/** The canonical text around the clusters of a fleet. */
export function frameOf(fleet: FleetSnapshot): { readonly head: string; readonly tail: string } {
  const text = canonicalJson(withoutClusters(fleet));
  const start = text.indexOf(BEFORE_LIST) + BEFORE_LIST.length;
  return { head: text.slice(0, start), tail: text.slice(start) };
}

const withoutClusters = (fleet: FleetSnapshot): FleetSnapshot => ({ ...fleet, spec: { ...fleet.spec, clusters: [] } });

/** Where the clusters between two offsets begin, counted from the first, and where another one would. */
export function beginsIn(text: string, start: number, end: number): number[] {
  if (start === end) return [0];
  const begins = [0];
  for (let comma = text.indexOf(COMMA_AND_OPENING, start); comma !== -1 && comma < end; comma = text.indexOf(COMMA_AND_OPENING, comma + 1))
    begins.push(comma + 1 - start);
  begins.push(end + 1 - start);
  return begins;
}

/** Goes on from the last of the digests that are known. */
function digestClusters(
  { text, start, begins, tail }: ClusterText,
  fleet: FleetSnapshot,
  known: readonly DigestSoFar[],
): { digests: DigestSoFar[]; digest: Digest } {
  const digests = known.length > 0 ? [...known] : [DigestSoFar.nothing.with(BEFORE_CLUSTERS)];
  const offset = () => start + begins[(digests.length - 1) * STRIDE]!;
  for (let next = digests.length * STRIDE; next < begins.length - 1; next += STRIDE)
    digests.push(digests.at(-1)!.with(text.slice(offset(), start + begins[next]!)));
  const rest = text.slice(offset(), text.length - tail.length);
  return {
    digests,
    digest: digests
      .at(-1)!
      .with(rest)
      .with(canonicalAfterClusters(withoutClusters(fleet))).digest,
  };
}
