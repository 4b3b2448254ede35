import { describe, expect, it } from 'vitest';
import { decideGate } from './decide-gate.js';
import type { ApprovalFacts, ExecutionFacts, FleetFacts, GateFacts, NodeHealthFact, ScheduleChange, SoakFacts } from './gate-facts.js';
import type { LoadReport } from './judge-load.js';
import { GATE_REASONS, type GateReason } from './gate-reason.js';
import type { TurnHold } from '../schedule-turns.js';
import { remarksOf, wordRemark } from './gate-remark.js';
import { wordReason } from './word-reason.js';

const digest = 'sha256:a';
const approved: ApprovalFacts = {
  state: 'approved',
  digest,
  missing: [],
  refusals: [],
  expiredWaivers: [],
  ownersMissing: [],
  signedSince: '2026-11-19T00:00:00Z',
  breakGlass: null,
};
const running: ExecutionFacts = {
  state: 'running',
  steps: new Map([['s1', 'succeeded']]),
  unseen: new Map(),
  paused: null,
  thresholds: [],
  drift: [],
  otherPlan: null,
};
const well: FleetFacts = { health: [], exposed: [], rolling: [], headroom: null };
const evidence = { age: 'fresh', oldest: null, maxAge: 86_400 } as const;
/** Step s2 after s1, with nothing against it. */
const clear: GateFacts = {
  at: '2026-11-20T12:00:00Z',
  plan: { standing: 'stands', digest, evidence },
  step: { id: 's2', after: ['s1'], pointOfNoReturn: 'none', running: [], gone: [], over: [] },
  approval: approved,
  change: { standing: 'approved' },
  execution: running,
  fleet: well,
  freezes: [],
  schedule: { standing: 'kept', change: null, mayStart: ['c1'], holds: [] },
  soaks: [],
};
const load: LoadReport = { id: '7', at: '2026-11-20T11:00:00Z', from: null, to: null, flows: 900, dropped: 0, corrects: null };
const soaked: SoakFacts = {
  step: 's1',
  since: '2026-11-20T10:00:00Z',
  minutes: 60,
  needed: 3,
  looks: [
    { cluster: 'c1', source: 'sup', found: ['10:05', '10:30', '11:00'].map((time) => ({ at: `2026-11-20T${time}:00Z`, isHealthy: true })) },
  ],
  loads: [load],
  least: { minutes: 10, flows: 500 },
};
const node = (id: string) => ({ kind: 'cluster', id }) as const;
const health = (id: string, verdict: NodeHealthFact['verdict'], layer: NodeHealthFact['layer']): NodeHealthFact => ({
  node: node(id),
  verdict,
  layer,
  others: [],
  unknown: [],
  text: `${layer} of ${id}`,
});
const reasonsOf = (change: Partial<GateFacts>): readonly GateReason[] => decideGate({ ...clear, ...change }).reasons;
const kindsOf = (change: Partial<GateFacts>) => reasonsOf(change).map(({ reason }) => reason);
const approval = (change: Partial<ApprovalFacts>) => ({ approval: { ...approved, ...change } });
const execution = (change: Partial<ExecutionFacts>) => ({ execution: { ...running, ...change } });
const fleet = (change: Partial<FleetFacts>) => ({ fleet: { ...well, ...change } });
const soak = (change: Partial<SoakFacts>) => ({ soaks: [{ ...soaked, ...change }] });

