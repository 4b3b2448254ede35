import { NOW, factsWith, payloadWith } from '@lockstep/testing/approvals';
import { expect, it } from 'vitest';
import { composeApproval } from './compose-approval.js';

const record = { system: 'snow', number: 'CHG1', readUntil: '2026-05-01T10:15:00.000Z', windowEnd: '2026-05-01T10:05:00Z' };
const schedule = { digest: `sha256:${'0'.repeat(64)}`, start: '2026-05-01T09:00:00Z', end: '2026-05-01T10:20:00Z' };

it.each([
  ['the window of the change record', { change: { record, holds: null } }, '2026-05-01T10:05:00.000Z', 'change-window'],
  [
    'the time for which what was read of the change record counts',
    { change: { record: { ...record, windowEnd: null }, holds: null }, plan: { schedule } },
    '2026-05-01T10:15:00.000Z',
    'change-read',
  ],
  ['the schedule', { plan: { schedule } }, '2026-05-01T10:20:00.000Z', 'schedule'],
])('an approval ends with %s', (_what, changes, expiresAt, expiresBecause) =>
  expect(payloadWith(changes)).toMatchObject({ expiresAt, expiresBecause }),
);

it('names the change record without until when it counts', () =>
  expect(payloadWith({ change: { record, holds: null } }).change).toEqual({ system: 'snow', number: 'CHG1' }));

it('gives none out once the schedule is over', () =>
  expect(composeApproval(factsWith({ plan: { schedule: { ...schedule, end: NOW } } }))).toMatchObject({ reasons: [{ reason: 'over' }] }));
