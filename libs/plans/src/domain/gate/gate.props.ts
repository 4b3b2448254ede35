import fc from 'fast-check';
import { propertyRuns } from '@lockstep/testing/problems';
import { describe, expect, it } from 'vitest';
import { decideGate, retryAfter } from './decide-gate.js';
import {
  type ApprovalFacts,
  type ChangeFacts,
  type ExecutionFacts,
  type FleetFacts,
  GATE_LAYERS,
  type GateFacts,
  type GateLayer,
  isTold,
  type NodeHealthFact,
  type NotKnown,
  type ScheduleChange,
  type ScheduleFacts,
  STEP_STATES,
  type StepState,
} from './gate-facts.js';
import { GATE_REASONS } from './gate-reason.js';
import type { TurnHold } from '../schedule-turns.js';
import { countSpread } from './judge-soak.js';

const at = '2026-11-20T12:00:00Z';
const before = (minutes: number) => new Date(Date.parse(at) - minutes * 60_000).toISOString();
const after = (minutes: number) => before(-minutes);
/** Mostly the good one, or nothing would ever go. */
const mostly = <T>(good: T, ...others: T[]) =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(good) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
const rarely = <T>(some: T) => mostly<readonly T[]>([], [some]);
const told = <T>(fact: fc.Arbitrary<T>): fc.Arbitrary<T | NotKnown> =>
  fc.oneof({ weight: 30, arbitrary: fact }, { weight: 1, arbitrary: fc.constant({ notKnown: 'lost' }) });
const node = { kind: 'cluster', id: 'c' } as const;

const plan = mostly<GateFacts['plan']>(
  { standing: 'stands', digest: 'd', evidence: { age: 'fresh', oldest: null, maxAge: 1 } },
  { standing: 'stands', digest: 'd', evidence: { age: 'stale', oldest: { node, observedAt: null }, maxAge: 1 } },
  { standing: 'requested' },
  { standing: 'not-known', why: 'lost' },
  { standing: 'void', digest: 'd', fallen: ['x'] },
  { standing: 'not-followable', because: 'superseded' },
);
const step = mostly<GateFacts['step']>(
  { id: 's2', after: ['s1'], pointOfNoReturn: 'acknowledged', running: [], gone: [], over: [] },
  { id: 's2', after: ['s1'], pointOfNoReturn: 'not-acknowledged', running: [], gone: [], over: [] },
  { id: 's2', after: ['s1'], pointOfNoReturn: 'acknowledged', running: [{ subject: 'c', by: 'eva', at }], gone: [], over: [] },
  { id: 's2', after: ['s1'], pointOfNoReturn: 'acknowledged', running: [], gone: ['c'], over: [] },
  { id: 's2', after: ['s1'], pointOfNoReturn: 'acknowledged', running: [], gone: [], over: ['c'] },
  null,
);
const approval = fc.record({
  state: mostly<ApprovalFacts['state']>('approved', 'none', 'pending', 'refused', 'void'),
  digest: mostly<string | null>('d', 'e', null),
  missing: rarely({ class: 'routine', role: 'approver', count: 1 }),
  refusals: rarely({ by: 'eva', reason: 'no' }),
  expiredWaivers: rarely({ of: 'x', owner: 'eva', expires: at }),
  ownersMissing: rarely('calico'),
  signedSince: mostly<string | null>(before(60), null),
  breakGlass: mostly<ApprovalFacts['breakGlass']>(null, { by: 'eva', at, reason: 'down' }),
});
const execution = fc.record({
  state: mostly<ExecutionFacts['state']>('running', 'not-started', 'finished', 'abandoned'),
  steps: fc
    .tuple(mostly<StepState>('succeeded', ...STEP_STATES), mostly<StepState>('waiting', ...STEP_STATES))
    .map(([first, second]) => new Map([['s1', first] as const, ['s2', second] as const])),
  unseen: mostly<ReadonlyMap<string, number>>(new Map(), new Map([['s1', 1]]), new Map([['s9', 1]])),
  paused: mostly(null, { by: 'eva', reason: 'wait' }),
  thresholds: rarely({ step: 's1', failed: 2, allowed: '1' }),
  drift: rarely({ node, component: 'vkr', observed: '2', predicted: '1' }),
  otherPlan: mostly<string | null>(null, 'p'),
});
/** The layer that is to blame, those that fail beside it, and those that are dark. */
const ailing = fc
  .tuple(
    mostly<GateLayer>('adapter', 'realization', 'addresses'),
    fc.subarray([...GATE_LAYERS]),
    mostly<readonly GateLayer[]>([], ['addresses']),
  )
  .map(([first, ill, dark]) => [first, ill.filter((layer) => layer !== first && !dark.includes(layer)), dark] as const);
