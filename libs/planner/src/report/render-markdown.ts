import { narrate, type NarratedInput } from './narrate.js';
import { explanationLines } from './render-explanation.js';
import { renderExposure, renderSubjects } from './render-subjects.js';
import { renderFacts, renderOutcome } from './render-text.js';

/** A plan for a change record. */
export function renderPlanMarkdown(input: NarratedInput): string {
  const { plan, steps } = narrate(input);
  const lines = [`# Plan ${escape(plan.metadata.name)}`, '', `${renderOutcome(plan.spec)}.`, ''];
  if (plan.metadata.digest) lines.push(`- digest: \`${plan.metadata.digest}\``);
  for (const [label, text] of renderFacts(input)) lines.push(`- ${label}: ${escape(text)}`);
  lines.push('');
  if (steps.length > 0) {
    lines.push('| step | move | where | after |', '|---|---|---|---|');
    for (const { step, title } of steps)
      lines.push(
        `| ${step.id} | ${escape(title)}${step.reversible ? '' : ' (point of no return)'} | ${escape(renderSubjects(plan.spec, step))} | ${step.after.join(', ')} |`,
      );
    lines.push('');
  }
  for (const { step, title, carries, whyNow, allowedBy, adapterWindow } of steps) {
    lines.push(`## ${step.id}: ${escape(title)}`, '');
    if (carries.length > 0) lines.push(`Carries ${escape(carries.join(', '))}.`, '');
    lines.push(
      'Why now:',
      '',
      ...whyNow.map((reason) => `- ${escape(reason)}`),
      '',
      'Allowed by:',
      '',
      ...allowedBy.map((reason) => `- ${escape(reason)}`),
      '',
    );
    if (adapterWindow.length > 0)
      lines.push("The adapter's window:", '', ...adapterWindow.map(({ phase, text }) => `- ${phase}: ${escape(text)}`), '');
  }
  if (plan.spec.exposures.length > 0) {
    lines.push('## Exposures at the start', '');
    for (const exposure of plan.spec.exposures) lines.push(escape(`- ${renderExposure(input.matrix.matrix, exposure)}`));
    lines.push('');
  }
  if (plan.spec.explanation)
    lines.push(
      '## Why not',
      '',
      escape(plan.spec.explanation.summary),
      '',
      ...plan.spec.explanation.blockers.map(({ message }) => `- ${escape(message)}`),
      '',
      ...(explanationLines(input) ?? [])
        .filter((line) => line !== plan.spec.explanation?.summary)
        .flatMap((line) => (line.startsWith('- ') ? [`- ${escape(line.slice(2))}`] : ['', escape(line), ''])),
      '',
    );
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Ids and notes are other people's texts: they may not open a table cell, a link or a tag. */
const escape = (text: string): string => text.replace(/[\\|`*_[\]<>]/g, (character) => (character === '_' ? character : `\\${character}`));
