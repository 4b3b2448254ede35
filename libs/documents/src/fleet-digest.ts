import { canonicalJson, type Digest, digestOf } from '@lockstep/kernel';
import type { FleetSnapshot } from './fleet-snapshot.js';

const digests = new WeakMap<FleetSnapshot, Digest>();

/**
 * SHA-256 over the canonical JSON (RFC 8785) of all that a plan depends on: the spec, and the time of the snapshot, on whose day expiry is judged. Worked
 * out once for a document, which never changes: a changed fleet is another document.
 */
export function fleetDigest(fleet: FleetSnapshot): Digest {
  let digest = digests.get(fleet);
  if (!digest) rememberDigest(fleet, (digest = digestOf(contentOf(fleet))));
  return digest;
}

/** For a reader that saw the canonical text of the document pass by. */
export const rememberDigest = (fleet: FleetSnapshot, digest: Digest): unknown => digests.set(fleet, digest);

const contentOf = ({ metadata, spec }: FleetSnapshot) => ({ takenAt: metadata.takenAt ?? null, spec });

/** How the canonical text begins: `spec` and `clusters` are the first keys in its order. */
export const BEFORE_CLUSTERS = '{"spec":{"clusters":[';

/** The canonical text of a fleet without clusters, from where its clusters would end. */
export function canonicalAfterClusters(fleet: FleetSnapshot): string {
  const text = canonicalJson(contentOf(fleet));
  if (!text.startsWith(`${BEFORE_CLUSTERS}]`))
    throw new Error(`fleet digest; canonical text; it begins with a list of no clusters; found ${text.slice(0, 80)}`);
  return text.slice(BEFORE_CLUSTERS.length);
}
