import type { Matrix } from '@lockstep/matrix/domain';
import { changedSubjects, type LostPremise, lostPremises } from '../domain/index.js';
import type { PremisesRecord, RecordedPremises } from './premises-record.port.js';

export interface PlanLosingPremises {
  readonly plan: string;
  readonly name: string;
  readonly domain: string | null;
  readonly lost: readonly LostPremise[];
}

const PAGE = 100;

/** Which plans lose a premise when one edition of the matrix takes the place of another. No plan document is read for it. */
export class FindFallenPremises {
  constructor(private readonly record: PremisesRecord) {}

  async execute(before: Matrix, after: Matrix): Promise<readonly PlanLosingPremises[]> {
    const subjects = changedSubjects(before, after);
    const found: PlanLosingPremises[] = [];
    for (let page: readonly RecordedPremises[] | undefined; subjects.length > 0 && page?.length !== 0;) {
      page = await this.record.list(subjects, { limit: PAGE, after: page?.at(-1)?.plan });
      for (const premises of page) {
        const lost = lostPremises(premises, before, after);
        if (lost.length > 0) found.push({ plan: premises.plan, name: premises.name, domain: premises.domain, lost });
      }
    }
    return found;
  }
}
