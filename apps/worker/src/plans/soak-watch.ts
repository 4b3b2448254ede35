import type { Logger } from '@lockstep/platform';
import type { EndSoaks } from '@lockstep/plans';
import { Rounds } from '../rounds.js';

/** Soaks last for an hour or so, and gates do not wait for the record of their end. */
const INTERVAL = 15_000;

/** Records soaks that have all they ask for, until it is stopped; a round that fails is followed by another. */
export class SoakWatch extends Rounds {
  constructor(soaks: Pick<EndSoaks, 'executeAll'>, logger: Logger, interval = INTERVAL) {
    super(async () => {
      try {
        for (const [plan, steps] of await soaks.executeAll()) logger.info({ plan, steps }, 'the soak has ended');
      } catch (error) {
        logger.error({ err: error }, 'soaks could not be looked at');
      }
    }, interval);
  }
}
