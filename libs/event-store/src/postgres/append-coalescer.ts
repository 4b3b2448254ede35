import type { AppendOutcome } from '../core/event-store.port.js';
import type { PreparedRequest } from '../core/prepared-event.js';
import { StoreBusyError } from '../core/store-busy-error.js';

/** One statement: all its requests commit together. `wait`: until others let go of a stream; else such a request is answered `busy`. */
export type SendAppends = (requests: readonly PreparedRequest[], wait: boolean) => Promise<readonly (AppendOutcome | 'busy')[]>;

export interface CoalescerLimits {
  /** Statements at work at once. A third gains nothing: while one commits, the other executes. */
  readonly statements: number;
  /** Events that make a further statement worth it while one is at work. Fewer had better wait and go together: a statement costs as much as 20 events. */
  readonly eventsForAnother: number;
  /** Milliseconds after which fewer do not wait any longer for a statement that is at work: it may be held up by something. */
  readonly patience: number;
  /** Statements that wait for a stream that somebody else has locked; each keeps a connection. */
  readonly waiting: number;
  readonly eventsPerStatement: number;
  /** Of content, in characters. */
  readonly contentPerStatement: number;
  /** Requests not yet sent; one more is refused with `StoreBusyError`. */
  readonly queued: number;
}

const defaultLimits: CoalescerLimits = {
  statements: 2,
  eventsForAnother: 32,
  patience: 20,
  waiting: 2,
  eventsPerStatement: 1_000,
  contentPerStatement: 4_000_000,
  queued: 10_000,
};

interface Entry {
  readonly request: PreparedRequest;
  readonly resolve: (outcome: AppendOutcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Makes one statement of the appends that are asked for while others are at work. Alone, an append goes at once, that is, after what runs already:
 * callers who were answered together ask again together. Appends to one stream keep the order in which they were asked for, and a stream is in one
 * statement at a time: a second would only wait for the first.
 *
 * A stream that somebody else has locked, such as a long transaction, delays its own appends and no others.
 */
export class AppendCoalescer {
  private queue: Entry[] = [];
  private readonly blocked: Entry[][] = [];
  private readonly streams = new Set<string>();
  private statements = 0;
  private begunAt = 0;
  private waiting = 0;
  private awake = false;
  private alarm: NodeJS.Timeout | undefined;

  constructor(
    private readonly send: SendAppends,
    private readonly limits: CoalescerLimits = defaultLimits,
  ) {}

  append(request: PreparedRequest): Promise<AppendOutcome> {
    if (this.queue.length >= this.limits.queued) {
      return Promise.reject(
        new StoreBusyError(`append; stream ${request.stream}; at most ${this.limits.queued} may wait to be sent; found as many`),
      );
    }
    return new Promise((resolve, reject) => {
      this.queue.push({ request, resolve, reject });
      this.wake();
    });
  }

  private wake(): void {
    if (this.awake) return;
    this.awake = true;
    setImmediate(() => {
      this.awake = false;
      this.pump();
    });
  }

  private pump(): void {
    while (this.statements < this.limits.statements && this.isWorthAStatement()) {
      const batch = this.take();
      if (batch.length === 0) break;
      this.statements++;
      this.begunAt = performance.now();
      void this.settle(batch, false).finally(() => {
        this.statements--;
        this.wake();
      });
    }
    while (this.waiting < this.limits.waiting && this.blocked.length > 0) {
      this.waiting++;
      void this.settle(this.blocked.shift()!, true).finally(() => {
        this.waiting--;
        this.wake();
      });
    }
  }

  private isWorthAStatement(): boolean {
    if (this.queue.length === 0) return false;
    if (this.statements === 0) return true;
    let events = 0;
    for (const { request } of this.queue) if ((events += request.events.length) >= this.limits.eventsForAnother) return true;
    const left = this.begunAt + this.limits.patience - performance.now();
    if (left <= 0) return true;
    this.alarm ??= setTimeout(() => {
      this.alarm = undefined;
      this.pump();
    }, left);
    return false;
  }

  /** The oldest entries that may go together: no stream that is at work, no id twice. */
  private take(): Entry[] {
    const [batch, left]: [Entry[], Entry[]] = [[], []];
    const ids = new Set<string>();
    const passedOver = new Set<string>();
    let [events, content] = [0, 0];
    for (const entry of this.queue) {
      const { stream, events: own } = entry.request;
      const length = own.reduce((sum, { dataText }) => sum + dataText.length, 0);
      const fits =
        batch.length === 0 ||
        (events + own.length <= this.limits.eventsPerStatement && content + length <= this.limits.contentPerStatement);
      if (fits && !this.streams.has(stream) && !passedOver.has(stream) && !own.some(({ id }) => ids.has(id))) {
        batch.push(entry);
        events += own.length;
        content += length;
        for (const { id } of own) ids.add(id);
      } else {
        left.push(entry);
        passedOver.add(stream);
      }
    }
    this.queue = left;
    for (const { request } of batch) this.streams.add(request.stream);
    return batch;
  }

  private async settle(batch: readonly Entry[], wait: boolean): Promise<void> {
    const busy = await this.sendEach(batch, wait);
    const byStream = new Map<string, Entry[]>();
    for (const entry of busy) byStream.set(entry.request.stream, [...(byStream.get(entry.request.stream) ?? []), entry]);
    this.blocked.push(...byStream.values());
    for (const { request } of batch) if (!byStream.has(request.stream)) this.streams.delete(request.stream);
  }

  /** Answers each entry but those that are busy, which it returns. What fails as a whole is tried again in halves, so that one request that cannot
   *  be written does not fail its neighbours; ids make it safe to send what may have been written. */
  private async sendEach(batch: readonly Entry[], wait: boolean): Promise<readonly Entry[]> {
    try {
      const outcomes = await this.send(
        batch.map((entry) => entry.request),
        wait,
      );
      return batch.filter((entry, index) => {
        const outcome = outcomes[index]!;
        if (outcome !== 'busy') entry.resolve(outcome);
        return outcome === 'busy';
      });
    } catch (error) {
      if (batch.length === 1 || !isOfOneRequest(error)) {
        for (const entry of batch) entry.reject(error);
        return [];
      }
      const middle = Math.ceil(batch.length / 2);
      return [...(await this.sendEach(batch.slice(0, middle), wait)), ...(await this.sendEach(batch.slice(middle), wait))];
    }
  }
}

/** Answers of the server to what was sent, after which nothing of it is written: data exception, integrity constraint, serialization failure and
 *  deadlock, too much, wrong state. Not those of the connection or of the server as a whole. */
const isOfOneRequest = (error: unknown): boolean => /^(22|23|40|54|55)[0-9A-Z]{3}$/.test(String((error as { code?: unknown }).code));
