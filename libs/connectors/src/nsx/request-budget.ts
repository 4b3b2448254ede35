import { setTimeout as sleep } from 'node:timers/promises';
import PQueue from 'p-queue';

/** What an NSX manager takes of one client; it refuses more with 429. */
const LIMITS = { concurrency: 40, interval: 1_000, intervalCap: 100, strict: true } as const;

/** Keeps all calls to one manager below its limits, whichever looks they are for. */
export class RequestBudget {
  private readonly queue = new PQueue(LIMITS);
  private heldUntil = 0;

  /** @throws the reason of `signal` when it is aborted while the call waits for its turn */
  run<Answer>(call: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
    return this.queue.add(
      async () => {
        const wait = this.heldUntil - performance.now();
        if (wait > 0) await sleep(wait, undefined, { signal });
        return call();
      },
      { signal },
    );
  }

  /** Nobody calls before this many milliseconds have passed. */
  hold(milliseconds: number): void {
    this.heldUntil = Math.max(this.heldUntil, performance.now() + milliseconds);
  }
}

/** One budget to a manager for the whole process. */
export class RequestBudgets {
  private readonly byOrigin = new Map<string, RequestBudget>();

  of(url: string): RequestBudget {
    const { origin } = new URL(url);
    const known = this.byOrigin.get(origin);
    if (known) return known;
    const budget = new RequestBudget();
    this.byOrigin.set(origin, budget);
    return budget;
  }
}
