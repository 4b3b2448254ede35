import type { KnownSource, LearnedFact } from '@lockstep/fleet';

/** Hands on what the matrix could learn from a source, for an editor to accept. */
export interface LearnFromSources {
  from(source: Pick<KnownSource, 'name' | 'speaksFor'>, facts: readonly LearnedFact[]): Promise<void>;
}
