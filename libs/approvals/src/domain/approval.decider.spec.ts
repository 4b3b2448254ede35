import { describe, expect, it } from 'vitest';
import type { ApprovalEvent, PersonalDecision, SignoffRequest, VoidCause, Waiver } from './approval.events.js';
import { type ApprovalCommand, approvalDecider } from './approval.decider.js';
import { judgeApproval } from './judge-approval.js';

const digest = 'sha256:a';
const from = { address: '192.0.2.1', userAgent: null, trace: null };
const at = '2026-05-01T10:00:00.000Z';
const decision = (by: string, of = digest): PersonalDecision => ({ digest: of, by, at, from });
const request: SignoffRequest = {
  ...decision('token:planner'),
  planRequestedBy: 'token:requester',
  classes: [
    { class: 'routine', reasons: ['every plan is'], requirements: [{ role: 'approver', count: 1 }] },
    { class: 'weak-evidence', reasons: ['leans on s1'], requirements: [{ role: 'approver', count: 2 }] },
  ],
  weak: { evidence: 'observed', statements: ['s1'] },
  ownersFor: [],
  policyVersion: 0,
};
const requested: ApprovalEvent = { type: 'SignoffRequested', data: request, observedAt: at };
const given = (by: string, roles = ['approver'], standsFor: readonly string[] = []): ApprovalEvent => ({
  type: 'SignoffGiven',
  schemaVersion: 2,
  data: { ...decision(by), roles, standsFor },
  observedAt: at,
});
const refused = (by: string, reason = 'not in the week of the fair'): ApprovalEvent => ({
  type: 'SignoffRefused',
  data: { ...decision(by), roles: ['approver'], reason },
  observedAt: at,
});
const withdrawn = (by: string, what: ('signature' | 'refusal' | 'break-glass')[]): ApprovalEvent => ({
  type: 'SignoffWithdrawn',
  data: { ...decision(by), what, reason: null },
  observedAt: at,
});
const brokenGlass = (by: string): ApprovalEvent => ({
  type: 'BreakGlassUsed',
  data: { ...decision(by), reason: 'site down', severity: 'critical' },
  observedAt: at,
});
const waiver: Waiver = {
  ...decision('token:b'),
  about: { kind: 'statement', statement: 's1' },
  reason: 'runs in the lab',
  owner: 'Ada',
  expires: '2026-06-01T00:00:00.000Z',
};
const waived: ApprovalEvent = { type: 'WaiverGranted', data: waiver, observedAt: at };
const fallen = [{ premise: 'cluster c1 runs vkr v1.33.1', event: { stream: 'cluster-c1', position: 7, id: 'e', type: 'X' } }];
const voided = (cause: VoidCause): ApprovalEvent => ({ type: 'SignoffVoided', data: { digest, cause } });
const byPremises = voided({ kind: 'premises', fallen });
const byWaiver = voided({ kind: 'waiver', about: waiver.about, expired: waiver.expires });

const stands = { standing: 'stands', unowned: [] } as const;
const sign = (by: string, more: object = {}): ApprovalCommand => ({
  command: 'sign',
  decision: decision(by),
  roles: ['approver'],
  standsFor: [],
  ...stands,
  ...more,
});
const refuse = (by: string): ApprovalCommand => ({
  command: 'refuse',
  decision: decision(by),
  roles: ['approver'],
  reason: 'not in the week of the fair',
});
const breakGlass = (more: object = {}): ApprovalCommand => ({
  command: 'break-glass',
  decision: decision('token:b'),
  reason: 'site down',
  ...stands,
  ...more,
});
const ask: ApprovalCommand = { command: 'request', request, standing: 'stands' };
const grant = (more: object = {}): ApprovalCommand => ({ command: 'grant-waiver', waiver: { ...waiver, ...more }, standing: 'stands' });
const withdraw = (by: string): ApprovalCommand => ({ command: 'withdraw', decision: decision(by), reason: null });
const stricter = { ...request, policyVersion: 1 };

type Row = readonly [string, readonly ApprovalEvent[], ApprovalCommand, readonly ApprovalEvent[] | object];

const lift = (of: string, by = 'token:admin'): ApprovalCommand => ({
  command: 'lift-refusal',
  decision: decision(by),
  of,
  reason: 'its token was revoked',
});

