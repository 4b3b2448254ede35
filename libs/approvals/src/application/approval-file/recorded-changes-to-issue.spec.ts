import { expect, it } from 'vitest';
import type { ChangeAnswer } from '../changes/read-change-records.use-case.js';
import { RecordedChangesToIssue } from './recorded-changes-to-issue.js';

const asked = { id: 'p', digest: 'sha256:a', nsxManager: 'fra', requestedBy: 'token:a', requestedBefore: [] };
const find = (answer: ChangeAnswer) => new RecordedChangesToIssue({ judge: async () => answer }).find(asked);
const system = 'snow';
const number = 'CHG0030042';

it('keeps nothing back where no record is asked for, or one is approved, which is then named', async () => {
  expect(await find({ standing: 'not-asked' })).toEqual({ record: null, holds: null });
  const ends = { readUntil: '2026-05-01T10:15:00.000Z', windowEnd: '2026-05-01T10:05:00Z' };
  expect(await find({ standing: 'approved', number, url: null, deciders: [], system, ...ends })).toEqual({
    record: { system, number, ...ends },
    holds: null,
  });
});

it.each([
  [{ standing: 'missing', because: 'lost', number: null, system }, 'the change record in snow is none that counts: lost'],
  [
    { standing: 'not-approved', number, state: 'Assess', decision: 'none', system },
    'CHG0030042 in snow is not approved: Assess, decision none',
  ],
  [{ standing: 'digest', number, found: null, system }, 'CHG0030042 in snow carries no digest'],
  [{ standing: 'unread', number, readAt: null, maxAge: 60, system }, 'CHG0030042 in snow was last read never; that counts for 60 s'],
  [{ standing: 'outside-window', number, opensAt: null, system }, 'CHG0030042 in snow has a window that is over'],
] as const)('keeps the approval back: $0.standing', async (answer, holds) => expect(await find(answer)).toEqual({ record: null, holds }));