/** One fact each, and the one reason that it gives. */
const held: readonly [string, Partial<GateFacts>, GateReason][] = [
  [
    'while nobody can tell whether the plan stands',
    { plan: { standing: 'not-known', why: 'held back' } },
    { reason: 'not-known', what: 'plan', why: 'held back' },
  ],
  ['while the plan is not computed', { plan: { standing: 'requested' } }, { reason: 'not-computed' }],
  ['once everything is done', execution({ state: 'finished' }), { reason: 'finished' }],
  ['when no step is left, though nobody has ended the execution', { step: null }, { reason: 'finished' }],
  [
    'on a fleet that nobody has looked at for long',
    {
      plan: {
        standing: 'stands',
        digest,
        evidence: { age: 'stale', oldest: { node: node('c1'), observedAt: '2026-11-18T00:00:00Z' }, maxAge: 9 },
      },
    },
    { reason: 'stale-evidence', node: node('c1'), observedAt: '2026-11-18T00:00:00Z', maxAge: 9 },
  ],
  [
    'on evidence of unknown age',
    { plan: { standing: 'stands', digest, evidence: { age: 'unknown', oldest: null, maxAge: 9 } } },
    { reason: 'stale-evidence', node: null, observedAt: null, maxAge: 9 },
  ],
  [
    'while a refusal stands',
    approval({ state: 'refused', refusals: [{ by: 'token:eva', reason: 'not before the sale' }] }),
    { reason: 'refused', by: 'token:eva', why: 'not before the sale' },
  ],
  [
    'when a waiver has ended',
    approval({ state: 'void', expiredWaivers: [{ of: 'lab-9', owner: 'token:eva', expires: '2026-11-19T00:00:00Z' }] }),
    { reason: 'waiver-expired', of: 'lab-9', owner: 'token:eva', expires: '2026-11-19T00:00:00Z' },
  ],
  [
    'where a cluster lacks owners',
    approval({ state: 'pending', ownersMissing: ['calico-1'] }),
    { reason: 'owners-missing', clusters: ['calico-1'] },
  ],
  [
    'while a sign-off is missing',
    approval({ state: 'pending', missing: [{ class: 'shared-hop', role: 'approver', count: 2 }] }),
    { reason: 'missing-signoff', class: 'shared-hop', role: 'approver', count: 2 },
  ],
  ['when nobody has asked for sign-offs', approval({ state: 'none', digest: null }), missing()],
  ['on sign-offs of another digest', approval({ digest: 'sha256:b' }), missing()],
  ['on sign-offs that are void, whyever', approval({ state: 'void' }), missing()],
  [
    'without a change record',
    { change: { standing: 'missing', system: 'snow', why: 'nobody has asked for it' } },
    { reason: 'change-record-missing', system: 'snow', why: 'nobody has asked for it' },
  ],
  [
    'while the change record is not approved',
    { change: { standing: 'not-approved', number: 'CHG1', why: 'it is Assess' } },
    { reason: 'change-record-not-approved', number: 'CHG1', why: 'it is Assess' },
  ],
  [
    'on a change record of another digest',
    { change: { standing: 'digest', number: 'CHG1', found: 'sha256:b' } },
    { reason: 'change-record-digest', number: 'CHG1', found: 'sha256:b' },
  ],
  [
    'on a change record that was not read for long',
    { change: { standing: 'unread', number: 'CHG1', readAt: null, maxAge: 900 } },
    { reason: 'change-record-unread', number: 'CHG1', readAt: null, maxAge: 900 },
  ],
  [
    'outside of the window of the change record',
    { change: { standing: 'outside-window', number: 'CHG1', opensAt: '2026-11-20T20:00:00Z' } },
    { reason: 'change-record-window', number: 'CHG1', opensAt: '2026-11-20T20:00:00Z' },
  ],
  ['when nobody knows of change records', { change: { notKnown: 'lost' } }, { reason: 'not-known', what: 'change', why: 'lost' }],
  [
    'before a point of no return that nobody has acknowledged',
    { step: { ...clear.step!, pointOfNoReturn: 'not-acknowledged' } },
    { reason: 'point-of-no-return-unacknowledged', step: 's2' },
  ],
  ['while it is paused', execution({ paused: { by: 'token:ops', reason: 'lunch' } }), { reason: 'paused', by: 'token:ops', why: 'lunch' }],
  [
    'after too many failures',
    execution({ thresholds: [{ step: 's1', failed: 2, allowed: '1' }] }),
    { reason: 'failure-threshold', step: 's1', failed: 2, allowed: '1' },
  ],
  [
    'on drift',
    execution({ drift: [{ node: node('c1'), component: 'vkr', observed: 'v1.35.0', predicted: 'v1.34.1' }] }),
    { reason: 'drift', node: node('c1'), component: 'vkr', observed: 'v1.35.0', predicted: 'v1.34.1' },
  ],
  ['while another plan runs in the domain', execution({ otherPlan: 'p2' }), { reason: 'other-plan-executing', plan: 'p2' }],
  [
    'on a node that is not healthy',
    fleet({ health: [health('c1', 'healthy', null), health('c2', 'unknown', 'realization')] }),
    { reason: 'health', node: node('c2'), layer: 'realization', state: 'unknown', text: 'realization of c2', nodes: 1 },
  ],
  [
    'without addresses for the surge',
    fleet({ headroom: { verdict: 'short', detail: '12 are short' } }),
    { reason: 'headroom', state: 'short', text: '12 are short' },
  ],
  [
    'where nobody knows of addresses',
    fleet({ headroom: { verdict: 'unknown', detail: 'subnets' } }),
    { reason: 'headroom', state: 'unknown', text: 'subnets' },
  ],
  [
    'when flows were dropped',
    soak({ loads: [{ ...load, dropped: 3 }] }),
    { reason: 'flows-dropped', step: 's1', flows: 900, dropped: 3, report: '7' },
  ],
  ['without a word about real flows', soak({ loads: [] }), { reason: 'load-evidence-missing', step: 's1', why: null }],
  [
    'on a word about too few flows',
    soak({ loads: [{ ...load, flows: 1 }] }),
    {
      reason: 'load-evidence-missing',
      step: 's1',
      why: 'one report has to cover 10 min after the step was seen done with 500 flows; the longest covers 60 min with 1',
    },
  ],
  [
    'while somebody else runs it',
    { step: { ...clear.step!, running: [{ subject: 'c1', by: 'token:bo', at: '2026-11-20T11:50:00Z' }] } },
    { reason: 'already-running', step: 's2', subjects: ['c1'], by: 'token:bo', since: '2026-11-20T11:50:00Z' },
  ],
  [
    'for a subject that is done or skipped',
    { step: { ...clear.step!, over: ['c1'] } },
    { reason: 'already-done', step: 's2', subjects: ['c1'] },
  ],
  ['where a subject is gone', { step: { ...clear.step!, gone: ['c1'] } }, { reason: 'subject-gone', step: 's2', subjects: ['c1'] }],
  [
    'on too few healthy looks',
    soak({
      looks: [...soaked.looks, ...['nsx', 'sup'].map((source) => ({ cluster: 'c2', source, found: soaked.looks[0]!.found.slice(1) }))],
    }),
    { reason: 'soak-looks-missing', step: 's1', needed: 3, cluster: 'c2', source: 'nsx', seen: 2, clusters: 1 },
  ],
  ['while the soak runs', soak({ minutes: 121, needed: 1 }), { reason: 'soak-running', step: 's1', until: '2026-11-20T12:01:00.000Z' }],
  ['on a soak that began nobody knows when', soak({ since: '?', needed: 0 }), { reason: 'soak-running', step: 's1', until: null }],
  [
    'a step that is done',
    execution({
      steps: new Map([
        ['s1', 'succeeded'],
        ['s2', 'succeeded'],
      ]),
    }),
    { reason: 'already-done', step: 's2' },
  ],
  ['a step before its turn', execution({ steps: new Map([['s1', 'running']]) }), { reason: 'predecessor-not-done', steps: ['s1'] }],
  ['a step after one that nobody has heard of', execution({ steps: new Map() }), { reason: 'predecessor-not-done', steps: ['s1'] }],
  [
    'while somebody else rolls a node',
    fleet({ rolling: [{ node: node('c1'), component: 'vkr' }] }),
    { reason: 'rolling', node: node('c1'), component: 'vkr', nodes: 1 },
  ],
  [
    'until a look has seen what was reported',
    execution({ unseen: new Map([['s1', 2]]) }),
    { reason: 'awaiting-observation', step: 's1', nodes: 2 },
  ],
  [
    'in a freeze',
    { freezes: [{ id: 'f1', name: 'year end', reason: 'sale', until: null }] },
    { reason: 'freeze', id: 'f1', name: 'year end', why: 'sale', until: null },
  ],
  [
    'outside of its window',
    late({ rule: 'outside-schedule', subjects: ['c2'], opensAt: '2026-11-21T22:00:00Z' }),
    { reason: 'outside-schedule', step: 's2', opensAt: '2026-11-21T22:00:00Z', subjects: ['c2'], nodes: 1 },
  ],
  [
    'a wave before an earlier one is seen done',
    late({ rule: 'wave-not-done', subjects: ['c2'], wave: 2, waitsFor: ['c1', 'c0'] }),
    { reason: 'wave-not-done', step: 's2', wave: 2, waitsFor: 'c1', waiting: 2, subjects: ['c2'], nodes: 1 },
  ],
  [
    'a wave before an earlier one has soaked',
    late({ rule: 'wave-soak', subjects: ['c2'], step: 's1', wave: 1, until: null }),
    { reason: 'wave-soak', step: 's1', wave: 1, until: null, subjects: ['c2'], nodes: 1 },
  ],
  [
    'beyond a limit of the schedule',
    late({ rule: 'schedule-limit', subjects: ['c2'], limit: 'overall', places: 1, running: 0, asked: 2 }),
    { reason: 'schedule-limit', step: 's2', limit: 'overall', places: 1, running: 0, asked: 2, subjects: ['c2'], nodes: 1 },
  ],
  [
    'without a schedule where the plan before had one',
    { schedule: { standing: 'missing', plan: 'p0' } },
    { reason: 'schedule-missing', plan: 'p0' },
  ],
  [
    'when the schedule was changed after the first sign-off',
    changed({ at: '2026-11-19T00:00:01Z', by: 'token:ada', role: null }),
    { reason: 'schedule-changed', by: 'token:ada', at: '2026-11-19T00:00:01Z' },
  ],
  ...(['approval', 'execution', 'fleet', 'freezes', 'schedule'] as const).map((what): (typeof held)[number] => [
    `when ${what} is not known`,
    { [what]: { notKnown: 'nobody answers' } },
    { reason: 'not-known', what, why: 'nobody answers' },
  ]),
  ['when the soak is not known', { soaks: { notKnown: 'nobody answers' } }, { reason: 'not-known', what: 'soak', why: 'nobody answers' }],
];

