/** What became of one request for a token. */
export interface Taking {
  readonly allowed: boolean;
  readonly remaining: number;
  /** Whole seconds until a token will be there again; 0 when allowed. */
  readonly retryAfter: number;
}

/** Token buckets by caller: `rate` per second on average, `burst` at once. In this process only, so the limit of n processes is n-fold. */
export class RateLimiter {
  private readonly buckets = new Map<string, { tokens: number; at: number }>();

  /** A `rate` of 0 turns the limit off. `now` in milliseconds. */
  constructor(
    readonly rate: number,
    readonly burst: number = rate * 10,
    private readonly now: () => number = Date.now,
  ) {}

  take(key: string): Taking {
    if (this.rate === 0) return { allowed: true, remaining: Number.MAX_SAFE_INTEGER, retryAfter: 0 };
    const at = this.now();
    const known = this.buckets.get(key);
    const tokens = known === undefined ? this.burst : Math.min(this.burst, known.tokens + (Math.max(0, at - known.at) / 1_000) * this.rate);
    const allowed = tokens >= 1;
    const left = allowed ? tokens - 1 : tokens;
    if (known === undefined && this.buckets.size >= 50_000) this.forgetFull(at);
    this.buckets.set(key, { tokens: left, at });
    return { allowed, remaining: Math.floor(left), retryAfter: allowed ? 0 : Math.max(1, Math.ceil((1 - tokens) / this.rate)) };
  }

  /** A full bucket is the same as none. */
  private forgetFull(at: number): void {
    for (const [key, bucket] of this.buckets)
      if (bucket.tokens + ((at - bucket.at) / 1_000) * this.rate >= this.burst) this.buckets.delete(key);
    if (this.buckets.size >= 50_000) this.buckets.clear();
  }
}
