import type { FollowPremises, ReplaceVoidPlans } from '@lockstep/plans';
import { PremisesNotFollowed, renderFall } from '@lockstep/plans';
import type { Logger } from '@lockstep/platform';
import { Rounds } from '../rounds.js';

/** How long it may take until a plan is known to be void to those who do not ask. Whoever decides on one looks for himself. */
const INTERVAL = 5_000;
/** Rounds between two in which all open plans are compared, whatever was recorded: a guard against what one round may have missed. */
const THOROUGH = 120;
/** Rounds in a row that the rows of the fleet may be late: those of a large snapshot take some, and then all is well. */
const LATE = 6;

/** Follows what plans lean on, until it is stopped; a round that fails is followed by another. */
export class PremiseWatch extends Rounds {
  private count = 0;
  private late = 0;

  constructor(
    private readonly follow: Pick<FollowPremises, 'execute'>,
    private readonly replace: Pick<ReplaceVoidPlans, 'execute'>,
    private readonly logger: Logger,
    interval = INTERVAL,
  ) {
    super(() => this.look(), interval);
  }

  private async look(): Promise<void> {
    try {
      for (const { plan, falls } of await this.follow.execute(this.count++ % THOROUGH === 0))
        this.logger.warn({ plan, fallen: falls.length, first: renderFall(falls[0]!) }, 'plan is void: what it leans on is no longer so');
      this.late = 0;
    } catch (error) {
      const isLate = error instanceof PremisesNotFollowed && error.found === 'stalled' && ++this.late < LATE;
      if (isLate) this.logger.warn({ rounds: this.late }, 'plans wait to be compared: the rows of the fleet are behind the record');
      else this.logger.error({ err: error }, 'plans could not be compared with what is so now');
    }
    try {
      for (const done of await this.replace.execute())
        if (done.outcome === 'requested') this.logger.info(done, 'another plan was asked for in the place of a void one');
        else if (done.outcome === 'superseded') this.logger.info(done, 'plan is superseded');
        else this.logger.warn(done, 'no other plan can be asked for in the place of a void one now');
    } catch (error) {
      this.logger.error({ err: error }, 'void plans could not be replaced');
    }
  }
}
