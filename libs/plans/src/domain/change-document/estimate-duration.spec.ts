import { fleet, goal, hop, matrix, validated } from '@lockstep/testing/builders';
import { describe, expect, it } from 'vitest';
import { factsOf, scheduleOf } from '../../../test/change-facts.js';
import { demoWorld } from '../../../test/demo-world.js';
import { learnedComponents, scheduleDurations } from '../schedule-durations.js';
import { schedulePolicy } from '../schedule-policy.js';
import { composeChangeDocument } from './compose-change-document.js';
import { renderChangeMarkdown } from './render-markdown.js';

const LIMITS = { searches: 0, states: 1, clusters: 1 };
const rolls = (nodes: readonly (number | undefined)[]) => {
  const clusters = Object.fromEntries(nodes.map((_, index) => [`c-${index}`, { vkr: 'v1.33.1' }]));
  const world = fleet({ nsxManagers: { fra: { nsx: '4.2.0' } }, clusters });
  world.spec.clusters.forEach((cluster, index) => {
    const workers = nodes[index];
    if (workers !== undefined) cluster.nodes = { controlPlane: 1, workers };
  });
  return {
    matrix: matrix({
      releases: { nsx: ['4.2.0', '9.0.0'], vkr: ['v1.33.1', 'v1.34.1'] },
      statements: [validated('vkr >=1.33 <1.34', 'nsx 4.2.0'), validated('vkr >=1.34 <1.35', 'nsx *')],
      hops: [hop('nsx'), hop('vkr', '*', '*', { maxMinorStep: 1 })],
    }),
    fleet: world,
    goal: goal({ targets: ['nsx =9.0.0'] }),
  };
};
const estimateOf = (facts: ReturnType<typeof factsOf>) => composeChangeDocument(facts).summary.estimate;

describe('the estimate of a plan that nobody has scheduled', () => {
  it.each([
    ['tiny', 'tiny-nsx-9-1'],
    ['raced-ahead', 'raced-ahead-recover'],
  ])('is at least what a schedule without windows takes, which is its lower bound: %s', (name, wish) => {
    const facts = factsOf(demoWorld(name, wish), { limits: LIMITS });
    const { minutes, lowerBound } = scheduleOf(facts).schedule;
    expect(estimateOf(facts)!.work.least).toBe(minutes);
    expect(lowerBound.minutes).toBe(minutes);
  });

  it('counts one cluster after the other beside all at once, and soaks after NSX', () => {
    const { work, unsized, basis } = estimateOf(factsOf(rolls([2, 3]), { limits: LIMITS }))!;
    expect(work).toEqual({ least: 4 * 15 + 480 + 60, most: (3 + 4) * 15 + 480 + 60 });
    expect(unsized).toBe(0);
    expect(basis).toEqual([
      { component: 'vkr', per: 'node', minutes: 15, isLearned: false },
      { component: 'nsx', per: 'hop', minutes: 480, isLearned: false },
    ]);
  });

  it('says which minutes were learned', () => {
    const medians = { vkr: 9.4666, nsx: Number.NaN };
    const durations = scheduleDurations(schedulePolicy.parse({}), medians);
    const facts = factsOf(rolls([2]), { durations, learned: learnedComponents(medians), limits: LIMITS });
    expect(renderChangeMarkdown(composeChangeDocument(facts))).toContain(
      '| the estimate rests on | vkr 9.5 min a node (learned); nsx 480 min a hop (starting point).',
    );
  });

  it('is not known where nobody observed how many nodes roll', () => {
    const facts = factsOf(rolls([2, undefined]), { limits: LIMITS });
    expect(estimateOf(facts)).toMatchObject({ unsized: 1, assumedNodes: 6 });
    expect(renderChangeMarkdown(composeChangeDocument(facts))).toContain(
      '| estimated duration | not known: nobody observed how large 1 cluster is. With 6 nodes each: at least 10 h 30 min,',
    );
  });

  it('is none beside a schedule, and none of a goal out of reach', () => {
    const facts = factsOf(demoWorld('tiny', 'tiny-nsx-9-1'), { limits: LIMITS });
    expect(estimateOf({ ...facts, schedule: scheduleOf(facts) })).toBeNull();
    expect(estimateOf(factsOf(demoWorld('stuck', 'stuck-nsx-9')))).toBeNull();
  });
});
