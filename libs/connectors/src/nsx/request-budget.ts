import { setTimeout as sleep } from 'node:timers/promises';
import PQueue from 'p-queue';

/** Calls at the same time, and calls started within so many milliseconds. */
export interface Pace {
  readonly concurrency: number;
  readonly interval: number;
  readonly intervalCap: number;
  readonly strict: boolean;
}

/**
 * What an NSX manager takes of one client: 40 calls at the same time, 100 a second; it refuses more with 429. It counts when calls come in, and the first
 * ones, with new connections, are longer on their way than those that follow: hence fewer, and evenly.
 */
const PACE: Pace = { concurrency: 40, interval: 100, intervalCap: 8, strict: true };

/** Keeps all calls to one manager below its limits, whichever looks they are for. */
export class RequestBudget {
  private readonly queue: PQueue;
  private heldUntil = 0;

  constructor(pace: Pace = PACE) {
    this.queue = new PQueue(pace);
  }

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

/** One budget to a manager for the whole process: two workers that look at one manager at the same time call it twice as often. */
export class RequestBudgets {
  private readonly byOrigin = new Map<string, RequestBudget>();

  constructor(private readonly pace?: Pace) {}

  of(url: string): RequestBudget {
    const { origin } = new URL(url);
    const known = this.byOrigin.get(origin);
    if (known) return known;
    const budget = new RequestBudget(this.pace);
    this.byOrigin.set(origin, budget);
    return budget;
  }
}