const fleet = fc.record({
  health: fc.array(
    fc
      .tuple(mostly<NodeHealthFact['verdict']>('healthy', 'degraded', 'failing', 'unknown'), ailing)
      .map(([verdict, [first, others, unknown]]): NodeHealthFact =>
        verdict === 'healthy'
          ? { node, verdict, layer: null, others: [], unknown: [], text: verdict }
          : { node, verdict, layer: first, others, unknown, text: verdict },
      ),
    { maxLength: 3 },
  ),
  exposed: mostly<readonly string[]>([node.id], []),
  rolling: rarely({ node, component: 'vkr' }),
  headroom: mostly<FleetFacts['headroom']>(null, { verdict: 'enough', detail: '' }, { verdict: 'short', detail: '' }),
});
const looks = fc.array(fc.record({ minute: fc.nat(120), isHealthy: mostly(true, false) }), { maxLength: 8 });
const soak = fc
  .record({ since: fc.constantFrom(30, 90), looks, load: mostly<number | null>(0, 1, null), needed: fc.nat(3) })
  .map(({ since, looks: seen, load, needed }) => ({
    step: 's1',
    since: before(since),
    minutes: 60,
    needed,
    looks: [
      {
        cluster: 'c',
        source: 'sup',
        found: seen.toSorted((a, b) => b.minute - a.minute).map(({ minute, isHealthy }) => ({ at: before(minute), isHealthy })),
      },
    ],
    loads: load === null ? [] : [{ id: '1', at, from: null, to: null, flows: 10, dropped: load, corrects: null }],
    least: { minutes: 10, flows: 10 },
  }));
const kept = (holds: readonly TurnHold[], change: ScheduleChange | null = null): ScheduleFacts => ({
  standing: 'kept',
  change,
  mayStart: [],
  holds,
});
const facts: fc.Arbitrary<GateFacts> = fc.record({
  at: fc.constant(at),
  plan,
  step,
  approval: told(approval),
  change: told(
    mostly<ChangeFacts>(
      { standing: 'not-asked' },
      { standing: 'approved' },
      { standing: 'missing', system: 's', why: '' },
      { standing: 'not-approved', number: 'n', why: '' },
      { standing: 'digest', number: 'n', found: null },
      { standing: 'unread', number: 'n', readAt: null, maxAge: 1 },
      { standing: 'outside-window', number: 'n', opensAt: after(3) },
    ),
  ),
  execution: told(execution),
  fleet: told(fleet),
  freezes: told(rarely({ id: 'f', name: 'f', reason: '', until: after(5) })),
  schedule: told(
    mostly<ScheduleFacts>(
      { standing: 'unscheduled' },
      { standing: 'missing', plan: 'p0' },
      { standing: 'waived', change: { at: before(1), by: 'eva', role: null } },
      kept([], { at: before(1), by: 'eva', role: null }),
      kept([], { at: before(1), by: 'eva', role: 'approver' }),
      kept([], { at: before(90), by: 'eva', role: null }),
      kept([{ rule: 'outside-schedule', subjects: ['c'], opensAt: after(9) }]),
      kept([{ rule: 'wave-not-done', subjects: ['c'], wave: 2, waitsFor: ['d'] }]),
      kept([{ rule: 'wave-soak', subjects: ['c'], step: 's1', wave: 1, until: after(9) }]),
      kept([{ rule: 'schedule-limit', subjects: ['c'], limit: 'overall', places: 1, running: 1, asked: 1 }]),
    ),
  ),
  soaks: told(fc.array(soak, { maxLength: 1 })),
});

