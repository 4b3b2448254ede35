import { describe, expect, it } from 'vitest';
import { diffPlans } from './plan-diff.js';

type Sketched = readonly [component: string, from: string, to: string, subjects: readonly string[]];
const plan = (...steps: Sketched[]) =>
  ({
    spec: {
      steps: steps.map(([component, from, to, subjects], index) => ({
        id: `s${index + 1}`,
        component,
        subjects,
        moves: [{ component, from, to }],
        after: [],
        premises: [],
        reversible: true,
      })),
    },
  }) as unknown as Parameters<typeof diffPlans>[0];
const told = (before: ReturnType<typeof plan>, after: ReturnType<typeof plan>) => {
  const { added, removed, changed, moved, unchanged } = diffPlans(before, after);
  return {
    added: added.map(({ id }) => id),
    removed: removed.map(({ id }) => id),
    changed: changed.map(({ before: { id }, joined, left }) => [id, joined, left]),
    moved: moved.map(({ before: { id }, after: { id: to } }) => [id, to]),
    unchanged,
  };
};

const nsx: Sketched = ['nsx', '4.2', '9.0', ['fra']];
const ledger: Sketched = ['vkr', '1.33', '1.34', ['ledger']];
const both: Sketched = ['vkr', '1.33', '1.34', ['ledger', 'payments']];
const east: Sketched = ['supervisor', '1.30', '1.31', ['east']];

describe('the difference of two plans', () => {
  it('of a plan and itself is none', () => {
    const one = plan(both, nsx, east);
    expect(told(one, one)).toEqual({ added: [], removed: [], changed: [], moved: [], unchanged: 3 });
  });

  it('names steps that came and went', () => {
    expect(told(plan(both, nsx), plan(nsx, east))).toEqual({ added: ['s2'], removed: ['s1'], changed: [], moved: [], unchanged: 1 });
  });

  it('names who takes a step in one of them only', () => {
    expect(told(plan(both, nsx), plan(ledger, nsx))).toMatchObject({ changed: [['s1', [], ['payments']]], unchanged: 1 });
    expect(told(plan(ledger, nsx), plan(both, nsx))).toMatchObject({ changed: [['s1', ['payments'], []]], unchanged: 1 });
  });

  it('calls the fewest steps moved that explain the other order', () => {
    expect(told(plan(both, nsx, east), plan(nsx, east, both))).toEqual({
      added: [],
      removed: [],
      changed: [],
      moved: [['s1', 's3']],
      unchanged: 2,
    });
  });

  it('does not call a step moved because others came before it', () => {
    expect(told(plan(nsx), plan(east, both, nsx))).toMatchObject({ added: ['s1', 's2'], moved: [], unchanged: 1 });
  });

  it('sees the members of groups', () => {
    const grouped = (...members: string[]) => {
      const { spec } = plan(['vkr', '1.33', '1.34', ['lone']], nsx);
      const [first, second] = spec.steps;
      return { spec: { ...spec, groups: [{ id: 'g', members }], steps: [{ ...first!, groups: ['g'] }, second!] } };
    };
    expect(diffPlans(grouped('a', 'b'), grouped('b', 'c'))).toMatchObject({
      added: [],
      removed: [],
      changed: [{ before: { subjects: 3 }, joined: ['c'], left: ['a'], joinedCount: 1, leftCount: 1 }],
      unchanged: 1,
    });
  });
});
