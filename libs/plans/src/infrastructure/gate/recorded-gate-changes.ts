import type { ChangeAnswer, NoRecord, NotApproved, ReadChangeRecords } from '@lockstep/approvals';
import type { GateChanges, PlanOfChange } from '../../application/gate/gate-sources.port.js';
import { requestersBefore } from '../../application/plans-before.js';
import type { ReadPlans } from '../../application/read-plans.use-case.js';
import type { ChangeFacts } from '../../domain/gate/index.js';

/** Change records as they are on record: the worker reads them where they are. */
export class RecordedGateChanges implements GateChanges {
  constructor(
    private readonly records: Pick<ReadChangeRecords, 'judge'>,
    private readonly plans: Pick<ReadPlans, 'listBefore'>,
  ) {}

  async find(plan: PlanOfChange): Promise<ChangeFacts> {
    return factsOf(await this.records.judge({ ...plan, requestedBefore: await requestersBefore(plan.id, this.plans) }));
  }
}

function factsOf(answer: ChangeAnswer): ChangeFacts {
  switch (answer.standing) {
    case 'not-asked':
    case 'approved':
      return { standing: answer.standing };
    case 'missing':
      return { standing: 'missing', system: answer.system, why: WHY_MISSING[answer.because] };
    case 'not-approved':
      return { standing: 'not-approved', number: answer.number, why: WHY_NOT_APPROVED[answer.decision](answer.state) };
    case 'digest':
      return { standing: 'digest', number: answer.number, found: answer.found };
    case 'unread':
      return { standing: 'unread', number: answer.number, readAt: answer.readAt, maxAge: answer.maxAge };
    case 'outside-window':
      return { standing: 'outside-window', number: answer.number, opensAt: answer.opensAt };
  }
}

const WHY_MISSING: Readonly<Record<NoRecord, string>> = {
  'not-requested': 'nobody has asked for it',
  'not-opened': 'it is asked for, and not opened yet',
  lost: 'the system knows it no more',
  withdrawn: 'it is withdrawn',
  'other-system': 'it is kept in another system',
  finished: 'it is finished',
  cancelled: 'it was cancelled',
  abandoned: 'its change system was removed; another one may be opened',
  'handed-over': 'it is the record of another plan now',
  'cancelled-there': 'it was cancelled there',
  'closed-there': 'it was closed there',
  'never-opened': 'it was never opened',
};

const WHY_NOT_APPROVED: Readonly<Record<NotApproved, (state: string) => string>> = {
  rejected: (state) => `it was rejected, and is ${state}`,
  none: (state) => `it is ${state}`,
  own: () => 'nobody has approved it but who asked for the plan or one before it',
  ambiguous: () => 'other open records have the id of the plan; one alone may be open',
  'no-window': () => 'its planned start and end were emptied',
  'unreadable-window': () => 'its planned start or end can not be read as a time',
};
