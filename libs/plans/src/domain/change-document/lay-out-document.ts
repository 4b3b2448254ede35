import { plural, renderObjective } from '@lockstep/planner';
import { type Block, type Cell, heading, list, paragraph, table } from './blocks.js';
import type { ChangeDocument, DurationEstimate } from './change-document.js';
import { approvalBlocks, noReturnBlocks, riskBlocks } from './lay-out-risks.js';
import { stepBlocks, stepTable, verificationWords } from './lay-out-steps.js';
import { wordMinutes, wordMoment, wordNamed } from './words.js';

/** The change document as a page, in the order in which a board asks. */
export function layOutDocument(document: ChangeDocument): Block[] {
  const { identity, steps, whyNot, sources, limits } = document;
  return [
    heading(1, `Change: ${identity.name}`),
    ...warnings(document),
    ...summaryBlocks(document),
    ...impactBlocks(document),
    ...(whyNot.length > 0 ? [heading(2, 'Why there is no plan'), ...linesOf(whyNot)] : []),
    ...(steps.length > 0
      ? [
          heading(2, 'Steps'),
          ...stepTable(document),
          ...noReturnBlocks(document),
          heading(2, 'How each step is proven, verified and given up'),
          paragraph(
            'A pairing of a proof exists before the step until its last node has rolled, during the roll only, or after the first node has rolled.',
          ),
          ...verificationWords(),
          ...steps.flatMap(stepBlocks),
        ]
      : []),
    ...riskBlocks(document),
    ...approvalBlocks(document),
    ...(sources.length > 0
      ? [
          heading(2, 'Sources'),
          ...table(
            ['source', 'title', 'confidence'],
            sources.map(({ id, title, url, confidence }) => [id, { text: title, url }, confidence]),
          ),
        ]
      : []),
    heading(2, 'What this was made of'),
    ...identityBlocks(document),
    ...list(limits),
  ];
}

export function warnings({ assumed, notices }: ChangeDocument): Block[] {
  const hypothetical: Block[] =
    assumed.length > 0
      ? [
          {
            kind: 'warning',
            lines: ['Hypothetical, not executable. This plan is made of assumed facts that nobody has stated or observed:', ...assumed],
          },
        ]
      : [];
  return [...hypothetical, ...(notices.length > 0 ? [{ kind: 'warning', lines: notices } as const] : [])];
}

export function summaryBlocks({ goal, outcome, summary, identity }: ChangeDocument): Block[] {
  const { objective, window, estimate, clustersRolled, clustersBelow, nodesRolled, unknownSizes } = summary;
  const facts: [string, Cell][] = [
    ['goal', goal.targets.length > 0 ? goal.targets.join('; ') : 'no target'],
    ...(goal.latest.length > 0 ? [['latest', goal.latest.join('; ')] as [string, string]] : []),
    ...(goal.holds.length > 0 ? [['must not move', goal.holds.join('; ')] as [string, string]] : []),
    ...(goal.supportedUntil ? [['supported until', goal.supportedUntil] as [string, string]] : []),
    ['accepted', goal.policy],
    ['outcome', outcome],
    ...(summary.steps > 0
      ? ([
          ['cost', renderObjective(objective)],
          [
            'clusters',
            `${clustersRolled} ${clustersRolled === 1 ? 'rolls' : 'roll'}, ${clustersBelow} more ${clustersBelow === 1 ? 'is' : 'are'} touched without a roll`,
          ],
          ['nodes that roll', `${wordNodes(nodesRolled, unknownSizes)}, counted as often as they are replaced`],
          ['time', timeOf(window)],
          ...(estimate ? durationRows(estimate) : []),
        ] as [string, string][])
      : []),
    ...(identity.digest ? [['digest', identity.digest] as [string, string]] : []),
    ...(identity.plan ? [['plan', { text: identity.plan, url: identity.url }] as [string, Cell]] : []),
  ];
  return [
    heading(2, 'Summary'),
    ...table(['', ''], facts),
    ...(summary.moves.length > 0
      ? [
          paragraph('What moves, from where it is to where it ends:'),
          ...table(
            ['component', 'from', 'to', 'how many'],
            summary.moves.map(({ component, from, to, nodes }) => [component, from, to, String(nodes)]),
          ),
          ...(summary.untoldMoves > 0 ? [paragraph(`And ${summary.untoldMoves} more pairs of versions.`)] : []),
        ]
      : []),
  ];
}

