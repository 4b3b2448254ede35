import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exposedPairs, subjectsOf } from './plan-subjects.js';
import { renderProblem } from './problem.js';
import { readDocuments } from './read-documents.js';
import { readValue } from './validate-document.js';
import type { PlanSpec } from './upgrade-plan.js';

const [example] = readDocuments([{ file: 'plan', text: readFileSync(new URL('../fixtures/plan.yaml', import.meta.url), 'utf8') }]).documents
  .UpgradePlan;
const { document } = example!;
const [first] = document.spec.steps;

const planWith = (groups: PlanSpec['groups'], step: object) =>
  readValue('UpgradePlan', { ...document, spec: { ...document.spec, groups, steps: [{ ...first!, id: 's1', after: [], ...step }] } });

describe('a group of a plan', () => {
  it('adds its members to the subjects of every step that names it', () => {
    const groups = [
      { id: 'g1', members: ['a', 'b'] },
      { id: 'g2', members: ['c'] },
    ];
    const located = planWith(groups, { subjects: ['z'], groups: ['g2', 'g1'] });
    if (Array.isArray(located)) throw new Error(located.map(renderProblem).join('\n'));
    const { spec } = located.document;
    expect(subjectsOf(spec, spec.steps[0]!)).toEqual(['z', 'c', 'a', 'b']);
    expect(subjectsOf(spec, { ...spec.steps[0]!, groups: undefined })).toEqual(['z']);
  });

  it.each<[string, PlanSpec['groups'], object, string]>([
    [
      'has the id of another',
      [group('g1', 'a'), group('g1', 'b')],
      { groups: ['g1'] },
      'spec.groups[1].id: ids of groups are distinct; found "g1"',
    ],
    ['has no member', [group('g1')], { groups: ['g1'] }, 'spec.groups[0].members'],
    ['names a member twice', [group('g1', 'a', 'a')], {}, 'spec.groups[0].members[1]: members are distinct and in text order; found "a"'],
    ['is not in text order', [group('g1', 'b', 'a')], {}, 'spec.groups[0].members[1]: members are distinct and in text order; found "a"'],
    [
      'is named and not there',
      [group('g1', 'a')],
      { groups: ['g2'] },
      'spec.steps[0].groups[0]: no group of the plan has this id; found "g2"',
    ],
    ['is not there for a step without subjects', undefined, { subjects: [] }, 'spec.steps[0].subjects: a step has a subject or a group'],
  ])('is refused when it %s', (_, groups, step, problem) => {
    const problems = planWith(groups, step);
    expect(Array.isArray(problems) ? problems.map(renderProblem) : []).toContainEqual(expect.stringContaining(problem));
  });

  it('that a step names in vain is an error of whoever asks for its subjects', () => {
    expect(() => subjectsOf({}, { ...first!, groups: ['g7'] })).toThrow('it names groups of its plan only; found "g7"');
  });
});

it('an exposure of many clusters is one of each of them, in the place of the first', () => {
  const exposureOf = (between: [string, string], nodes: [string, string]) =>
    exposedPairs({ between, nodes, versions: ['1', '2'], verdict: 'unknown', endedBy: null, alike: ['c2'] }, (id) => id !== 'vks');
  expect(exposureOf(['vkr', 'vks'], ['c1', 'sup'])).toEqual([
    ['c1', 'sup'],
    ['c2', 'sup'],
  ]);
  expect(exposureOf(['antrea', 'vkr'], ['c1', 'c1'])).toEqual([
    ['c1', 'c1'],
    ['c2', 'c2'],
  ]);
});

function group(id: string, ...members: string[]) {
  return { id, members };
}
