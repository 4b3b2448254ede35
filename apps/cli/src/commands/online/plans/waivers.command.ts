import { wordActor } from '@lockstep/approvals/domain';
import { type components, ifMatch } from '@lockstep/api-client';
import { Command } from 'commander';
import { InputError } from '../../../input-error.js';
import { shortTime } from '../../../online/moments.js';
import { showing } from '../../../online/online-command.js';
import type { Shown } from '../../../online/shown.js';
import { addDigestOption, type DigestOption, getComputed, ofPlan } from './plan-argument.js';

type Waivers = components['schemas']['Waivers'];
type NewWaiver = components['schemas']['NewWaiver'];

export const waiversCommand = (): Command =>
  new Command('waivers').description('what is weak about a plan, and who accepts it').addCommand(listCommand()).addCommand(grantCommand());

const listCommand = (): Command =>
  ofPlan('list', 'print what is weak about a plan, and what of it was accepted', 'lockstep plans waivers list "$PLAN"').action(
    showing(async ({ client }, id) => waiversShown((await client.GET('/v1/plans/{id}/waivers', { params: { path: { id: id! } } })).data)),
  );

interface Grant extends DigestOption {
  readonly statement?: string;
  readonly evidence?: string;
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
}

const grantCommand = (): Command =>
  addDigestOption(
    ofPlan(
      'grant',
      'accept one weak statement of a plan, or all its evidence down to the weakest',
      'lockstep plans waivers grant "$PLAN" --statement lab-1 --reason \'soaked for a week\' --owner Ada --expires 2026-12-24T00:00:00Z',
    ),
  )
    .option('--statement <id>', 'the weak statement')
    .option('--evidence <kind>', 'the weakest evidence there is')
    .requiredOption('--reason <text>', 'why')
    .requiredOption('--owner <name>', 'who answers for the risk')
    .requiredOption('--expires <time>', 'from when on it counts no more, RFC 3339')
    .action(
      showing<Grant>(async ({ client, options }, id) => {
        const { reason, owner, expires } = options;
        const about = aboutOf(options);
        const { digest } = await getComputed(client, id!, options);
        const init = { params: { path: { id: id! } }, headers: ifMatch(digest), body: { about, reason, owner, expires } };
        return waiversShown((await client.POST('/v1/plans/{id}/waivers', init)).data);
      }),
    );

function aboutOf({ statement, evidence }: Grant): NewWaiver['about'] {
  if (statement !== undefined && evidence === undefined) return { kind: 'statement', statement };
  if (evidence !== undefined && statement === undefined)
    return { kind: 'evidence', evidence: evidence as Extract<NewWaiver['about'], { kind: 'evidence' }>['evidence'] };
  throw new InputError([`--statement, --evidence; one of them must be given; found ${statement === undefined ? 'none' : 'both'}`]);
}

const waiversShown = ({ items, weak, people = [], ...rest }: Waivers): Shown => ({
  data: { ...rest, weak, items, people },
  columns: [{ title: 'OF' }, { title: 'OWNER' }, { title: 'UNTIL' }, { title: 'BY' }, { title: 'WHY', flexible: true }],
  rows: items.map(({ about, owner, expires, by, reason }) => [wordAbout(about), owner, shortTime(expires), wordActor(people, by), reason]),
  names: items.map(({ about }) => wordAbout(about)),
  notes: [`weak: ${[weak.evidence === null ? 'no evidence' : `evidence ${weak.evidence}`, ...weak.statements].join(', ')}`],
});

const wordAbout = (about: Waivers['items'][number]['about']): string =>
  String('statement' in about ? about['statement'] : `evidence ${String(about['evidence'])}`);
