import fc from 'fast-check';
import type { ExecutionCommand, PlanOutline } from '../src/domain/execution/index.js';

/** Plans of up to four steps over up to three clusters. */
export const outlines: fc.Arbitrary<PlanOutline> = fc
  .array(fc.record({ size: fc.integer({ min: 1, max: 3 }), after: fc.array(fc.nat(3), { maxLength: 2 }), reversible: fc.boolean() }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((steps) => ({
    digest: 'd',
    domains: ['fra'],
    steps: steps.map(({ size, after, reversible }, index) => ({
      id: `s${index}`,
      component: 'vkr',
      scope: 'cluster' as const,
      subjects: ['a', 'b', 'c'].slice(0, size),
      after: [...new Set(after.filter((one) => one < index).map((one) => `s${one}`))],
      moves: [{ component: 'vkr', from: `${index}`, to: `${index + 1}` }],
      reversible,
    })),
  }));

const step = fc.nat(4).map((index) => `s${index}`);
const subjects = fc.option(fc.subarray(['a', 'b', 'c'], { minLength: 1 }), { freq: 2 });
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
      confirmed: fc.array(fc.record({ step, subjects: fc.constant(['a', 'b', 'c']) }), { maxLength: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('pause' as const, 'resume' as const, 'resume' as const), reason }) },
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
