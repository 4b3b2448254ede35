import type { ChangeApproval, ChangePhase, ChangeReading } from '@lockstep/approvals';
import { readDigest } from '../changes/change-texts.js';
import { phaseOf } from '../changes/settings.js';
import { readWindow } from '../changes/windows.js';
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
  const { sys_id: id, number, state, approval, on_hold: hold } = record;
  const phase: ChangePhase = phaseOf(statesOf(settings), (value) => value === state.value) ?? 'unknown';
  const isOver = phase === 'closed' || phase === 'cancelled';
  // Somebody has put it on hold: whatever its state, nothing is to be done about it.
  const isHeld = hold.value === 'true' && !isOver;
  return {
    reference: id.value,
    number: number.value,
    url: `${settings.url.replace(/\/+$/, '')}/change_request.do?sys_id=${id.value}`,
    phase: isHeld ? 'unknown' : phase,
    state: isHeld ? `${state.shown}, on hold` : state.shown,
    approval: APPROVALS[approval.value] ?? 'unknown',
    deciders,
    digest: readDigest(record.implementation_plan.value),
    window: readWindow(readTime(record.start_date.value), readTime(record.end_date.value)),
  };
}