function late(...holds: TurnHold[]): Partial<GateFacts> {
  return { schedule: { standing: 'kept', change: null, mayStart: [], holds } };
}

function changed(change: ScheduleChange): Partial<GateFacts> {
  return { schedule: { standing: 'kept', change, mayStart: ['c1'], holds: [] } };
}

function missing(): GateReason {
  return { reason: 'missing-signoff', class: null, role: null, count: null };
}

describe('the gate', () => {
  it('goes when every fact is known and none speaks against it', () => {
    expect(decideGate(clear)).toEqual({ verdict: 'go', reasons: [] });
    expect(
      decideGate({
        ...clear,
        soaks: [soaked],
        schedule: { standing: 'unscheduled' },
        ...fleet({ headroom: { verdict: 'enough', detail: '' } }),
      }),
    ).toEqual({
      verdict: 'go',
      reasons: [],
    });
  });

  it.each(held)('holds %s', (_, change, reason) => {
    expect(decideGate({ ...clear, ...change })).toEqual({ verdict: 'hold', reasons: [reason] });
  });

  it('is void when a premise has fallen, and says nothing else', () => {
    const plan = { standing: 'void', digest, fallen: ['cluster c1 version of vkr'] } as const;
    expect(decideGate({ ...clear, plan, ...approval({ state: 'none', digest: null }) })).toEqual({
      verdict: 'void',
      reasons: [{ reason: 'void', fallen: ['cluster c1 version of vkr'] }],
    });
  });

  it('is void for a plan that shall not be followed', () => {
    const plan = { standing: 'not-followable', because: 'withdrawn' } as const;
    expect(decideGate({ ...clear, plan })).toMatchObject({ verdict: 'void', reasons: [{ because: 'withdrawn' }] });
    expect(decideGate({ ...clear, ...execution({ state: 'abandoned' }) })).toMatchObject({
      verdict: 'void',
      reasons: [{ because: 'abandoned' }],
    });
  });

  it('tells what a person has to do before what time resolves', () => {
    expect(
      kindsOf({
        ...soak({ minutes: 600, loads: [] }),
        freezes: [{ id: 'f', name: 'f', reason: '', until: null }],
        ...approval({ state: 'pending', missing: [{ class: 'routine', role: 'approver', count: 1 }] }),
        ...execution({ unseen: new Map([['s1', 1]]) }),
      }),
    ).toEqual(['missing-signoff', 'load-evidence-missing', 'awaiting-observation', 'soak-looks-missing', 'freeze', 'soak-running']);
  });

  it('names what fails before what is not known, and the upper layer before a lower one', () => {
    const nodes = [
      health('a', 'unknown', 'adapter'),
      health('b', 'failing', 'addresses'),
      health('d', 'failing', 'adapter'),
      health('c', 'failing', 'adapter'),
    ];
    expect(reasonsOf(fleet({ health: nodes }))).toMatchObject([{ node: node('c'), layer: 'adapter', state: 'failing', nodes: 4 }]);
  });

  it('goes over a failing adapter only where the step ends the exposure that the plan has found there, and nothing is hidden', () => {
    const fails = health('c', 'failing', 'adapter');
    const exposed = ['c'];
    expect(reasonsOf(fleet({ health: [fails, health('d', 'healthy', null)], exposed }))).toEqual([]);
    expect(kindsOf(fleet({ health: [fails] }))).toEqual(['health']);
    expect(kindsOf(fleet({ health: [health('d', 'failing', 'adapter')], exposed }))).toEqual(['health']);
    expect(kindsOf(fleet({ health: [health('c', 'failing', 'realization')], exposed }))).toEqual(['health']);
    expect(kindsOf(fleet({ health: [health('c', 'unknown', 'adapter')], exposed }))).toEqual(['health']);
    expect(kindsOf(fleet({ health: [{ ...fails, unknown: ['addresses'] }], exposed }))).toEqual(['health']);
    expect(kindsOf(fleet({ health: [{ ...fails, others: ['addresses'] }], exposed }))).toEqual(['health']);
    expect(kindsOf(fleet({ health: [{ ...fails, others: ['realization', 'addresses'] }], exposed }))).toEqual(['health']);
    expect(kindsOf(fleet({ health: [{ ...fails, others: ['realization'] }], exposed }))).toEqual([]);
    expect(reasonsOf(fleet({ health: [fails, health('e', 'failing', 'addresses')], exposed }))).toMatchObject([
      { node: node('e'), nodes: 1 },
    ]);
  });

  it('says of a node that it goes over in spite of its health', () => {
    const given = { ...clear, ...fleet({ health: [health('c', 'failing', 'adapter')], exposed: ['c'] }) };
    const [remark, ...others] = remarksOf(given, []);
    expect([remark, others]).toEqual([{ remark: 'exposed-at-start', node: node('c'), text: 'adapter of c' }, []]);
    expect(wordRemark(remark!)).toContain('cluster c is not healthy');
  });

  it('does not ask about a step of which nothing was reported whether it was seen', () => {
    expect(kindsOf(execution({ steps: new Map([['s1', 'running']]), unseen: new Map([['s1', 1]]) }))).toEqual(['predecessor-not-done']);
  });

  it('has a test for each of its reasons, and a sentence', () => {
    const told = [
      ...held.map(([, , reason]) => reason),
      { reason: 'void', fallen: [] },
      { reason: 'not-followable', because: 'failed' },
    ] as GateReason[];
    expect(GATE_REASONS.filter((kind) => !told.some(({ reason }) => reason === kind))).toEqual([]);
    for (const reason of told) expect(wordReason(reason)).toMatch(/^[A-Z0-9a-z].{10,}$/);
    expect(told.map(wordReason).join(' ')).not.toMatch(/undefined|null|\[object/);
  });
});
