import { describe, expect, it } from 'vitest';
import { computePlan, renderPlanText } from '@lockstep/planner';
import { blockedHop, fleet, goal, hop, matrix, validated } from '@lockstep/testing/builders';

const ADAPTER = 'antrea-nsx-adapter';

/** The double ride in its smallest form: the cluster has to roll before NSX may move, and VKS before the cluster. */
const input = {
  matrix: matrix({
    releases: {
      nsx: ['4.2.0', '9.0.0'],
      vks: ['3.4.0', '3.5.0'],
      vkr: [
        { version: 'v1.33.1', bundle: { [ADAPTER]: '1.3.0' } },
        { version: 'v1.34.1', bundle: { [ADAPTER]: '1.4.0' } },
      ],
      [ADAPTER]: ['1.3.0', '1.4.0'],
    },
    statements: [
      validated(`${ADAPTER} 1.3.0`, 'nsx 4.2.0', { id: 'old-adapter' }),
      validated(`${ADAPTER} 1.4.0`, 'nsx *', {
        id: 'new-adapter',
        evidence: 'operator',
        note: 'example, replace with your own soak tests',
      }),
    ],
    hops: [
      hop('nsx', '*', '*', { reversible: false }),
      hop('vks'),
      hop('vkr'),
      blockedHop('vkr', '1.33', '1.34', { id: 'kb1', when: [{ component: 'vks', range: '<3.5' }], note: 'KB 1' }),
    ],
  }),
  fleet: fleet({
    nsxManagers: { 'nsx-1': { nsx: '4.2.0' } },
    supervisors: { 'sup-1': { vks: '3.4.0' } },
    clusters: { 'shop/batch_1': { vkr: 'v1.33.1' } },
  }),
  goal: goal({ targets: ['nsx =9.0.0'] }),
};
const plan = computePlan(input);

describe('a plan for a person', () => {
  it('as text, says which step, where, why now, what allows it, and the window around it', () => {
    const text = renderPlanText({ ...input, plan }).replace(/sha256:\w+/, 'sha256:…');
    expect(text).toMatchInlineSnapshot(`
      "Plan test: 3 steps: 2 shared hops, 1 cluster rollout, 0 add-on hops, and no safe plan needs less
          matrix      sha256:…
          evidence    the weakest it leans on is of kind operator: new-adapter

      s1  vks 3.4.0 → 3.5.0
          where       sup-1
          why now     before s2: hop rule kb1 blocks it under vks <3.5 (KB 1)

      s2  vkr v1.33.1 → v1.34.1
          where       shop/batch_1
          carries     antrea-nsx-adapter 1.3.0 → 1.4.0
          why now     after s1: hop rule kb1 blocks it under vks <3.5 (KB 1)
                      before s3: antrea-nsx-adapter 1.3.0 with nsx 9.0.0 would be outside its window (unknown)
          allowed by  antrea-nsx-adapter 1.4.0 with nsx 4.2.0: validated by new-adapter (operator; example, replace with your own soak
                      tests)
          adapter     before: adapter 1.3.0 takes nsx 4.2.0; nsx is at 4.2.0
                      during: old and new adapter side by side, every pairing inside the window
                      after: adapter 1.4.0 takes nsx 4.2.0 … 9.0.0; nsx is at 4.2.0

      s3  nsx 4.2.0 → 9.0.0  [point of no return]
          where       nsx-1
          why now     after s2: antrea-nsx-adapter 1.3.0 with nsx 9.0.0 would be outside its window (unknown)
          allowed by  antrea-nsx-adapter 1.4.0 with nsx 9.0.0: validated by new-adapter (operator; example, replace with your own soak
                      tests)
          adapter     before: adapter 1.4.0 takes nsx 4.2.0 … 9.0.0; nsx is at 4.2.0
                      during: old and new nsx side by side, every pairing inside the window
                      after: adapter 1.4.0 takes nsx 4.2.0 … 9.0.0; nsx is at 9.0.0
      "
    `);
  });

  it('says why not when there is none', () => {
    const held = { ...input, goal: goal({ targets: ['nsx =9.0.0'], hold: ['vkr'] }) };
    const text = renderPlanText({ ...held, plan: computePlan(held) });
    expect(text).toContain('Plan test: infeasible, no safe sequence exists');
    expect(text).toMatch(/Why not: .*hold 1: vkr must not move.*target 1: nsx =9\.0\.0/);
  });
});
