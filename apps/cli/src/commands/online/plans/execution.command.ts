import { type components, ifMatch } from '@lockstep/api-client';
import { Command, InvalidArgumentError, Option } from 'commander';
import { InputError } from '../../../input-error.js';
import { addListOptions, type ListOptions, repeatedOption, take } from '../../../online/list-options.js';
import { shortTime } from '../../../online/moments.js';
import { showing } from '../../../online/online-command.js';
import { listShown } from '../../../online/shown.js';
import { executionShown } from './execution-shown.js';
import { addDigestOption, type DigestOption, getComputed, ofPlan } from './plan-argument.js';

type Report = components['schemas']['AttemptReport'];

export const executionCommand = (): Command =>
  ofPlan('execution', 'print how far a plan has been carried out', 'lockstep plans execution "$PLAN"').action(
    showing(async ({ client }, id) =>
      executionShown((await client.GET('/v1/plans/{id}/execution', { params: { path: { id: id! } } })).data),
    ),
  );

export const attemptsCommand = (): Command =>
  new Command('attempts')
    .description('report on the steps of a plan, by whoever carries it out')
    .addCommand(listCommand())
    .addCommand(startCommand())
    .addCommand(succeedCommand())
    .addCommand(failCommand())
    .addCommand(correctCommand())
    .addCommand(evidenceCommand());

const listCommand = (): Command =>
  addListOptions(ofPlan('list', 'print the attempts, the oldest first', 'lockstep plans attempts list "$PLAN"')).action(
    showing<ListOptions>(async ({ client, options: { limit } }, id) =>
      listShown(
        await take(client.pages('/v1/plans/{id}/attempts', { params: { path: { id: id! } } }), limit),
        ['STEP', 'SUBJECT', 'ATTEMPT', 'STARTED', 'ENDED', 'OUTCOME', 'BY', 'REASON…'],
        ({ step, subject, attempt, startedAt, endedAt, outcome, startedBy, reason }) => [
          step,
          subject,
          attempt,
          shortTime(startedAt),
          shortTime(endedAt),
          outcome,
          startedBy,
          reason,
        ],
        ({ step, subject, attempt }) => `${step}/${subject}/${attempt}`,
      ),
    ),
  );

interface Reporting extends DigestOption {
  readonly step: string;
  readonly subject: string[];
}

const reportCommand = (name: string, description: string, example: string): Command =>
  addDigestOption(ofPlan(name, description, example))
    .requiredOption('--step <id>', 'the step')
    .addOption(repeatedOption('--subject <id>', 'only this one of the step'));

/** A report is about a plan that somebody looked at, or that the command has just read. */
const reporting = <Options extends Reporting>(reportOf: (options: Options, about: { step: string; subjects?: string[] }) => Report) =>
  showing<Options>(async ({ client, options }, id) => {
    const { digest } = await getComputed(client, id!, options);
    const body = reportOf(options, { step: options.step, ...(options.subject.length > 0 ? { subjects: options.subject } : {}) });
    const params = { path: { id: id! } };
    return executionShown((await client.POST('/v1/plans/{id}/attempts', { params, headers: ifMatch(digest), body })).data);
  });

interface Start extends Reporting {
  readonly acknowledgeNoReturn?: boolean;
  readonly failures?: { readonly count: number } | { readonly percentage: number };
}

const startCommand = (): Command =>
  reportCommand('start', 'report that a step starts; refused unless the gate says go', 'lockstep plans attempts start "$PLAN" --step s3')
    .option('--acknowledge-no-return', 'the step may be one that can not be taken back')
    .addOption(new Option('--failures <limit>', 'pause when more subjects of a wave fail: 2, or 10%').argParser(readFailures))
    .action(
      reporting<Start>(({ acknowledgeNoReturn, failures }, about) => ({
        phase: 'start',
        ...about,
        ...(acknowledgeNoReturn === true ? { acknowledgeNoReturn } : {}),
        ...(failures === undefined ? {} : { policy: { failures } }),
      })),
    );

const succeedCommand = (): Command =>
  reportCommand('succeed', 'report that a step is done', 'lockstep plans attempts succeed "$PLAN" --step s3').action(
    reporting((_, about) => ({ phase: 'succeed', ...about })),
  );

const failCommand = (): Command =>
  reportCommand('fail', 'report that a step failed', 'lockstep plans attempts fail "$PLAN" --step s3 --reason \'edge node out of disk\'')
    .requiredOption('--reason <text>', 'why')
    .action(reporting<Reporting & { readonly reason: string }>(({ reason }, about) => ({ phase: 'fail', ...about, reason })));

