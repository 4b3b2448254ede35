import type { ChangeToIssue } from '../../domain/approval-file/index.js';
import type { AskedPlan, ChangeAnswer, ReadChangeRecords } from '../changes/read-change-records.use-case.js';
import type { ChangesToIssue } from './approval-file-sources.port.js';

/** Only a record that is approved for this digest, or a domain that no system of changes serves, keeps nothing back. */
export class RecordedChangesToIssue implements ChangesToIssue {
  constructor(private readonly records: Pick<ReadChangeRecords, 'judge'>) {}

  async find(plan: AskedPlan): Promise<ChangeToIssue> {
    const answer = await this.records.judge(plan);
    if (answer.standing === 'not-asked') return { record: null, holds: null };
    const { system } = answer;
    if (answer.standing === 'approved') {
      const { number, readUntil, windowEnd } = answer;
      return { record: { system, number, readUntil, windowEnd }, holds: null };
    }
    return { record: null, holds: `${answer.number ?? 'the change record'} in ${system} ${wordOf(answer)}` };
  }
}

function wordOf(answer: Exclude<ChangeAnswer, { readonly standing: 'not-asked' | 'approved' }>): string {
  switch (answer.standing) {
    case 'missing':
      return `is none that counts: ${answer.because}`;
    case 'not-approved':
      return `is not approved: ${answer.state}, decision ${answer.decision}`;
    case 'digest':
      return `carries ${answer.found ?? 'no digest'}`;
    case 'unread':
      return `was last read ${answer.readAt ?? 'never'}; that counts for ${answer.maxAge} s`;
    case 'outside-window':
      return answer.opensAt === null ? 'has a window that is over' : `has a window that opens at ${answer.opensAt}`;
  }
}
