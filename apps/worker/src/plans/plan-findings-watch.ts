import type { Logger } from '@lockstep/platform';
import type { FindPlanFindings } from '@lockstep/plans';
import { Rounds } from '../rounds.js';

/** Findings are told within seconds; who breaks the glass sees it in the answer at once. */
const INTERVAL = 5_000;

/** Finds what plans and approvals alone tell, until it is stopped; a round that fails is followed by another. */
export class PlanFindingsWatch extends Rounds {
  constructor(findings: Pick<FindPlanFindings, 'execute'>, logger: Logger, interval = INTERVAL) {
    super(async () => {
      try {
        for (const done of await findings.execute()) logger.info(done, 'what is found about plans has changed');
      } catch (error) {
        logger.error({ err: error }, 'findings about plans could not be looked for');
      }
    }, interval);
  }
}