const correctCommand = (): Command =>
  reportCommand(
    'correct',
    'take back a success that was reported and was none; it counts as a failure, and may be tried again',
    'lockstep plans attempts correct "$PLAN" --step s3 --subject shop/batch --reason \'rolled back\'',
  )
    .requiredOption('--reason <text>', 'why')
    .action(
      reporting<Reporting & { readonly reason: string }>(({ reason }, { step, subjects }) => {
        if (subjects === undefined) throw new InputError(['--subject; must say what was not done; found none']);
        return { phase: 'correct', step, subjects, reason };
      }),
    );

interface Evidence extends DigestOption {
  readonly step: string;
  readonly kind: string;
  readonly value: string[];
}

const evidenceCommand = (): Command =>
  addDigestOption(
    ofPlan(
      'evidence',
      'report what was measured after a step',
      'lockstep plans attempts evidence "$PLAN" --step s3 --kind load --value flows=120000 --value dropped=0 --value from=2026-11-23T10:00:00Z',
    ),
  )
    .requiredOption('--step <id>', 'the step')
    .requiredOption('--kind <kind>', 'what was measured; `load` is real traffic, with flows and dropped')
    .addOption(repeatedOption('--value <name=value>', 'a number, or a text'))
    .action(
      showing<Evidence>(async ({ client, options }, id) => {
        const { digest } = await getComputed(client, id!, options);
        const values = options.value.map(readValue).map(([member, value]) => [member, IS_TEXT.has(member) ? String(value) : value]);
        const evidence = { ...Object.fromEntries(values), kind: options.kind };
        const body = { phase: 'evidence', step: options.step, evidence } as const;
        const params = { path: { id: id! } };
        return executionShown((await client.POST('/v1/plans/{id}/attempts', { params, headers: ifMatch(digest), body })).data);
      }),
    );

/** Ids, which look like numbers. */
const IS_TEXT: ReadonlySet<string | number | undefined> = new Set(['corrects']);

function readValue(text: string): [string, string | number] {
  const at = text.indexOf('=');
  if (at < 1) throw new InputError([`--value; must be name=value, such as dropped=0; found ${JSON.stringify(text)}`]);
  const value = text.slice(at + 1);
  return [text.slice(0, at), /^-?\d{1,15}(\.\d{1,6})?$/.test(value) ? Number(value) : value];
}

interface Order extends DigestOption {
  readonly reason: string;
}

const orderCommand = (order: 'pause' | 'abandon', description: string): Command =>
  addDigestOption(ofPlan(order, description, `lockstep plans ${order} "$PLAN" --reason 'on call is away'`))
    .requiredOption('--reason <text>', 'why')
    .action(
      showing<Order>(async ({ client, options }, id) => {
        const { digest } = await getComputed(client, id!, options);
        const init = { params: { path: { id: id! } }, headers: ifMatch(digest), body: { reason: options.reason } };
        return executionShown((await client.POST(`/v1/plans/{id}/execution/${order}`, init)).data);
      }),
    );

export const pauseCommand = (): Command => orderCommand('pause', 'let no step of a plan start any more');
export const resumeCommand = (): Command =>
  addDigestOption(
    ofPlan(
      'resume',
      'let steps start again; failures are counted anew',
      'lockstep plans resume "$PLAN" --reason \'disk added\' --pause p1',
    ),
  )
    .requiredOption('--reason <text>', 'why')
    .addOption(repeatedOption('--pause <id>', 'lift this one, as `plans execution` tells it').default(undefined).makeOptionMandatory())
    .action(
      showing<Order & { readonly pause: string[] }>(async ({ client, options: { pause, reason, ...options } }, id) => {
        const { digest } = await getComputed(client, id!, options);
        const init = { params: { path: { id: id! } }, headers: ifMatch(digest), body: { reason, lifts: pause } };
        return executionShown((await client.POST('/v1/plans/{id}/execution/resume', init)).data);
      }),
    );
export const abandonCommand = (): Command => orderCommand('abandon', 'end an execution for good, which frees the domain for another plan');

export const skipCommand = (): Command =>
  addDigestOption(
    ofPlan('skip', 'leave out a cluster that was decommissioned', 'lockstep plans skip "$PLAN" --subject shop/batch --reason \'gone\''),
  )
    .requiredOption('--subject <id>', 'the cluster')
    .requiredOption('--reason <text>', 'why')
    .action(
      showing<Order & { readonly subject: string }>(async ({ client, options: { subject, reason, ...options } }, id) => {
        const { digest } = await getComputed(client, id!, options);
        const init = { params: { path: { id: id! } }, headers: ifMatch(digest), body: { subject, reason } };
        return executionShown((await client.POST('/v1/plans/{id}/execution/skip', init)).data);
      }),
    );

function readFailures(text: string): Start['failures'] {
  const [, number, percent] = /^(\d{1,6})(%?)$/.exec(text) ?? [];
  if (number === undefined) throw new InvalidArgumentError('It must be a number of subjects such as 2, or a percentage such as 10%.');
  return percent === '%' ? { percentage: Number(number) } : { count: Number(number) };
}
