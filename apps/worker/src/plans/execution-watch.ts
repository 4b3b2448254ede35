import type { CompareExecutions } from '@lockstep/plans';
import type { Logger } from '@lockstep/platform';
import { Rounds } from '../rounds.js';

/** How long a drift may go unseen by those who do not ask. Whoever starts a step looks for himself. */
const INTERVAL = 5_000;

/** Compares the fleet with what executing plans predict, until it is stopped; a round that fails is followed by another. */
export class ExecutionWatch extends Rounds {
  constructor(
    private readonly comparing: Pick<CompareExecutions, 'executeAll'>,
    private readonly logger: Logger,
    interval = INTERVAL,
  ) {
    super(() => this.look(), interval);
  }

  private async look(): Promise<void> {
    try {
      const failed = (plan: string, cause: unknown) =>
        this.logger.error({ plan, err: cause }, 'an execution could not be compared with the fleet');
      for (const [plan, types] of await this.comparing.executeAll(failed)) {
        const drifted = types.includes('DriftDetected');
        this.logger[drifted ? 'warn' : 'info'](
          { plan, recorded: types },
          drifted ? 'the fleet shows what the plan does not predict' : 'the fleet shows what was reported',
        );
      }
    } catch (error) {
      this.logger.error({ err: error }, 'executions could not be compared with the fleet');
    }
  }
}
