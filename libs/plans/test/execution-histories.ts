import fc from 'fast-check';
import type { ExecutionCommand, PlanOutline } from '../src/domain/execution/index.js';

/** What a step moves: with an adapter or NSX what comes after it waits for a soak. */
const KINDS = { vkr: ['vkr'], adapter: ['vkr', 'antrea-nsx-adapter'], nsx: ['nsx'] } as const;

/** Plans of up to four steps over up to three clusters and the NSX manager above them. */
export const outlines: fc.Arbitrary<PlanOutline> = fc
  .array(
    fc.record({
      kind: fc.constantFrom('vkr' as const, 'adapter' as const, 'adapter' as const, 'nsx' as const),
      size: fc.integer({ min: 1, max: 3 }),
      after: fc.array(fc.nat(3), { maxLength: 2 }),
      reversible: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((steps) => ({
    digest: 'd',
    domains: ['fra'],
    steps: steps.map(({ kind, size, after, reversible }, index) => ({
      id: `s${index}`,
      component: KINDS[kind][0],
      scope: kind === 'nsx' ? ('nsxManager' as const) : ('cluster' as const),
      subjects: kind === 'nsx' ? ['fra'] : ['a', 'b', 'c'].slice(0, size),
      after: [...new Set(after.filter((one) => one < index).map((one) => `s${one}`))],
      moves: KINDS[kind].map((component) => ({ component, from: `${index}`, to: `${index + 1}` })),
      reversible,
    })),
  }));

const step = fc.nat(4).map((index) => `s${index}`);
const some = fc.subarray(['a', 'b', 'c'], { minLength: 1 });
const subjects = fc.option(some, { freq: 2 });
const reason = fc.constant('because');
/** Whatever may be reported, asked and observed, sensible or not. */
export const commands: fc.Arbitrary<ExecutionCommand> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('start' as const),
      step,
      subjects,
      acknowledgeNoReturn: fc.boolean(),
      policy: fc.constantFrom(null, { failures: { percentage: 60 } }),
      by: fc.record({ actor: fc.constantFrom('token:ada', 'token:ada', 'token:bo'), key: fc.constantFrom(null, null, 'run 1') }),
      machines: fc.constantFrom<Readonly<Record<string, number>>>({}, { a: 3, b: 5 }),
      gate: fc.record({
        verdict: fc.constantFrom('go' as const, 'go' as const, 'go' as const, 'hold' as const, 'void' as const),
        digest: fc.constantFrom('d', 'd', 'd', 'd', 'e', null),
        reasons: fc.constant([]),
      }),
    }),
  },
  { weight: 5, arbitrary: fc.record({ type: fc.constant('succeed' as const), step, subjects, evidence: fc.constant(null) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('fail' as const), step, subjects, reason }) },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('observe' as const),
      position: fc.nat(9),
      drift: fc
        .constantFrom([], [], [], ['b'])
        .map((ids) => ids.map((id) => ({ node: { scope: 'cluster' as const, id }, component: 'vkr', observed: ['9'], predicted: ['1'] }))),
      confirmed: fc.array(fc.record({ step, subjects: fc.constant(['a', 'b', 'c', 'fra']) }), { maxLength: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('pause' as const), reason, by: fc.constantFrom('token:ada', 'token:bo') }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('resume' as const),
      reason,
      lifts: fc.constantFrom<readonly string[]>(['p1'], ['p1'], ['p2'], ['p3'], ['p1', 'p2']),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('report-evidence' as const),
      step,
      evidence: fc.constant({ kind: 'load', flows: 9_000, dropped: 0 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('end-soak' as const), step }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('correct' as const), step, subjects: some, reason }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('skip' as const),
      subject: fc.constantFrom('a', 'b', 'c', 'z'),
      reason,
      decommissioned: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('abandon' as const), reason }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('replace' as const), by: fc.constant('q') }) },
);
