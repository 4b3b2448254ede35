import { plural } from '@lockstep/planner';
import { type Block, heading, list, paragraph, table } from './blocks.js';
import type { ChangeApproval, ChangeDocument, ChangeRisks } from './change-document.js';
import { titleOf } from './lay-out-steps.js';
import { wordNamed } from './words.js';

export function noReturnBlocks({ steps, untoldSteps }: ChangeDocument): Block[] {
  const crossed = steps.filter(({ noReturn }) => noReturn !== null);
  const rows = crossed.map((step) => [
    step.id,
    titleOf(step),
    step.where,
    step.noReturn!.rules.length > 0
      ? step
          .noReturn!.rules.map(
            ({ id, note, sources }) => `${id}${note ? `: ${note}` : ''}${sources.length > 0 ? ` [${sources.join(', ')}]` : ''}`,
          )
          .join('; ')
      : 'a hop rule says so',
  ]);
  return [
    heading(2, 'Points of no return'),
    ...(rows.length > 0
      ? [
          paragraph(
            'Before each of these steps is the last moment at which what it moves can still stay at its version. After it, nothing brings that version back.',
          ),
          ...table(['before step', 'can not be undone', 'where', 'because of hop rule'], rows),
        ]
      : [paragraph(untoldSteps > 0 ? 'None among the steps told here.' : 'None: no hop rule marks a step of this plan as one.')]),
  ];
}

const LEVELS: Record<ChangeRisks['level'], string> = {
  low: 'low: nothing but what every plan has',
  moderate: 'moderate: many tenants share what moves, or the plan leans on weak evidence',
  high: 'high: a step can not be taken back, or a pairing is outside its window',
};

export function riskBlocks({ risks, summary }: ChangeDocument): Block[] {
  if (summary.steps === 0 && risks.exposures.length === 0) return [];
  const { classes, weak, untoldWeak, transitional, unknownAllowed, exposures, unknown, conditions, headroom } = risks;
  return [
    heading(2, 'Risks'),
    ...(summary.steps > 0
      ? [
          paragraph(`Level ${LEVELS[risks.level]}.`),
          ...table(
            ['class', 'why'],
            classes.map(({ class: name, reasons }) => [name, reasons.join('; ')]),
          ),
        ]
      : []),
    ...(weak.length > 0
      ? [
          paragraph('Weak evidence that it leans on:'),
          ...table(
            ['statement', 'about', 'says', 'evidence', 'sources', 'accepted'],
            weak.map(({ statement, about, status, evidence, sources, expires, waiver }) => [
              statement,
              about,
              `${status}${expires ? `, until ${expires}` : ''}`,
              evidence,
              sources.join(', ') || 'none',
              waiver ?? 'by no waiver of the goal',
            ]),
          ),
          ...(untoldWeak > 0 ? [paragraph(`And ${plural(untoldWeak, 'more statement')}.`)] : []),
        ]
      : []),
    ...(transitional.length > 0
      ? [
          paragraph('Pairings that are good to pass through and not to stay on; a plan that is given up there goes on to a resting place:'),
          ...list(transitional.map(({ pairing, statement, steps }) => `${pairing} (${statement}; ${steps.join(', ')})`)),
        ]
      : []),
    ...(unknownAllowed.length > 0
      ? [
          paragraph('Pairings that nobody said anything of, which their relation lets pass:'),
          ...list(unknownAllowed.map(({ pairing, steps }) => `${pairing} (${steps.join(', ')})`)),
        ]
      : []),
    ...(exposures.length > 0 ? [paragraph('Outside their window at the start:'), ...list(exposures)] : []),
    ...(conditions.length > 0 ? [paragraph('To be looked at before the step:'), ...list(conditions)] : []),
    ...(unknown.length > 0 ? [paragraph('Not known:'), ...list(unknown)] : []),
    ...(summary.clustersRolled > 0
      ? [paragraph(`Addresses for the surge of nodes: ${HEADROOM[headroom.verdict]}${headroom.detail ? ` ${headroom.detail}` : ''}`)]
      : []),
  ];
}

const HEADROOM: Record<ChangeRisks['headroom']['verdict'], string> = {
  enough: 'enough were seen.',
  short: 'they are short, and no gate lets the roll start.',
  unknown: 'not known, and no gate lets a roll start on that.',
  'not-asked': 'not looked at here. The gate looks before each roll.',
};

const STATES: Record<ChangeApproval['state'], string> = {
  'not-requested': 'Sign-off was not requested yet. It would ask for what stands here by the policy of now.',
  pending: 'Sign-off is requested and not complete.',
  approved: 'It is approved.',
  refused: 'It is refused.',
  void: 'Its sign-off is void.',
};

const wordExcluded = ([by, ...before]: readonly string[]): string =>
  before.length === 0
    ? `${by} asked for the plan, and signs nothing of it.`
    : `${by} asked for the plan, and ${before.join(', ')} for those before it: they sign nothing of it.`;

export function approvalBlocks({ approval }: ChangeDocument): Block[] {
  if (approval === null) return [];
  const words = (roles: readonly { role: string; count: number }[]) => roles.map(({ role, count }) => `${count} × ${role}`).join(', ');
  return [
    heading(2, 'Approval'),
    paragraph(`${STATES[approval.state]} ${wordExcluded(approval.excluded)}`),
    ...table(
      ['class', 'asks for', 'missing'],
      approval.classes.map(({ class: name, asks, missing }) => [name, words(asks) || 'nobody', words(missing) || 'nothing']),
    ),
    ...list([
      ...(approval.requested ? [`Requested by ${approval.requested.by} at ${approval.requested.at}`] : []),
      ...approval.given.map(
        ({ by, at, roles, standsFor }) =>
          `Signed by ${by} at ${at} as ${roles.join(', ')}${standsFor.length > 0 ? `; stands for ${standsFor.join(', ')}` : ''}`,
      ),
      ...approval.refused.map(({ by, at, reason }) => `Refused by ${by} at ${at}: ${reason}`),
      ...approval.waivers.map((waiver) => `Waiver: ${waiver}`),
      ...(approval.ownersMissing.count > 0 ? [`Without owners on record: ${wordNamed(approval.ownersMissing)}`] : []),
      ...(approval.breakGlass
        ? [
            `Break-glass: signatures were passed over by ${approval.breakGlass.by} at ${approval.breakGlass.at}: ${approval.breakGlass.reason}`,
          ]
        : []),
    ]),
  ];
}
