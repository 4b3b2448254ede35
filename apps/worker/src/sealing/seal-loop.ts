import type { SealOutcome } from '@lockstep/event-store/postgres/audit';
import type { Logger } from '@lockstep/platform';
import { Rounds } from '../rounds.js';

export interface Sealer {
  sealNext(): Promise<SealOutcome>;
}

/** Seals what is new, again and again, until it is stopped; a failure is tried again like anything else. */
export class SealLoop extends Rounds {
  private told = '';

  /** `interval` in milliseconds. */
  constructor(
    private readonly sealer: Sealer,
    interval: number,
    private readonly logger: Logger,
  ) {
    super((signal) => this.sealAll(signal), interval);
  }

  private async sealAll(signal: AbortSignal): Promise<void> {
    try {
      let outcome = await this.sealer.sealNext();
      while (outcome.outcome === 'sealed' && !signal.aborted) outcome = await this.sealer.sealNext();
      this.tell(outcome.outcome === 'refused' ? outcome.reason : '');
    } catch (error) {
      this.logger.error({ err: error }, 'the record could not be sealed');
    }
  }

  /** Each reason once, not every second. */
  private tell(reason: string): void {
    if (reason !== '' && reason !== this.told)
      this.logger.error({ reason }, 'the record is not sealed any more: what is sealed was changed');
    this.told = reason;
  }
}
