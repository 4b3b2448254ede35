/** What a webhook signs with, newest first. `until`: RFC 3339, when an older one signs no more; null: the newest. */
export interface SigningSecret {
  /** `whsec_` and base64. */
  readonly secret: string;
  readonly until: string | null;
}

/** Older ones sign on until their time; of more than these the oldest are dropped, or signatures would grow without end. */
const MOST_SECRETS = 5;

export function rotateSecrets(kept: readonly SigningSecret[], fresh: string, now: string, overlapUntil: string): readonly SigningSecret[] {
  const older = inForce(kept, now).map(({ secret, until }) => ({ secret, until: until ?? overlapUntil }));
  return [{ secret: fresh, until: null }, ...inForce(older, now)].slice(0, MOST_SECRETS);
}

export const inForce = (kept: readonly SigningSecret[], now: string): readonly SigningSecret[] =>
  kept.filter(({ until }) => until === null || Date.parse(until) > Date.parse(now));
