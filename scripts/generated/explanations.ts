import type { GoalSpec } from '@lockstep/documents';
import { computePlan, renderExplanationText } from '@lockstep/planner';
import { exampleInput } from './example-input.js';
import type { GeneratedFile } from './generated-file.js';

interface Example {
  readonly title: string;
  readonly fleet: string;
  readonly goal: string;
  /** How the goal differs from the file, in words and as data. */
  readonly but?: readonly [words: string, change: (spec: GoalSpec) => GoalSpec];
}

const EXAMPLES: readonly Example[] = [
  { title: 'A trap release', fleet: 'stuck', goal: 'stuck-nsx-9' },
  {
    title: 'Evidence below the floor',
    fleet: 'tiny',
    goal: 'tiny-waived',
    but: ['without its waiver', (spec) => ({ ...spec, policy: { ...spec.policy, waivers: [] } })],
  },
  {
    title: 'Clusters that may not move',
    fleet: 'tiny',
    goal: 'tiny-nsx-9-1',
    but: ['with a hold on all VKr', (spec) => ({ ...spec, hold: [{ component: 'vkr' }] })],
  },
  {
    title: 'Shipped together, and tested by nobody',
    fleet: 'tiny',
    goal: 'tiny-nsx-9-1',
    but: [
      'for NSX 9.1.0.0 and vCenter 9.1.0.0',
      (spec) => ({ ...spec, targets: ['nsx', 'vcenter'].map((component) => ({ component, version: '=9.1.0.0' })) }),
    ],
  },
];

/** Every wording of a "no" over the example data: a change of words is seen in review, and a reader sees what to expect. */
export const explanations: GeneratedFile = {
  path: 'docs/reference/explanations.md',
  generate: () => `${['# What a "no" looks like', '', INTRODUCTION, ...EXAMPLES.flatMap(section)].join('\n').trimEnd()}\n`,
};

const INTRODUCTION = `What \`lockstep explain\` says of the examples in \`data/\`. Made by \`npm run sync\`; [how it is found](../explanation/planner.md#why-not).`;

function section({ title, fleet, goal, but }: Example): string[] {
  const read = exampleInput(fleet, goal);
  const input = but ? { ...read, goal: { ...read.goal, spec: but[1](read.goal.spec) } } : read;
  const text = renderExplanationText({ ...input, plan: computePlan(input) });
  if (text === null) throw new Error(`generated examples; ${title}; shows a goal that has no plan; found one`);
  const of = `\`data/fleets/${fleet}.yaml\` and \`data/goals/${goal}.yaml\`${but ? ` ${but[0]}` : ''}`;
  return ['', `## ${title}`, '', `Of ${of}:`, '', '```text', ...text.trimEnd().split('\n').map(shorten), '```'];
}

/** Lines are as long as their notes; the page shows the beginning. */
const shorten = (line: string): string => (line.length > MAX_LINE ? `${line.slice(0, MAX_LINE - 2)} …` : line);
const MAX_LINE = 500;
