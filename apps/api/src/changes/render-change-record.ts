import type { ChangeAnswer, ChangeRecordState, FollowedChange } from '@lockstep/approvals';
import type { RecordedEvent } from '@lockstep/event-store';
import type { z } from 'zod';
import type * as dto from './change-records.dto.js';

export const renderSummary = (followed: FollowedChange): z.output<typeof dto.changeRecordSummary> => ({
  plan: followed.plan,
  system: followed.system,
  status: followed.status,
  digest: followed.digest,
  number: followed.number,
  readAt: followed.readAt,
  nextLookAt: followed.pollAt,
  failures: followed.failures,
  fault: followed.failing && {
    code: followed.failing.fault,
    detail: followed.failing.detail,
    doing: followed.failing.doing,
    at: followed.failing.at,
  },
});

export function renderChangeRecord(
  followed: FollowedChange,
  state: ChangeRecordState,
  standing: ChangeAnswer['standing'] | 'over',
  history: readonly RecordedEvent[],
): z.output<typeof dto.changeRecord> {
  const reading = state.status === 'open' ? state.reading : 'last' in state ? state.last : null;
  return {
    ...renderSummary(followed),
    standing,
    reading: reading && {
      url: reading.url,
      phase: reading.phase,
      state: reading.state,
      approval: reading.approval,
      deciders: [...reading.deciders],
      digest: reading.digest,
      window: reading.window,
      planned: reading.planned ? { start: reading.planned.start, end: reading.planned.end, readable: reading.planned.isReadable } : null,
    },
    decision: state.status === 'open' ? state.decision : 'none',
    withdrawal: 'withdrawal' in state ? state.withdrawal && { by: state.withdrawal.by, reason: state.withdrawal.reason } : null,
    end: state.status === 'closed' ? { how: state.end, why: state.why, to: state.to } : null,
    history: history.map(({ recordedAt, type, actor, data }) => ({
      at: recordedAt,
      type,
      actor,
      data: data as Readonly<Record<string, unknown>>,
    })),
  };
}
