import type { Logger } from '@lockstep/platform';
import type { Deliveries, DisableWebhooksBehind, FollowRecord, QueueDeliveries } from '@lockstep/webhooks';
import { Rounds } from '../rounds.js';

/** How long a receiver may have to wait for what was recorded. */
const interval = 1_000;
const pruningInterval = 600_000;

export interface WebhookWatchOptions {
  readonly kept: { readonly days: number; readonly count: number };
  /** Milliseconds. */
  readonly interval?: number;
}

/** Follows the record for webhooks, and queues what is due, until it is stopped; a round that fails is followed by another. */
export class WebhookWatch {
  private readonly rounds: readonly Rounds[];
  /** What failed last: told once, not every second. */
  private told = '';

  constructor(
    private readonly follow: Pick<FollowRecord, 'followEvents' | 'followFindings'>,
    private readonly queueing: Pick<QueueDeliveries, 'execute'>,
    private readonly deliveries: Pick<Deliveries, 'prune'>,
    private readonly behind: Pick<DisableWebhooksBehind, 'execute'>,
    private readonly logger: Logger,
    private readonly options: WebhookWatchOptions,
  ) {
    this.rounds = [
      new Rounds(() => this.look(), options.interval ?? interval),
      new Rounds((signal) => this.bound(signal), pruningInterval),
    ];
  }

  /** Resolves after the first round. */
  async start(): Promise<void> {
    await Promise.all(this.rounds.map((rounds) => rounds.start()));
  }

  /** Resolves when no round runs any more. */
  async stop(): Promise<void> {
    await Promise.all(this.rounds.map((rounds) => rounds.stop()));
  }

  /** One of them failing holds none of the others up. */
  private async look(): Promise<void> {
    const failures: string[] = [];
    const parts = [
      ['events could not be told to webhooks', () => this.follow.followEvents()],
      ['findings could not be told to webhooks', () => this.follow.followFindings()],
      ['deliveries to webhooks could not be queued', () => this.queueing.execute()],
    ] as const;
    for (const [message, work] of parts)
      try {
        await work();
      } catch (error) {
        failures.push(message);
        if (!this.told.includes(message)) this.logger.error({ err: error }, message);
      }
    this.told = failures.join();
  }

  private async bound(signal: AbortSignal): Promise<void> {
    try {
      await this.behind.execute();
    } catch (error) {
      this.logger.error({ err: error }, 'webhooks for which too much waits could not be disabled');
    }
    try {
      for (let pruned = 1; pruned > 0 && !signal.aborted;) pruned = await this.deliveries.prune(this.options.kept);
    } catch (error) {
      this.logger.error({ err: error }, 'old deliveries to webhooks could not be forgotten');
    }
  }
}