const timeOf = (window: ChangeDocument['summary']['window']): string =>
  window === null
    ? 'no schedule is kept; durations are told without dates'
    : `${wordMoment(window.start)} to ${wordMoment(window.end)}${window.zone === null ? '' : `, clocks of ${window.zone}`}; kept by ${window.keptBy} at ${window.keptAt}`;

function durationRows({ work, unsized, assumedNodes, basis }: DurationEstimate): [string, string][] {
  const paces = basis.map(
    ({ component, per, minutes, isLearned }) =>
      `${component} ${Math.round(minutes * 10) / 10} min a ${per} (${isLearned ? 'learned' : 'starting point'})`,
  );
  const { least, most } = work;
  const all = `at least ${wordMinutes(least)}, if all goes at once that may; ${wordMinutes(most)}, one after the other`;
  const guess = `${least === most ? wordMinutes(least) : all}; with soaks, without windows and freezes`;
  return [
    [
      'estimated duration',
      unsized === 0
        ? guess
        : `not known: nobody observed how large ${plural(unsized, 'cluster')} ${unsized === 1 ? 'is' : 'are'}. With ${plural(assumedNodes, 'node')} each: ${guess}`,
    ],
    [
      'the estimate rests on',
      `${paces.join('; ')}. Learned is what plans took that were carried out; a starting point is a preset that nobody has measured`,
    ],
  ];
}

export function impactBlocks({ impact, untoldProjects }: ChangeDocument): Block[] {
  if (impact.length === 0) return [];
  return [
    heading(2, 'Impact by NSX Project'),
    ...table(
      ['Project', 'clusters that roll', 'clusters touched without a roll', 'namespaces', 'nodes that roll'],
      impact.map(({ project, rolled, below, namespaces, nodesRolled, unknownSizes }) => [
        project ?? 'no Project is known',
        count(rolled),
        count(below),
        wordNamed(namespaces, 'not known'),
        wordNodes(nodesRolled, unknownSizes),
      ]),
    ),
    ...(untoldProjects > 0 ? [paragraph(`And ${plural(untoldProjects, 'more Project')}.`)] : []),
  ];
}

/** A cluster without a size may have any number of nodes. */
function wordNodes(nodes: number, unknownSizes: number): string {
  if (unknownSizes === 0) return String(nodes);
  return `${nodes === 0 ? 'not known' : `at least ${nodes}`} (nobody observed how large ${plural(unknownSizes, 'cluster')} ${unknownSizes === 1 ? 'is' : 'are'})`;
}

const count = (named: Parameters<typeof wordNamed>[0]): string => (named.count === 0 ? 'none' : `${named.count}: ${wordNamed(named)}`);

function identityBlocks({ identity }: ChangeDocument): Block[] {
  const rows: [string, string | null][] = [
    ['matrix', identity.matrix],
    ['fleet', identity.fleet],
    ['goal', identity.goal],
    ['inventory position', identity.position === null ? null : String(identity.position)],
    ['fleet taken at', identity.takenAt],
    ['planner', identity.planner],
    ['requested by', identity.requestedBy],
    ['requested at', identity.requestedAt],
    ['status', identity.status],
    ['in the place of', identity.parent],
  ];
  return table(
    ['', ''],
    rows.flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
}

/** Lines as `explanationLines` writes them: items begin with a hyphen. */
function linesOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let items: string[] = [];
  const close = () => {
    blocks.push(...list(items));
    items = [];
  };
  for (const line of lines)
    if (line.startsWith('- ')) items.push(line.slice(2));
    else {
      close();
      blocks.push(paragraph(line));
    }
  close();
  return blocks;
}
