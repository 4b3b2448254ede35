import type { ExpireWaivers } from '@lockstep/approvals';
import type { Logger } from '@lockstep/platform';
import { Rounds } from '../rounds.js';

/** Gates and readers judge waivers by the clock; the record may tell of an expiry a little later. */
const interval = 30_000;

/** Records what time has done to waivers, until it is stopped; a round that fails is repeated like any other. */
export class WaiverWatch extends Rounds {
  constructor(
    private readonly expireWaivers: Pick<ExpireWaivers, 'execute'>,
    private readonly logger: Logger,
  ) {
    super(() => this.watch(), interval);
  }

  private async watch(): Promise<void> {
    try {
      for (const plan of await this.expireWaivers.execute())
        this.logger.warn({ plan }, 'a waiver is over; what was signed with it is void');
    } catch (error) {
      this.logger.error({ err: error }, 'waivers could not be compared with the clock');
    }
  }
}
