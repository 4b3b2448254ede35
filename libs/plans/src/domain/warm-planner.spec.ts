import { canonicalJson } from '@lockstep/kernel';
import { computePlan, DEFAULT_SEARCH_LIMIT } from '@lockstep/planner';
import { readSettings } from '@lockstep/platform/config';
import { fleet, goal, matrix, validated } from '@lockstep/testing/builders';
import { describe, expect, it } from 'vitest';
import { WarmPlanner } from './warm-planner.js';

const revision = matrix({
  releases: { nsx: ['4.2.1.0', '9.0.1.0', '9.1.0.0'], vkr: ['v1.33.1', 'v1.34.1', 'v1.35.1'] },
  statements: [
    validated('vkr >=1.33 <1.34', 'nsx 4.2'),
    validated('vkr >=1.34 <1.35', 'nsx >=4.2 <9.1'),
    validated('vkr >=1.35 <1.36', 'nsx >=9.0 <9.2'),
  ],
});
const fleetOf = (payments: string) =>
  fleet({ nsxManagers: { fra: { nsx: '4.2.1.0' } }, clusters: { payments: { vkr: payments }, ledger: { vkr: 'v1.33.1' } } });
const wanted = goal({ targets: ['nsx 9.1.0.0'] });
const textsOf = (payments: string, asked = wanted) => ({
  matrix: JSON.stringify(revision.document),
  fleet: canonicalJson(fleetOf(payments)),
  goal: JSON.stringify(asked),
});

function planOf(planner: WarmPlanner, texts: ReturnType<typeof textsOf>) {
  const outcome = planner.plan(texts);
  return outcome.outcome === 'computed' ? outcome : expect.fail(outcome.reason);
}

describe('a warm planner', () => {
  it('plans again after one cluster has changed as the planner does that starts afresh, to the byte', () => {
    const warm = new WarmPlanner();
    for (const payments of ['v1.33.1', 'v1.34.1', 'v1.33.1'])
      expect(planOf(warm, textsOf(payments)).text).toBe(
        JSON.stringify(computePlan({ matrix: revision, fleet: fleetOf(payments), goal: wanted })),
      );
  });

  it('keeps apart the goals that are asked of one fleet', () => {
    const warm = new WarmPlanner();
    expect(planOf(warm, textsOf('v1.33.1')).result).toMatchObject({ outcome: 'planned', objective: { sharedHops: 2 } });
    const nearer = goal({ targets: ['nsx 9.0.1.0'] });
    expect(planOf(warm, textsOf('v1.33.1', nearer)).result).toMatchObject({ outcome: 'planned', objective: { sharedHops: 1 } });
  });

  it('tells of a plan that reached the search limit that it is not proven to be a cheapest one', () => {
    expect(planOf(new WarmPlanner(), textsOf('v1.33.1')).result).toMatchObject({ optimal: true });
    expect(planOf(new WarmPlanner(1), textsOf('v1.33.1')).result).toMatchObject({ optimal: false });
  });

  it('answers with a defect to a text that was never a fleet, and to the next one with a plan', () => {
    const warm = new WarmPlanner();
    expect(warm.plan({ ...textsOf('v1.33.1'), fleet: '{}' })).toMatchObject({
      outcome: 'defect',
      reason: expect.stringContaining('a kept text is a fleet'),
    });
    expect(planOf(warm, textsOf('v1.33.1')).result.outcome).toBe('planned');
  });
});

it('the search limit that nobody sets is the one of the planner', () => {
  expect(readSettings({})).toMatchObject({ settings: { searchLimit: DEFAULT_SEARCH_LIMIT } });
});
