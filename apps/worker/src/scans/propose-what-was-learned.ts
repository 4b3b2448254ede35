import type { FindRunningPairs, KnownSource, LearnedFact } from '@lockstep/fleet';
import { keyOfName, nodeKey } from '@lockstep/fleet/domain';
import type { ProposalOrder, ProposeAdditions } from '@lockstep/matrix';
import type { Logger } from '@lockstep/platform';
import type { LearnFromSources } from './learn-from-sources.js';

const ACTOR = 'system:scans';

/** Proposes additions to the matrix, for an editor to accept. What goes wrong with it is logged, and does not hold up a scan. */
export class ProposeWhatWasLearned implements LearnFromSources {
  constructor(
    private readonly proposeAdditions: Pick<ProposeAdditions, 'execute'>,
    private readonly runningPairs: Pick<FindRunningPairs, 'execute'>,
    private readonly now: () => string,
    private readonly logger: Logger,
  ) {}

  /** What stands in the objects of a source, in the name of the node that it speaks for: several sources may. */
  async from({ name, speaksFor }: Pick<KnownSource, 'name' | 'speaksFor'>, facts: readonly LearnedFact[]): Promise<void> {
    await this.propose({ id: keyOfName(speaksFor), title: name }, facts);
  }

  /** What runs in healthy clusters of the whole fleet. */
  async fromFleet(): Promise<void> {
    try {
      for (const { supervisor, pairs } of await this.runningPairs.execute())
        await this.propose({ id: nodeKey('supervisor', supervisor), title: `Supervisor ${supervisor}` }, pairs);
    } catch (error) {
      this.logger.error({ err: error }, 'running pairs could not be proposed to the matrix');
    }
  }

  private async propose(source: ProposalOrder['source'], facts: ProposalOrder['facts']): Promise<void> {
    try {
      const { proposed, unreadable } = await this.proposeAdditions.execute({ source, day: this.now().slice(0, 10), facts, actor: ACTOR });
      if (proposed > 0) this.logger.info({ source: source.id, proposed }, 'additions to the matrix are proposed');
      for (const { place, detail } of unreadable)
        this.logger.warn({ source: source.id, place }, `what was learned is not readable: ${detail}`);
    } catch (error) {
      this.logger.error({ source: source.id, err: error }, 'additions to the matrix could not be proposed');
    }
  }
}