describe('an approval', () => {
  const rows: readonly Row[] = [
    ['is requested', [], ask, [requested]],
    ['is requested once', [requested], ask, []],
    ['is requested anew under a newer policy', [requested], { ...ask, request: stricter }, [{ ...requested, data: stricter }]],
    ['is not requested for a plan that is stale', [], { ...ask, standing: 'stale' }, { rule: 'not-standing', standing: 'stale' }],
    ['is not requested again after a premise fell', [requested, byPremises], ask, { rule: 'void' }],
    ['is requested again after a waiver ran out', [requested, waived, byWaiver], ask, [requested]],

    ['is not signed before it is requested', [], sign('token:b'), { rule: 'not-requested' }],
    ['is signed', [requested], sign('token:b'), [given('token:b')]],
    [
      'is signed on behalf of those who approved elsewhere',
      [requested],
      sign('change:board/1', { standsFor: ['token:b'] }),
      [given('change:board/1', ['approver'], ['token:b'])],
    ],
    [
      'is signed anew when others have approved it elsewhere',
      [requested, given('change:board/1', ['approver'], ['token:b'])],
      sign('change:board/1', { standsFor: ['token:b', 'token:c'] }),
      [given('change:board/1', ['approver'], ['token:b', 'token:c'])],
    ],
    ['is signed once by one person', [requested, given('token:b')], sign('token:b'), []],
    ['is not signed by who asked for the plan', [requested], sign('token:requester'), { rule: 'requester' }],
    [
      'is not signed by who turned out after the request to have asked for a plan before it',
      [requested],
      sign('token:b', { requestedBefore: ['token:b'] }),
      { rule: 'requester' },
    ],
    ['is signed by who asked for sign-off', [requested], sign('token:planner'), [given('token:planner')]],
    [
      'is not signed for another digest',
      [requested],
      sign('token:b', { decision: decision('token:b', 'sha256:b') }),
      { rule: 'other-digest', requested: digest },
    ],
    [
      'is not signed when a premise fell a moment ago',
      [requested],
      sign('token:b', { standing: 'void' }),
      { rule: 'not-standing', standing: 'void' },
    ],
    ['is not signed on stale evidence', [requested], sign('token:b', { standing: 'stale' }), { rule: 'not-standing', standing: 'stale' }],
    [
      'is not signed while nobody can tell whether the plan stands',
      [requested],
      sign('token:b', { standing: 'undecidable' }),
      { rule: 'not-standing', standing: 'undecidable' },
    ],
    ['is not signed once void', [requested, byPremises], sign('token:b'), { rule: 'void' }],
    [
      'is not signed while a cluster has no owners',
      [requested],
      sign('token:b', { unowned: ['c9'] }),
      { rule: 'owners-missing', clusters: ['c9'] },
    ],
    [
      'is not signed with a role that nobody asks for',
      [requested],
      sign('token:b', { roles: ['operator'] }),
      { rule: 'no-role', wanted: ['approver'] },
    ],

    ['is refused', [requested], refuse('token:b'), [refused('token:b')]],
    ['is refused by who had signed it', [requested, given('token:b')], refuse('token:b'), [refused('token:b')]],
    ['is not refused by who asked for the plan', [requested], refuse('token:requester'), { rule: 'requester' }],
    ['is not signed over one’s own refusal', [requested, refused('token:b')], sign('token:b'), { rule: 'refused-before' }],
    ['is signed by others while one refuses', [requested, refused('token:b')], sign('token:c'), [given('token:c')]],
    ['loses a refusal to its author', [requested, refused('token:b')], withdraw('token:b'), [withdrawn('token:b', ['refusal'])]],
    [
      'loses a refusal to an admin, loudly',
      [requested, refused('token:b')],
      lift('token:b'),
      [
        {
          type: 'RefusalLifted',
          data: { ...decision('token:admin'), of: 'token:b', reason: 'its token was revoked', severity: 'critical' },
          observedAt: at,
        },
      ],
    ],
    [
      'loses no refusal that nobody has given',
      [requested, refused('token:b'), given('token:c')],
      lift('token:c'),
      { rule: 'no-such-refusal', of: 'token:c', refused: ['token:b'] },
    ],
    [
      'loses no refusal to who asked for the plan',
      [requested, refused('token:b')],
      lift('token:b', 'token:requester'),
      { rule: 'requester' },
    ],
    [
      'is signed neither by who asked for the plan in whose place it came',
      [{ ...requested, data: { ...request, requestedBefore: ['token:first'] } } as ApprovalEvent],
      sign('token:first'),
      { rule: 'requester' },
    ],
    ['keeps a refusal against others', [requested, refused('token:b')], withdraw('token:c'), { rule: 'nothing-to-withdraw' }],
    [
      'loses signature and break-glass of a person together',
      [requested, given('token:b'), brokenGlass('token:b')],
      withdraw('token:b'),
      [withdrawn('token:b', ['signature', 'break-glass'])],
    ],

    ['takes a waiver of a weak statement', [requested], grant(), [waived]],
    [
      'takes a waiver of all evidence of that strength',
      [requested],
      grant({ about: { kind: 'evidence', evidence: 'observed' } }),
      [{ ...waived, data: { ...waiver, about: { kind: 'evidence', evidence: 'observed' } } }],
    ],
    [
      'takes no waiver of what is not weak',
      [requested],
      grant({ about: { kind: 'statement', statement: 's2' } }),
      { rule: 'nothing-to-waive', ...request.weak },
    ],
    ['takes no waiver by who asked for the plan', [requested], grant({ by: 'token:requester' }), { rule: 'requester' }],
    [
      'takes no waiver by who asked for a plan before it',
      [requested],
      { command: 'grant-waiver', waiver, standing: 'stands', requestedBefore: ['token:b'] },
      { rule: 'requester' },
    ],
    ['takes no waiver that is over', [requested], grant({ expires: at }), { rule: 'expired-already', found: at }],
    ['keeps a waiver until it is over', [requested, waived], { command: 'expire-waivers', now: '2026-05-31T23:59:59.999Z' }, []],
    [
      'is void when a waiver is over',
      [requested, waived],
      { command: 'expire-waivers', now: waiver.expires },
      [{ type: 'WaiverExpired', data: { digest, about: waiver.about, expires: waiver.expires }, observedAt: waiver.expires }, byWaiver],
    ],
    ['is void by a waiver once', [requested, waived, byWaiver], { command: 'expire-waivers', now: '2027-01-01T00:00:00Z' }, []],

    ['takes break-glass', [requested], breakGlass(), [brokenGlass('token:b')]],
    ['takes no break-glass on a fallen premise', [requested], breakGlass({ standing: 'void' }), { rule: 'not-standing', standing: 'void' }],
    [
      'takes no break-glass by who asked for the plan',
      [requested],
      breakGlass({ decision: decision('token:requester') }),
      { rule: 'requester' },
    ],
    [
      'takes no break-glass by who asked for a plan before it',
      [requested],
      breakGlass({ requestedBefore: ['token:b'] }),
      { rule: 'requester' },
    ],
    ['takes no break-glass in place of owners', [requested], breakGlass({ unowned: ['c9'] }), { rule: 'owners-missing', clusters: ['c9'] }],

    ['is void when a premise falls', [requested, given('token:b')], { command: 'void', digest, fallen }, [byPremises]],
    ['is void once', [requested, byPremises], { command: 'void', digest, fallen }, []],
    ['is void for good when a premise falls after a waiver', [requested, byWaiver], { command: 'void', digest, fallen }, [byPremises]],
    ['that nobody requested is not voided', [], { command: 'void', digest, fallen }, []],
    ['of one digest is not voided by the fall of another', [requested], { command: 'void', digest: 'sha256:b', fallen }, []],
  ];
  it.each(rows)('%s', (_, history, when, then) => {
    const result = approvalDecider.decide(when, history.reduce(approvalDecider.evolve, approvalDecider.initialState));
    expect(result.outcome === 'accepted' ? result.events : result.refusal).toEqual(then);
  });

  it('passes over an event that it does not know', () => {
    const state = approvalDecider.evolve(approvalDecider.initialState, requested);
    expect(approvalDecider.evolve(state, { type: 'SignoffPainted', data: {} } as never)).toEqual(state);
  });
});