/** The rules once more, one after the other, by whoever would rather not start. */
function mayGo({ plan: p, step: s, approval: a, change: c, execution: e, fleet: f, freezes, schedule, soaks }: GateFacts): boolean {
  if (p.standing !== 'stands' || p.evidence.age !== 'fresh' || s === null) return false;
  if (!isTold(a) || !isTold(c) || !isTold(e) || !isTold(f) || !isTold(freezes) || !isTold(schedule) || !isTold(soaks)) return false;
  const hasRecord = c.standing === 'not-asked' || c.standing === 'approved';
  const isApproved =
    a.state === 'approved' &&
    a.digest === p.digest &&
    [a.missing, a.refusals, a.expiredWaivers, a.ownersMissing].every((list) => list.length === 0);
  const isTurn =
    (e.state === 'running' || e.state === 'not-started') &&
    e.steps.get('s1') === 'succeeded' &&
    e.steps.get('s2') !== 'succeeded' &&
    !e.unseen.has('s1');
  const isQuiet = e.paused === null && e.thresholds.length === 0 && e.drift.length === 0 && e.otherPlan === null;
  const isWell =
    f.health.every(({ node: { id }, verdict, layer, others, unknown }) => {
      if (verdict === 'healthy') return true;
      if (verdict === 'unknown' || !f.exposed.includes(id) || unknown.length > 0) return false;
      const ill = [layer, ...others].toSorted().join(' ');
      return ill === 'adapter' || ill === 'adapter realization' ? layer === 'adapter' : false;
    }) &&
    f.rolling.length === 0 &&
    (f.headroom === null || f.headroom.verdict === 'enough');
  const isFree = s.running.length === 0 && s.gone.length === 0 && s.over.length === 0;
  const isChanged =
    'change' in schedule &&
    schedule.change !== null &&
    schedule.change.role === null &&
    a.signedSince !== null &&
    schedule.change.at > a.signedSince;
  const isTime =
    freezes.length === 0 && schedule.standing !== 'missing' && !('holds' in schedule && schedule.holds.length > 0) && !isChanged;
  const isSoaked = soaks.every(
    ({ since, needed, looks: looked, loads }) =>
      since === before(90) &&
      loads[0]?.dropped === 0 &&
      looked.every(({ found }) =>
        pickable(
          found.filter((look) => look.at >= since),
          needed,
        ),
      ),
  );
  return isApproved && hasRecord && s.pointOfNoReturn !== 'not-acknowledged' && isTurn && isQuiet && isFree && isWell && isTime && isSoaked;
}

/** Whether any `needed` of the looks after the last one that was not healthy lie far enough apart: every choice is tried. */
function pickable(seen: readonly { readonly at: string; readonly isHealthy: boolean }[], needed: number): boolean {
  const clean = seen.slice(seen.findLastIndex(({ isHealthy }) => !isHealthy) + 1).map((look) => Date.parse(look.at));
  const gap = (60 * 60_000) / Math.max(1, needed);
  const pick = (from: number, last: number, left: number): boolean =>
    left === 0 || clean.some((time, index) => index >= from && time >= last + gap && pick(index + 1, time, left - 1));
  return pick(0, -Infinity, needed);
}

describe('the gate', () => {
  it('goes exactly when somebody who goes through the rules one by one would let it go', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(facts, (given) => {
        const { verdict, reasons } = decideGate(given);
        expect(verdict === 'go').toBe(mayGo(given));
        expect(verdict === 'go').toBe(reasons.length === 0);
        seen.add(verdict);
        for (const { reason } of reasons) seen.add(reason);
      }),
      { numRuns: propertyRuns(3_000), seed: 20 },
    );
    expect(GATE_REASONS.filter((reason) => !seen.has(reason))).toEqual([]);
    expect(seen).toContain('go');
  });

  it('never goes on a plan whose premise has fallen, and never on a fact that is not known', () => {
    fc.assert(
      fc.property(facts, fc.constantFrom('approval', 'change', 'execution', 'fleet', 'freezes', 'schedule', 'soaks'), (given, lost) => {
        expect(decideGate({ ...given, [lost]: { notKnown: 'lost' } }).verdict).not.toBe('go');
        expect(decideGate({ ...given, plan: { standing: 'void', digest: 'd', fallen: [] } }).verdict).toBe('void');
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  it('tells reasons in one order, and asks to be asked again within an hour where there is something to wait for', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const decision = decideGate(given);
        const ranks = decision.reasons.map(({ reason }) => GATE_REASONS.indexOf(reason));
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
        const seconds = retryAfter(decision, at);
        if (seconds === null)
          expect(decision.verdict !== 'hold' || decision.reasons.some(({ reason }) => reason === 'finished')).toBe(true);
        else expect(seconds >= 1 && seconds <= 3_600).toBe(true);
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});

it('counts no fewer spread looks than any other choice of them has', () => {
  fc.assert(
    fc.property(looks, fc.integer({ min: 1, max: 6 }), (seen, needed) => {
      const inOrder = seen.toSorted((a, b) => b.minute - a.minute).map(({ minute, isHealthy }) => ({ at: before(minute), isHealthy }));
      expect(countSpread(inOrder, (60 * 60_000) / needed) >= needed).toBe(pickable(inOrder, needed));
    }),
    { numRuns: propertyRuns(300) },
  );
});
