import type { PostgresEventStore } from '@lockstep/event-store/postgres';
import type { Logger } from '@lockstep/platform';
import { Rounds } from '../rounds.js';

/** A partition lasts for weeks and three are ready; a stall should be told while somebody can still see what it is. */
const interval = 30_000;
/** Fewer ready than this means that upkeep did not run for a long time. */
const fewestReady = 2;

/** How far apart the times are at which the record knows its position: to find that of a past time, the events in between are looked at. */
const settlingInterval = 1_000;

/** Keeps partitions of the record ahead, settles its positions and tells who holds its readers back, again and again, until it is stopped. */
export class RecordUpkeep {
  private readonly rounds = [new Rounds(() => this.keepUp(), interval), new Rounds(() => this.settle(), settlingInterval)];
  private told: string | undefined;
  private settles = true;

  constructor(
    private readonly store: Pick<PostgresEventStore, 'ensurePartitions' | 'findStall' | 'settledPosition'>,
    private readonly logger: Logger,
  ) {}

  /** Resolves after the first round. */
  async start(): Promise<void> {
    await Promise.all(this.rounds.map((rounds) => rounds.start()));
  }

  /** Resolves when no round runs any more. */
  async stop(): Promise<void> {
    await Promise.all(this.rounds.map((rounds) => rounds.stop()));
  }

  private async keepUp(): Promise<void> {
    try {
      const { readyBefore } = await this.store.ensurePartitions();
      if (readyBefore < fewestReady)
        this.logger.error({ readyBefore }, 'partitions of the record were nearly used up; there are enough again');
      const stall = await this.store.findStall();
      // Each holder once, not every round.
      if (stall !== undefined && stall.transaction !== this.told)
        this.logger.warn({ stall }, 'readers of the record wait for a transaction');
      this.told = stall?.transaction;
    } catch (error) {
      this.logger.error({ err: error }, 'the record could not be kept up');
    }
  }

  /** Writes nothing while nothing is new. */
  private async settle(): Promise<void> {
    try {
      await this.store.settledPosition();
      this.settles = true;
    } catch (error) {
      // Once, not every second.
      if (this.settles) this.logger.error({ err: error }, 'positions of the record could not be settled');
      this.settles = false;
    }
  }
}
