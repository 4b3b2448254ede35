import { describe, expect, it } from 'vitest';
import { type ChangeRecordCommand, changeRecordDecider } from './change-record.decider.js';
import type { ChangeReading } from './change-reading.js';
import type { ChangeRecordEvent } from './change-record.events.js';

const digest = 'sha256:a';
const window = { start: '2026-05-01T20:00:00.000Z', end: '2026-05-02T02:00:00.000Z' };
const waiting: ChangeReading = {
  reference: 'r1',
  number: 'CHG1',
  url: null,
  phase: 'awaiting-approval',
  state: 'Assess',
  approval: 'requested',
  deciders: [],
  digest,
  window,
};
const approvedThere: ChangeReading = { ...waiting, phase: 'approved', state: 'Scheduled', approval: 'approved', deciders: ['Ada'] };
const request = { system: 'snow', digest, by: 'token:a' };
const requested: ChangeRecordEvent = { type: 'ChangeRecordRequested', data: request };
const opening = { system: 'snow', digest, window, reading: waiting, from: null };
const opened: ChangeRecordEvent = { type: 'ChangeRecordOpened', data: opening };
const updated = (reading: ChangeReading): ChangeRecordEvent => ({ type: 'ChangeRecordUpdated', data: { reading } });
const decided = (decision: 'approved' | 'rejected' | 'withdrawn', deciders: string[] = []): ChangeRecordEvent => ({
  type: 'ChangeRecordDecided',
  data: { digest, decision, number: 'CHG1', deciders },
});
const approved = [requested, opened, updated(approvedThere), decided('approved', ['Ada'])];
const closed = (end: 'finished' | 'cancelled' | 'cancelled-there' | 'closed-there', why: string): ChangeRecordEvent => ({
  type: 'ChangeRecordClosed',
  data: { end, why, to: null },
});
const failing = { fault: 'unreachable', detail: 'no answer', doing: 'read' } as const;
const failed: ChangeRecordEvent = { type: 'ChangeRecordFailed', data: failing };
const lost: ChangeRecordEvent = { type: 'ChangeRecordLost', data: { reference: 'r1', number: 'CHG1' } };
const withdrawn: ChangeRecordEvent = { type: 'ChangeRecordWithdrawn', data: { by: 'token:b', reason: 'not now' } };

const ask: ChangeRecordCommand = { command: 'request', request };
const open: ChangeRecordCommand = { command: 'open', opened: opening };
const tell = (more: Partial<ChangeReading>, of = approvedThere): ChangeRecordCommand => ({ command: 'tell', reading: { ...of, ...more } });

type Row = readonly [string, readonly ChangeRecordEvent[], ChangeRecordCommand, readonly ChangeRecordEvent[] | object];

