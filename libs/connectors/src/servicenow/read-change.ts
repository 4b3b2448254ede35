import type { ChangeApproval, ChangePhase, ChangeReading } from '@lockstep/approvals';
import { readDigest } from '../changes/change-texts.js';
import { phaseOf } from '../changes/settings.js';
import { plannedTime, readWindow } from '../changes/windows.js';
import { type ServiceNowSettings, statesOf } from './settings.js';
import type { ChangeRecord } from './shapes.js';
import { readTime } from './times.js';

const APPROVALS: Readonly<Record<string, ChangeApproval>> = {
  '': 'not-requested',
  'not requested': 'not-requested',
  requested: 'requested',
  approved: 'approved',
  rejected: 'rejected',
};

export function readChange(record: ChangeRecord, settings: ServiceNowSettings, deciders: readonly string[]): ChangeReading {
  const { sys_id: id, number, state, approval } = record;
  const phase: ChangePhase = phaseOf(statesOf(settings), (value) => value === state.value) ?? 'unknown';
  const isOver = phase === 'closed' || phase === 'cancelled';
  const obstacle = isOver ? undefined : obstacleOf(record);
  return {
    reference: id.value,
    number: number.value,
    url: `${settings.url.replace(/\/+$/, '')}/change_request.do?sys_id=${id.value}`,
    phase: obstacle === undefined ? phase : 'unknown',
    state: obstacle === undefined ? state.shown : `${state.shown}, ${obstacle}`,
    approval: APPROVALS[approval.value] ?? 'unknown',
    deciders,
    digest: readDigest(record.implementation_plan.value),
    ...readWindow(plannedTime(record.start_date.value, readTime), plannedTime(record.end_date.value, readTime)),
  };
}

/** What keeps a change from counting, whatever its state. What the account may not see might be so. */
function obstacleOf({ type, on_hold: hold }: ChangeRecord): string | undefined {
  // Standard changes are approved beforehand, emergencies by others.
  if (type?.value !== 'normal') return type === undefined ? 'of a type that is not told' : `of type ${type.shown || 'none'}`;
  if (hold === undefined) return 'and not told whether it is on hold';
  return hold.value === 'true' ? 'on hold' : undefined;
}

/** What the account may not see of that which keeps a change from counting. */
export const hiddenFields = (record: ChangeRecord): readonly string[] =>
  (['type', 'on_hold'] as const).filter((name) => record[name] === undefined);
