import { type Block, heading, list, numbered, paragraph, table } from './blocks.js';
import type { ChangeDocument, ChangeStep, StepVerification } from './change-document.js';
import { wordMoment, wordNamed, wordWay, wordWork } from './words.js';

export function stepTable({ steps, untoldSteps }: ChangeDocument): Block[] {
  const scheduled = steps.some(({ times }) => times !== null);
  return [
    paragraph('In an order in which they may be carried out; any other that respects the column after is as safe.'),
    ...table(
      ['step', 'move', 'where', 'after', ...(scheduled ? ['start', 'end'] : []), 'work'],
      steps.map((step) => [
        step.id,
        `${titleOf(step)}${step.noReturn ? ' (point of no return)' : ''}`,
        step.where,
        step.after.join(', '),
        ...(scheduled ? [step.times ? wordMoment(step.times.start) : 'no room', step.times ? wordMoment(step.times.end) : 'no room'] : []),
        `${wordWork(step.work)}${step.times && step.times.pauses.length > 0 ? ', pausing between windows' : ''}`,
      ]),
    ),
    ...(untoldSteps > 0 ? [paragraph(`And ${untoldSteps} more steps.`)] : []),
  ];
}

export const titleOf = ({ component, from, to }: Pick<ChangeStep, 'component' | 'from' | 'to'>): string => `${component} ${from} → ${to}`;

/** What the three layers of each step look at, once. */
export const verificationWords = (): Block[] => [
  paragraph(
    'A step is verified in three layers, from the top down. The first layer that fails names the problem; what fails below it is not blamed. A mismatched adapter passes a quick test and drops flows under load, so the last word is a soak that watches real traffic.',
  ),
];

export function stepBlocks(step: ChangeStep): Block[] {
  const { id, where, times, carries, whyNow, proof, untoldProof, adapterWindow } = step;
  return [
    heading(3, `${id}: ${titleOf(step)}`),
    ...list([
      `Where: ${where}`,
      ...(carries.length > 0 ? [`Carries: ${carries.map(titleOf).join('; ')}`] : []),
      times
        ? `When: ${wordMoment(times.start)} to ${wordMoment(times.end)}, soaked at ${wordMoment(times.soakedAt)}`
        : `Work: ${wordWork(step.work)}`,
      ...(times && times.stretches.length > 0
        ? [
            `Pauses between windows, half done: at work ${wordWork(step.work)}, ${times.stretches.map(({ start, end }) => `${wordMoment(start)} to ${wordMoment(end)}`).join('; ')}${times.pauses.length >= times.stretches.length ? '; and more' : ''}`,
          ]
        : []),
      ...whyNow.map((why) => `Why now: ${why}`),
      ...adapterWindow.map(({ phase, text }) => `Adapter window, ${phase}: ${text}`),
    ]),
    paragraph('Proof: every pairing that exists around the step, and what allows it.'),
    ...table(
      ['pairing', 'exists', 'allowed by', 'statement', 'evidence', 'sources'],
      proof.map(({ pairing, when, allowedBy, statement, evidence, isWaived, sources }) => [
        pairing,
        when.join(', '),
        allowedBy,
        statement === null ? 'none' : `${statement}${isWaived ? ' (waived)' : ''}`,
        evidence ?? 'none',
        sources.length > 0 ? sources.join(', ') : 'none',
      ]),
    ),
    ...(untoldProof > 0 ? [paragraph(`And ${untoldProof} more pairings, in the certificate of the plan.`)] : []),
    paragraph(`Verify after it that it is at ${step.verification.expected.join(', ')}, and then:`),
    ...numbered(layersOf(step.verification)),
    paragraph('Way back:'),
    ...list(waysOf(step)),
  ];
}

export function layersOf({ withAdapter, antreaOnly, otherCni }: StepVerification): string[] {
  const first: string[] = [];
  if (withAdapter.count > 0)
    first.push(
      `AntreaAgentInfo of every node and AntreaControllerInfo are healthy, the adapter pod is 4/4 and its session says CCP_SESSION_STATE_UP at ${wordNamed(withAdapter)}`,
    );
  if (antreaOnly.count > 0)
    first.push(`AntreaAgentInfo of every node and AntreaControllerInfo are healthy at ${wordNamed(antreaOnly)}, whose adapter is disabled`);
  if (otherCni.count > 0)
    first.push(
      `nothing to look at in ${wordNamed(otherCni)}, whose CNI brings no adapter: the owners of pod traffic and of NSX look themselves`,
    );
  if (first.length === 0) first.push('no cluster hangs on it');
  return [
    `Antrea and the adapter: ${first.join('; ')}.`,
    'NSX: what is asked for the networking of their namespaces is realized.',
    'Segment and VPC: those that the namespaces map to are up and have free addresses.',
  ];
}

export function waysOf({ wayBack, nodes, noReturn, from }: ChangeStep): string[] {
  const down = noReturn
    ? 'Taking it back: not possible, it is a point of no return.'
    : `Taking it back: the matrix knows no hop to an earlier release, so no plan leads back to ${from}. No rule calls the step a point of no return: whether the vendor has a way to restore the state before it is not known here.`;
  if (!wayBack) return ['It was not searched for this step.', down];
  const { before, halfway, after } = wayBack;
  return [
    `Before it: ${wordWay(before)}`,
    ...(halfway
      ? [`Half way, with ${halfway.moved.slice(0, 3).join(', ')} moved and others of the ${nodes} not: ${wordWay(halfway.way)}`]
      : []),
    'While a node rolls: let it end. Old and new side by side are proven above, and nothing is planned of a node that runs both; then as after the step.',
    `After it: ${wordWay(after)}`,
    down,
  ];
}
