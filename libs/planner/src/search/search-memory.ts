import { LRUCache } from 'lru-cache';
import type { Classifier } from './classes.js';

/** Above so many states the tables of one search are let go: what is that large is searched again. */
const MAX_SIZE = 125_000;

/**
 * Tables of earlier searches over one version table, for searches that differ from them in few clusters: same policy and goal, and the same versions in
 * play. A search with a memory finds what it finds without one. Bounded; what was not used for longest goes first.
 */
export class SearchMemory {
  private readonly known: LRUCache<string, Classifier>;

  /** @param capacity searches that are remembered: one for each upgrade domain and goal, and some for each `latest` target */
  constructor(capacity = 64) {
    this.known = new LRUCache({ max: capacity });
  }

  recall(key: string, make: () => Classifier): Classifier {
    let classifier = this.known.get(key);
    if (!classifier || classifier.size > MAX_SIZE) this.known.set(key, (classifier = make()));
    return classifier;
  }
}
