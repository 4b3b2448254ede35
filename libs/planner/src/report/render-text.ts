import type { PlanSpec } from '@lockstep/documents';
import { narrate, type NarratedInput } from './narrate.js';
import { explanationLines } from './render-explanation.js';
import { leaningFacts } from './render-leaning.js';
import { plural, renderObjective } from './render-objective.js';
import { renderAtOnce, renderExposure, renderSubjects } from './render-subjects.js';

const WIDTH = 132;
const LABEL = 12;

/** A plan for a person at a terminal. */
export function renderPlanText(input: NarratedInput): string {
  const { plan, steps } = narrate(input);
  const { spec } = plan;
  const lines = [
    `Plan ${plan.metadata.name}: ${renderOutcome(spec)}`,
    ...renderFacts(input).map(([label, text]) => field(label, text)),
    '',
  ];
  for (const story of steps) {
    const { step } = story;
    const atOnce = renderAtOnce(spec, step);
    lines.push(`${step.id}  ${story.title}${atOnce && `  (${atOnce})`}${step.reversible ? '' : '  [point of no return]'}`);
    lines.push(field('where', renderSubjects(spec, step)));
    if (story.carries.length > 0) lines.push(field('carries', story.carries.join(', ')));
    lines.push(...fields('why now', story.whyNow), ...fields('allowed by', story.allowedBy));
    for (const [index, { phase, text }] of story.adapterWindow.entries())
      lines.push(field(index === 0 ? 'adapter' : '', `${phase}: ${text}`));
    lines.push('');
  }
  for (const exposure of spec.exposures) lines.push(`exposed: ${renderExposure(input.matrix.matrix, exposure)}`);
  if (spec.explanation) {
    const { summary } = spec.explanation;
    lines.push(`Why not: ${summary}`, '', ...(explanationLines(input) ?? []).filter((line) => line !== summary));
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

export function renderOutcome(spec: PlanSpec): string {
  switch (spec.outcome) {
    case 'planned':
      return `${plural(spec.steps.length, 'step')}: ${renderObjective(spec.objective)}, ${renderProof(spec)}`;
    case 'nothing-to-do':
      return 'nothing to do, the goal holds already';
    case 'infeasible':
      return spec.optimal ? 'infeasible, no safe sequence exists' : 'undecided, no safe sequence was found within the search limit';
    case 'invalid-start':
      return 'no safe way out of where the fleet is now';
  }
}

function renderProof({ optimal, lowerBound }: PlanSpec): string {
  if (optimal) return 'and no safe plan needs less';
  const bound = lowerBound ? `: none needs less than ${renderObjective(lowerBound)}` : '';
  return `safe, but not proven to be a cheapest plan${bound}`;
}

function renderFacts(input: NarratedInput): [string, string][] {
  const { spec } = input.plan;
  const facts: [string, string][] = [['matrix', spec.inputs.matrix], ...leaningFacts(input)];
  for (const { target, nsxManager, version } of spec.latest)
    facts.push(['latest', `target ${target + 1} under ${nsxManager} is ${version} or later`]);
  return facts;
}

const fields = (label: string, texts: readonly string[]): string[] => texts.map((text, index) => field(index === 0 ? label : '', text));

/** A labelled paragraph, wrapped at spaces and indented under its label. */
function field(label: string, text: string): string {
  const rows: string[] = [];
  let row = '';
  for (const word of text.split(' ')) {
    if (row !== '' && row.length + 1 + word.length > WIDTH - LABEL - 4) {
      rows.push(row);
      row = word;
    } else row = row === '' ? word : `${row} ${word}`;
  }
  rows.push(row);
  return rows.map((content, index) => `    ${(index === 0 ? label : '').padEnd(LABEL)}${content}`.trimEnd()).join('\n');
}
