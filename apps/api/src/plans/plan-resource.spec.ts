import type { PlanView, StagedPlan } from '@lockstep/plans';
import { computePlan } from '@lockstep/planner';
import { fleet, goal, matrix, validated } from '@lockstep/testing/builders';
import { expect, it } from 'vitest';
import { certificateOf, etagOf, etagOfStage, summaryResourceOf } from './plan-resource.js';

it('a certificate names the weakest statements, and of the waivers those that the plan leans on', () => {
  const used = { statement: 'lab-run', reason: 'ran clean for a week', by: 'change board', expires: '2027-03-31' };
  const input = {
    matrix: matrix({
      releases: { nsx: ['4.2.0', '9.0.0'], 'antrea-nsx-adapter': ['1.4.0'] },
      statements: [
        validated('antrea-nsx-adapter 1.4.0', 'nsx 4.2.0', { id: 'vendor-table' }),
        validated('antrea-nsx-adapter 1.4.0', 'nsx 9.0.0', { id: 'lab-run', evidence: 'assumed' }),
      ],
    }),
    fleet: fleet({ nsxManagers: { 'nsx-1': { nsx: '4.2.0' } }, clusters: { c1: { 'antrea-nsx-adapter': '1.4.0' } } }),
    goal: goal({ targets: ['nsx =9.0.0'], policy: { waivers: [{ ...used, statement: 'vendor-table' }, used] } }),
  };
  const plan = computePlan(input);
  const view = { id: 'p', request: { goal: input.goal, hypothetical: false }, result: { digest: plan.metadata.digest } };
  expect(certificateOf(view as unknown as PlanView, plan, input.matrix)).toMatchObject({
    evidenceFloor: 'assumed',
    weakest: ['lab-run'],
    waivers: [used],
  });
});

it('a plan that reached the search limit is told from a cheapest one, and one of an older planner is a cheapest one', () => {
  const [objective, lowerBound] = [1, 0].map((sharedHops) => ({ sharedHops, clusterRollouts: 0, addonHops: 0 }));
  const summary = (result: object) => summaryResourceOf({ result: { outcome: 'planned', objective, ...result } } as unknown as StagedPlan);
  expect(summary({ optimal: false, lowerBound })).toMatchObject({ optimal: false, lowerBound });
  expect(summary({})).toMatchObject({ optimal: true, lowerBound: null });
});

it('the tag of a plan changes with each stage, and goes on naming the digest that decisions are on', () => {
  const view = { status: 'computed', version: 2, result: { digest: 'sha256:a' } } as unknown as PlanView;
  expect(etagOfStage(view, 'computed')).toBe(etagOf(view));
  const tags = (['signed-off', 'executing', 'finished', 'superseded'] as const).map((stage) => etagOfStage(view, stage));
  expect(new Set(tags).size).toBe(4);
  for (const tag of tags) expect(tag.startsWith('"sha256:a-')).toBe(true);
});
