import { plural } from '@lockstep/planner';
import { type Block, heading, list, paragraph } from './blocks.js';
import type { ChangeDocument } from './change-document.js';
import { impactBlocks, summaryBlocks, warnings } from './lay-out-document.js';
import { approvalBlocks, noReturnBlocks, riskBlocks } from './lay-out-risks.js';
import { layersOf, stepTable, titleOf, verificationWords, waysOf } from './lay-out-steps.js';
import { wordMoment } from './words.js';

/** The parts of a change document that the fields of a change record ask for. */
export interface RecordBlocks {
  readonly description: readonly Block[];
  readonly justification: readonly Block[];
  readonly implementation: readonly Block[];
  readonly backout: readonly Block[];
  readonly test: readonly Block[];
  readonly risk: readonly Block[];
}

export const layOutRecord = (document: ChangeDocument): RecordBlocks => ({
  description: [...warnings(document), ...summaryBlocks(document), ...impactBlocks(document)],
  justification: justificationBlocks(document),
  implementation: [...namingBlocks(document), ...implementationBlocks(document)],
  backout: [
    paragraph(
      'There are no downgrades. A plan that is given up goes on to the nearest state in which all that it has touched may stay; each of these ways was computed by the planner and proven by the checker. What was outside its window before the plan may be so there still; then it is said, with the step that ends it.',
    ),
    ...document.steps.flatMap((step) => [heading(3, `${step.id}: ${titleOf(step)}`), ...list(waysOf(step))]),
    ...noReturnBlocks(document),
  ],
  test: [
    ...verificationWords(),
    ...document.steps.flatMap((step) => [
      heading(3, `${step.id}: at ${step.verification.expected.join(', ')}`),
      { kind: 'numbered', items: layersOf(step.verification) } as const,
    ]),
  ],
  risk: [...riskBlocks(document), ...approvalBlocks(document)],
});

/** What is approved, before anything else: its digest, where it is read, and when it is done. */
function namingBlocks({ identity, summary: { window } }: ChangeDocument): Block[] {
  return [
    paragraph(`Digest: ${identity.digest}`),
    paragraph(`Plan: ${identity.url ?? identity.plan}`),
    paragraph(`Window: ${window ? `${wordMoment(window.start)} to ${wordMoment(window.end)}` : 'no schedule is kept'}`),
  ];
}

function implementationBlocks(document: ChangeDocument): Block[] {
  const { steps, summary } = document;
  return [
    paragraph(`${plural(summary.steps, 'step')}. Each step starts when the gate of the plan lets it, and is reported to the plan.`),
    ...stepTable(document),
    ...steps.flatMap((step) => (step.carries.length > 0 ? [paragraph(`${step.id} carries ${step.carries.map(titleOf).join('; ')}.`)] : [])),
  ];
}

function justificationBlocks({ goal, outcome, risks, identity, goal: { supportedUntil } }: ChangeDocument): Block[] {
  return [
    paragraph(`Asked for by ${identity.requestedBy ?? 'nobody on record'}: ${goal.targets.join('; ') || 'no target'}.`),
    ...(supportedUntil ? [paragraph(`Nothing may be out of support before ${supportedUntil}.`)] : []),
    paragraph(`${outcome}.`),
    ...(risks.exposures.length > 0 ? [paragraph('What is outside its window today:'), ...list(risks.exposures)] : []),
  ];
}

/** `nsx 4.2.1.0 → 9.1.1.0, vks …`: what moves, once per component and pair of versions, shared components first. */
export function wordMoves({ summary }: Pick<ChangeDocument, 'summary'>): string {
  return summary.moves
    .toSorted((a, b) => rankOf(a.component) - rankOf(b.component))
    .map(({ component, from, to }) => `${component} ${from} → ${to}`)
    .join(', ');
}

const SHARED_FIRST = ['nsx', 'vcenter', 'supervisor', 'vks'];

/** The fewer there are of a component, the more hang on it. */
export const rankOf = (component: string): number =>
  SHARED_FIRST.includes(component) ? SHARED_FIRST.indexOf(component) : SHARED_FIRST.length;