describe('what an approval comes to', () => {
  const judge = (history: readonly ApprovalEvent[], now = at, unowned: readonly string[] = []) =>
    judgeApproval(history.reduce(approvalDecider.evolve, approvalDecider.initialState), { now, unowned });
  const both = [given('token:b'), given('token:c')];

  it.each<readonly [string, readonly ApprovalEvent[], object]>([
    ['nothing before it is requested', [], { state: 'none', missing: [] }],
    [
      'two signatures short at first',
      [requested],
      {
        state: 'pending',
        missing: [
          { class: 'routine', role: 'approver', count: 1 },
          { class: 'weak-evidence', role: 'approver', count: 2 },
        ],
      },
    ],
    [
      'one short after one',
      [requested, given('token:b')],
      { state: 'pending', missing: [{ class: 'weak-evidence', role: 'approver', count: 1 }] },
    ],
    ['approved after two', [requested, ...both], { state: 'approved', missing: [] }],
    [
      'one short where one person signs here and approves elsewhere',
      [requested, given('change:board/1', ['approver'], ['token:b']), given('token:b')],
      { state: 'pending', missing: [{ class: 'weak-evidence', role: 'approver', count: 1 }] },
    ],
    [
      'one short in the other order, too, with the requester beside',
      [requested, given('token:b'), given('change:board/1', ['approver'], ['token:b', 'token:requester'])],
      { state: 'pending', missing: [{ class: 'weak-evidence', role: 'approver', count: 1 }] },
    ],
    [
      'one short where two systems tell of one person',
      [requested, given('change:board/1', ['approver'], ['token:b']), given('change:other/1', ['approver'], ['token:b'])],
      { state: 'pending', missing: [{ class: 'weak-evidence', role: 'approver', count: 1 }] },
    ],
    [
      'approved where one of two systems tells of another person, too',
      [requested, given('change:board/1', ['approver'], ['token:b', 'token:c']), given('change:other/1', ['approver'], ['token:b'])],
      { state: 'approved' },
    ],
    [
      'one short where a system tells of two people in one voice',
      [requested, given('change:board/1', ['approver'], ['token:b', 'token:c'])],
      { state: 'pending', missing: [{ class: 'weak-evidence', role: 'approver', count: 1 }] },
    ],
    [
      'one short where a system tells of who asked for the plan',
      [requested, given('token:b'), given('change:board/1', ['approver'], ['token:requester'])],
      { state: 'pending', missing: [{ class: 'weak-evidence', role: 'approver', count: 1 }] },
    ],
    [
      'approved where somebody else has approved elsewhere, too',
      [requested, given('token:b'), given('change:board/1', ['approver'], ['token:b', 'token:c'])],
      { state: 'approved' },
    ],
    [
      'approved when the one who approved elsewhere takes back what was signed here, and another signs',
      [
        requested,
        given('change:board/1', ['approver'], ['token:b']),
        given('token:b'),
        withdrawn('token:b', ['signature']),
        given('token:c'),
      ],
      { state: 'approved' },
    ],
    ['approved after one where the weak statement is waived', [requested, given('token:b'), waived], { state: 'approved' }],
    ['pending after one took it back', [requested, ...both, withdrawn('token:b', ['signature'])], { state: 'pending' }],
    ['refused while one refuses, with all signatures', [requested, ...both, refused('token:d')], { state: 'refused' }],
    [
      'approved when the refusal is taken back',
      [requested, ...both, refused('token:d'), withdrawn('token:d', ['refusal'])],
      { state: 'approved' },
    ],
    ['approved by break-glass, with what is missing', [requested, brokenGlass('token:b')], { state: 'approved', missing: [{}, {}] }],
    ['refused in spite of break-glass', [requested, brokenGlass('token:b'), refused('token:d')], { state: 'refused' }],
    ['void in spite of break-glass', [requested, brokenGlass('token:b'), byPremises], { state: 'void' }],
    [
      'empty when it is requested again after it was void',
      [requested, ...both, byWaiver, requested],
      { state: 'pending', missing: [{}, {}] },
    ],
    ['signed on when requirements change on one digest', [requested, ...both, { ...requested, data: stricter }], { state: 'approved' }],
  ])('is %s', (_, history, expected) => {
    expect(judge(history)).toMatchObject(expected);
  });

  it('is void from the instant on at which a waiver is over, recorded or not', () => {
    const history = [requested, ...both, waived];
    expect(judge(history, '2026-05-31T23:59:59.999Z').state).toBe('approved');
    expect(judge(history, waiver.expires)).toMatchObject({ state: 'void', voided: { kind: 'waiver', about: waiver.about } });
  });

  it('is pending when an owner is no longer on record', () => {
    expect(judge([requested, ...both], at, ['c9'])).toMatchObject({ state: 'pending', unowned: ['c9'] });
  });

  it('gives a person with two roles the place that leaves the other to somebody else', () => {
    const mixed: ApprovalEvent = {
      ...requested,
      data: {
        ...request,
        classes: [{ class: 'routine', reasons: [], requirements: ['approver', 'operator'].map((role) => ({ role, count: 1 })) }],
      },
    } as ApprovalEvent;
    const versatile = given('token:b', ['approver', 'operator']);
    expect(judge([mixed, versatile]).missing).toHaveLength(1);
    expect(judge([mixed, versatile, given('token:c', ['approver'])]).state).toBe('approved');
    expect(judge([mixed, given('token:c', ['approver']), given('token:d', ['approver'])]).missing).toEqual([
      { class: 'routine', role: 'operator', count: 1 },
    ]);
  });
});
