import { describe, expect, it } from 'vitest';
import type { ChangeReading, PlannedTimes } from './change-reading.js';
import type { OpenRecord } from './change-record.state.js';
import { type ChangeQuestion, isSignature, judgeChangeRecord } from './judge-change-record.js';

const digest = 'sha256:a';
const now = '2026-05-02T21:00:00Z';
const before = '2026-05-02T20:00:00Z';
const after = '2026-05-02T22:00:00Z';
const window = { start: before, end: after };
const reading: ChangeReading = {
  reference: 'r1',
  number: 'CHG1',
  url: null,
  phase: 'approved',
  state: 'Scheduled',
  approval: 'approved',
  deciders: ['Ada'],
  digest,
  window: null,
};
const judge = (more: Partial<ChangeReading>, state: Partial<OpenRecord> = {}, question: Partial<ChangeQuestion> = {}) =>
  judgeChangeRecord(
    {
      status: 'open',
      system: 'snow',
      digest,
      window,
      reading: { ...reading, ...more },
      decision: 'approved',
      failing: null,
      withdrawal: null,
      noted: [],
      isSubmitted: true,
      isAmbiguous: false,
      ...state,
    },
    { system: 'snow', digest, requestedBy: 'token:r', requestedBefore: [], people: {}, readAt: now, now, maxAge: 900, ...question },
  );
const planned = (times: Partial<PlannedTimes>) => ({ planned: { start: null, end: null, isReadable: true, ...times } });

it.each([
  ['a whole window', { window }, { standing: 'approved', windowEnd: after }],
  ['a start that has come, and no end', planned({ start: before }), { standing: 'approved', windowEnd: null }],
  ['a start that is to come, and no end', planned({ start: after }), { standing: 'outside-window', opensAt: after }],
  ['an end that is to come, and no start', planned({ end: after }), { standing: 'approved', windowEnd: after }],
  ['an end that has gone, and no start', planned({ end: before }), { standing: 'outside-window', opensAt: null }],
  ['a time that cannot be read', planned({ isReadable: false }), { standing: 'not-approved', decision: 'unreadable-window' }],
  ['a time that cannot be read beside one that has come', planned({ start: before, isReadable: false }), { decision: 'unreadable-window' }],
  ['nothing left of what was written', planned({}), { standing: 'not-approved', decision: 'no-window' }],
  ['no place for times', {}, { standing: 'approved', windowEnd: null }],
])('a record with %s', (_, more, judged) => {
  expect(judge(more)).toMatchObject(judged);
});

it('needs no window of a record into which none was written', () => {
  expect(judge(planned({}), { window: null })).toMatchObject({ standing: 'approved' });
});

it('takes no record for approved beside which there is another one', () => {
  expect(judge({ window }, { isAmbiguous: true })).toMatchObject({ standing: 'not-approved', decision: 'ambiguous' });
});

describe('who asked for a plan before', () => {
  const people = { Ada: 'token:ada', Bob: 'token:bob', Cleo: 'token:cleo' };
  const asked = { requestedBy: 'token:bob', requestedBefore: ['token:ada'] };

  it.each([
    [['Ada'], 'not-approved'],
    [['Bob', 'Ada'], 'not-approved'],
    [['Ada', 'Cleo'], 'approved'],
    [['Ada', 'Somebody'], 'approved'],
  ])('approves no record of it alone, nor with who asked for it: %s', (deciders, standing) => {
    expect(judge({ window, deciders }, {}, { people, ...asked })).toMatchObject({ standing });
  });

  it.each([
    [['Ada'], false],
    [['Bob', 'Ada'], false],
    [['Ada', 'Cleo'], true],
  ])('signs nothing of it there: %s', (deciders, isOne) => {
    expect(isSignature({ ...reading, deciders }, { people, strangers: 'ignore' }, { ...asked, signed: [] })).toBe(isOne);
  });
});
