import { describe, expect, it } from 'vitest';
import { computePlan, renderExplanationText, renderPlanText } from '@lockstep/planner';
import { fleet, goal, matrix } from '@lockstep/testing/builders';

const input = {
  matrix: matrix({ releases: { nsx: ['4.2.0', '9.0.0'] } }),
  fleet: fleet({ nsxManagers: { 'nsx-1': { nsx: '4.2.0' } } }),
  goal: goal({ targets: ['nsx =9.0.0'] }),
};
const plan = computePlan(input);
const changed = (spec: Partial<typeof plan.spec>) => ({ ...input, plan: { ...plan, spec: { ...plan.spec, ...spec } } });
const undecided = changed({
  outcome: 'infeasible',
  optimal: false,
  steps: [],
  explanation: { summary: 'it found no plan', blockers: [], causes: [], relaxations: [], furthest: [], deadEnds: [], complete: false },
});

describe('a plan as text', () => {
  const render = renderPlanText;

  it('claims that none is cheaper only where that is proven', () => {
    expect(render({ ...input, plan })).toContain('and no safe plan needs less');
    const bounded = render(changed({ optimal: false, lowerBound: { sharedHops: 0, clusterRollouts: 0, addonHops: 0 } }));
    expect(bounded).not.toContain('no safe plan needs less');
    expect(bounded).toContain(
      '1 shared hop, 0 cluster rollouts, 0 add-on hops, safe, but not proven to be a cheapest plan: none needs less than 0 shared hops, 0 cluster rollouts, 0 add-on hops',
    );
  });

  it('claims that there is none only where that is proven, and gives the reason once', () => {
    const text = render(undecided);
    expect(text).toContain('undecided, no safe sequence was found within the search limit');
    expect(text).not.toContain('no safe sequence exists');
    expect(text.split('it found no plan')).toHaveLength(2);
  });
});

it('an explanation says that no plan was found, and nothing of changes', () => {
  expect(renderExplanationText(undecided)).toBe('it found no plan\n');
});
