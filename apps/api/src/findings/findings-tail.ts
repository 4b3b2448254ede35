import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadFindings } from '@lockstep/fleet';

/** Tells all who follow the findings in this process that something may have changed: one look at the database for all of them. */
export class FindingsTail {
  private readonly moves = new EventEmitter<{ moved: []; error: [unknown] }>().setMaxListeners(0);
  private standing: string | undefined;
  private looking = false;

  constructor(
    private readonly findings: Pick<ReadFindings, 'findStanding'>,
    /** Milliseconds between two looks while somebody waits. */
    private readonly interval = 200,
  ) {}

  /** Once at the beginning, then after every move, until the signal. */
  async *changes(signal: AbortSignal): AsyncGenerator<void> {
    while (!signal.aborted) {
      const seen = this.standing;
      yield;
      if (signal.aborted) return;
      if (this.standing !== seen) continue;
      const moved = once(this.moves, 'moved', { signal });
      if (!this.looking) void this.look();
      await moved.catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
  }

  private async look(): Promise<void> {
    this.looking = true;
    try {
      while (this.moves.listenerCount('moved') > 0) {
        const standing = (await this.findings.findStanding())?.eventId;
        if (standing !== this.standing) {
          this.standing = standing;
          this.moves.emit('moved');
        } else await sleep(this.interval);
      }
    } catch (error) {
      if (this.moves.listenerCount('moved') > 0) this.moves.emit('error', error);
    } finally {
      this.looking = false;
    }
  }
}
