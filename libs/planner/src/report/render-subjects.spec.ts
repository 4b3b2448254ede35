import { describe, expect, it } from 'vitest';
import type { Exposure, PlanSpec, PlanStep } from '@lockstep/documents';
import { computePlan, renderPlanText } from '@lockstep/planner';
import { fleet, goal, hop, matrix } from '@lockstep/testing/builders';
import { renderAtOnce, renderExposure, renderSubjects } from './render-subjects.js';

const { matrix: facts } = matrix({ releases: { nsx: [], vks: [], vkr: [] } });

const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `c${index + 1}`);

function inPlan(groups: Readonly<Record<string, string[]>>, subjects: string[]): [PlanSpec, PlanStep] {
  const spec = { groups: Object.entries(groups).map(([id, members]) => ({ id, members })) };
  return [spec as PlanSpec, { id: 's1', subjects, groups: Object.keys(groups) } as PlanStep];
}

describe('where a step happens', () => {
  it.each<[string, Record<string, string[]>, string[], string]>([
    ['a few nodes', {}, ids(3), 'c1, c2, c3'],
    ['one node more than are named, which takes no more room than saying so', {}, ids(51), ids(51).join(', ')],
    ['many nodes', {}, ids(1234), `${ids(50).join(', ')} and 1,184 more`],
    ['a group', { g1: ids(12) }, [], 'g1 (c1, c2, c3 and 9 more)'],
    ['a group and a node beside it', { g1: ids(12) }, ['x'], 'g1 (c1, c2, c3 and 9 more); x'],
    [
      'many groups',
      Object.fromEntries(ids(7).map((id) => [`g-${id}`, [id]])),
      [],
      'g-c1 (c1), g-c2 (c2), g-c3 (c3), g-c4 (c4), g-c5 (c5), 2 more groups (2 nodes)',
    ],
  ])('is told of %s', (_, groups, subjects, text) => {
    expect(renderSubjects(...inPlan(groups, subjects))).toBe(text);
  });

  it('counts the members of groups, and leaves a single node uncounted', () => {
    expect(renderAtOnce(...inPlan({ g1: ids(1999) }, ['x']))).toBe('2,000 at once');
    expect(renderAtOnce(...inPlan({}, ['x']))).toBe('');
  });
});

it('an exposure of many clusters names them on the side of the cluster', () => {
  const exposure: Exposure = {
    between: ['vkr', 'vks'],
    nodes: ['c1', 'sup'],
    versions: ['v1.33.1', '3.4.0'],
    verdict: 'unknown',
    endedBy: 's2',
    alike: ids(1235).slice(1),
  };
  expect(renderExposure(facts, exposure)).toBe('vkr v1.33.1 (c1, c2, c3 and 1,232 more) with vks 3.4.0 (sup) is unknown; ended by s2');
});

it('a plan for a person names a group of clusters that take the very same steps', () => {
  const problem = {
    matrix: matrix({ releases: { vkr: ['v1.33.1', 'v1.34.1', 'v1.35.1'] }, hops: [hop('vkr', '*', '*', { maxMinorStep: 1 })] }),
    fleet: fleet({ nsxManagers: { 'nsx-1': {} }, clusters: Object.fromEntries(ids(12).map((id) => [id, { vkr: 'v1.33.1' }])) }),
    goal: goal({ targets: ['vkr =1.35'] }),
  };
  const input = { ...problem, plan: computePlan(problem) };
  expect(renderPlanText(input)).toContain(`s2  vkr v1.34.1 → v1.35.1  (12 at once)\n    where       g1 (c1, c10, c11 and 9 more)\n`);
});