describe('a change record', () => {
  const rows: readonly Row[] = [
    ['is asked for', [], ask, [requested]],
    ['is asked for once', [requested], ask, []],
    ['is not asked for while there is one', [requested, opened], ask, { rule: 'open', number: 'CHG1' }],
    ['is asked for anew after it was lost', [requested, opened, lost], ask, [requested]],
    ['is asked for anew after people cancelled it', [requested, opened, closed('cancelled-there', 'x')], ask, [requested]],
    ['is opened when it was asked for', [requested], open, [opened]],
    ['is opened once', [requested, opened], open, []],
    ['is not opened unasked', [], open, { rule: 'not-requested' }],
    [
      'is not opened for another digest',
      [requested],
      { command: 'open', opened: { ...opening, digest: 'sha256:b' } },
      { rule: 'not-requested' },
    ],
    [
      'is taken over from another plan unasked',
      [],
      { command: 'open', opened: { ...opening, from: 'p0' } },
      [{ type: 'ChangeRecordOpened', data: { ...opening, from: 'p0' } }],
    ],
    [
      'is not opened beside another one',
      [requested, opened],
      { command: 'open', opened: { ...opening, reading: { ...waiting, reference: 'r2' } } },
      { rule: 'open', number: 'CHG1' },
    ],
    ['is approved there', [requested, opened], tell({}), [updated(approvedThere), decided('approved', ['Ada'])]],
    ['is told once', approved, tell({}), []],
    [
      'is not approved with the text of another digest',
      [requested, opened],
      tell({ digest: 'sha256:b' }),
      [updated({ ...approvedThere, digest: 'sha256:b' })],
    ],
    ['is not approved with no digest', [requested, opened], tell({ digest: null }), [updated({ ...approvedThere, digest: null })]],
    [
      'is not approved in a state without a word',
      [requested, opened],
      tell({ phase: 'unknown' }),
      [updated({ ...approvedThere, phase: 'unknown' })],
    ],
    [
      'loses its approval when somebody writes over the text',
      approved,
      tell({ digest: null }),
      [updated({ ...approvedThere, digest: null }), decided('withdrawn', ['Ada'])],
    ],
    [
      'is rejected, whatever its text',
      [requested, opened],
      tell({ approval: 'rejected', digest: null, deciders: [] }),
      [updated({ ...approvedThere, approval: 'rejected', digest: null, deciders: [] }), decided('rejected')],
    ],
    [
      'loses its approval when people cancel it',
      approved,
      tell({ phase: 'cancelled', state: 'Canceled' }),
      [
        updated({ ...approvedThere, phase: 'cancelled', state: 'Canceled' }),
        decided('withdrawn', ['Ada']),
        closed('cancelled-there', 'CHG1 was found Canceled'),
      ],
    ],
    [
      'loses its approval when people close it early',
      approved,
      tell({ phase: 'closed', state: 'Closed' }),
      [
        updated({ ...approvedThere, phase: 'closed', state: 'Closed' }),
        decided('withdrawn', ['Ada']),
        closed('closed-there', 'CHG1 was found Closed'),
      ],
    ],
    ['is lost with its approval', approved, { command: 'lose' }, [decided('withdrawn'), lost]],
    ['is not told of as another one', [requested, opened], tell({ reference: 'r2' }), { rule: 'other-record', reference: 'r1' }],
    ['is not told of after its end', [...approved, closed('cancelled', 'x')], tell({}), { rule: 'not-open' }],
    [
      'needs approval anew when it is revised',
      approved,
      { command: 'revise', revised: { digest, window: null, reading: waiting, why: 'moved' } },
      [{ type: 'ChangeRecordRevised', data: { digest, window: null, reading: waiting, why: 'moved' } }, decided('withdrawn')],
    ],
    ['tells of a failure', [requested], { command: 'fail', failing }, [failed]],
    [
      'tells of the same failure once',
      [requested, opened, failed],
      { command: 'fail', failing: { ...failing, detail: 'other words' } },
      [],
    ],
    [
      'tells of another failure',
      [requested, opened, failed],
      { command: 'fail', failing: { ...failing, fault: 'forbidden' } },
      [{ type: 'ChangeRecordFailed', data: { ...failing, fault: 'forbidden' } }],
    ],
    ['is told again after a failure, though nothing changed', [requested, opened, failed], tell({}, waiting), [updated(waiting)]],
    ['is withdrawn', [requested, opened], { command: 'withdraw', by: 'token:b', reason: 'not now' }, [withdrawn]],
    ['is withdrawn once', [requested, opened, withdrawn], { command: 'withdraw', by: 'token:c', reason: 'x' }, []],
    [
      'stays withdrawn when that was said while it was being opened',
      [requested, withdrawn, opened],
      { command: 'withdraw', by: 'token:c', reason: 'x' },
      [],
    ],
    ['is asked for anew after it was withdrawn before it was opened', [requested, withdrawn], ask, [requested]],
    ['is not withdrawn when there is none', [], { command: 'withdraw', by: 'token:b', reason: 'x' }, { rule: 'not-open' }],
    [
      'keeps its approval when it is finished',
      approved,
      { command: 'close', end: 'finished', why: 'done', reading: { ...approvedThere, phase: 'closed' } },
      [updated({ ...approvedThere, phase: 'closed' }), closed('finished', 'done')],
    ],
    ['ends once', [...approved, closed('finished', 'done')], { command: 'close', end: 'cancelled', why: 'x' }, []],
    [
      'is noted in once about one thing',
      [requested, opened, { type: 'ChangeRecordNoted', data: { about: 'over', text: 'x' } }],
      { command: 'note', about: 'over', text: 'y' },
      [],
    ],
  ];

  it.each(rows)('%s', (_, given, when, then) => {
    const state = given.reduce(changeRecordDecider.evolve, changeRecordDecider.initialState);
    const decision = changeRecordDecider.decide(when, state);
    expect(decision).toEqual(Array.isArray(then) ? { outcome: 'accepted', events: then } : { outcome: 'refused', refusal: then });
  });
});
