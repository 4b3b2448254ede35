import { type components, type LockstepClient, LockstepProblem } from '@lockstep/api-client';
import { Command, InvalidArgumentError, Option } from 'commander';
import { OK, REFUSED } from '../../exit-codes.js';
import { openView, type Look, showUntilEnded, streamed } from '../../online/live-view.js';
import { choiceOption, readCount, take } from '../../online/list-options.js';
import { asking, onlineCommand } from '../../online/online-command.js';
import { visible } from '../../online/render-table.js';
import { repeatedLooks } from '../../online/repeated-looks.js';
import { listShown } from '../../online/shown.js';
import { SEVERITIES } from './findings.command.js';
import { scanExitCode } from './scans.command.js';
import { executionShown } from './plans/execution-shown.js';
import { SUMMARY_TITLES, summaryRow } from './plans/plan-shown.js';

type Scan = components['schemas']['Scan'];

export const watchCommand = (): Command =>
  new Command('watch')
    .description('see what happens: drawn anew in a terminal, line by line elsewhere; -o json as a line for each change')
    .addCommand(planCommand())
    .addCommand(plansCommand())
    .addCommand(scanCommand())
    .addCommand(findingsCommand());

const OUTPUTS = ['table', 'json', 'yaml'];

interface Watching {
  readonly every: number;
}

const watching = (name: string, description: string, example: string): Command =>
  onlineCommand(name, description, example, OUTPUTS).addOption(
    new Option('--every <time>', 'how often to look: 2s, 1m').argParser(readSeconds).default(2, '2s'),
  );

const planCommand = (): Command =>
  watching(
    'plan',
    'a plan, its gate and its execution, to its end; exit 0 finished or as wanted, 2 otherwise',
    'lockstep watch plan "$PLAN" --until signed-off',
  )
    .argument('<plan>', 'id of the plan')
    .addOption(new Option('--until <status>', 'no longer than until it has come so far').choices(COURSE))
    .action(
      asking<Watching & { readonly until?: string }>(async ({ client, options: { every, until, output } }, id) => {
        const view = openView(output);
        const look = () => lookAtPlan(client, id!, until);
        process.exitCode = await showUntilEnded(repeatedLooks(every, look, view), view);
      }),
    );

/** How far a plan comes, one after the other, if all goes well. */
const COURSE: readonly string[] = ['computed', 'signed-off', 'executing', 'finished'];
const ENDS: readonly string[] = ['finished', 'failed', 'withdrawn', 'superseded', 'void', 'abandoned'];

async function lookAtPlan(client: LockstepClient, id: string, until: string | undefined): Promise<Look> {
  const params = { path: { id } };
  const [standing, gate, execution] = await Promise.all([
    client.GET('/v1/plans/{id}/standing', { params }),
    client.GET('/v1/plans/{id}/gate', { params }),
    client.GET('/v1/plans/{id}/execution', { params }).catch(noneYet),
  ]);
  const { status, standing: stands } = standing.data;
  const { step, verdict, reasons } = gate.data;
  const told = `${verdict}${step === null ? '' : ` for ${step}`}`;
  const why = reasons.map(({ reason, detail }) => `${reason}: ${detail}`);
  const shown = execution === null ? listShown([], [], () => [], String) : executionShown(execution.data);
  const steps = execution?.data.steps ?? [];
  return {
    shown: {
      ...shown,
      data: { standing: standing.data, gate: gate.data, execution: execution?.data ?? null },
      notes: [`plan ${id}: ${status}, ${stands}`, `gate: ${told}`, ...why.map((line) => `  ${line}`), ...(shown.notes ?? []).slice(1)],
    },
    facts: {
      [`plan ${id}`]: `${status}, ${stands}`,
      gate: [told, ...why].join('; '),
      ...Object.fromEntries(
        steps.map(({ step, state, counts: { confirmed, skipped, subjects } }) => [
          `step ${step}`,
          `${state}, ${confirmed + skipped} of ${subjects}`,
        ]),
      ),
    },
    ended: hasCome(status, until ?? 'finished') ? OK : ENDS.includes(status) || isNever(status, verdict) ? REFUSED : null,
  };
}

const hasCome = (status: string, until: string): boolean => COURSE.indexOf(status) >= COURSE.indexOf(until);

/** What the gate calls void before it was begun is never begun: there are no steps, or they were made of assumed facts. */
const isNever = (status: string, verdict: string): boolean => verdict === 'void' && ['computed', 'signed-off'].includes(status);

/** Before the first start there is no execution. */
function noneYet(error: unknown): null {
  if (error instanceof LockstepProblem && error.status === 404) return null;
  throw error;
}

const plansCommand = (): Command =>
  watching('plans', 'the newest plans, until it is ended', 'lockstep watch plans --limit 10')
    .addOption(new Option('--limit <count>', 'so many').argParser(readCount).default(20))
    .action(
      asking<Watching & { readonly limit: number }>(async ({ client, options: { every, limit, output } }) => {
        const look = async (): Promise<Look> => {
          const plans = await take(client.pages('/v1/plans'), limit);
          return {
            shown: listShown(plans, SUMMARY_TITLES, summaryRow, ({ id }) => id),
            facts: Object.fromEntries(
              plans.map(({ id, name, status, outcome }) => [`plan ${id}`, `${status}, ${outcome ?? 'no outcome yet'}, ${name}`]),
            ),
            ended: null,
          };
        };
        const view = openView(output);
        process.exitCode = await showUntilEnded(repeatedLooks(every, look, view), view);
      }),
    );

const scanCommand = (): Command =>
  onlineCommand('scan', 'a scan, to its end; exit 0 completed, 2 not or not in whole', 'lockstep watch scan "$SCAN"', OUTPUTS)
    .argument('<scan>', 'id of the scan')
    .action(
      asking(async ({ client, options: { output } }, id) => {
        process.exitCode = await showUntilEnded(scanLooks(client, id!), openView(output));
      }),
    );

async function* scanLooks(client: LockstepClient, id: string): AsyncGenerator<Look> {
  for await (const { data } of client.follow<Scan>(`/v1/scans/${encodeURIComponent(id)}/events`)) {
    const rows = data.sources.map(({ source, outcome, counts, soFar }) => [
      source,
      outcome,
      (counts ?? soFar)?.seen,
      (counts ?? soFar)?.changed,
    ]);
    yield {
      shown: {
        ...listShown(
          rows,
          ['SOURCE', 'OUTCOME', 'SEEN', 'CHANGED'],
          (row) => row,
          () => id,
        ),
        data,
        notes: [`scan ${id}: ${data.status}`],
      },
      facts: {
        [`scan ${id}`]: data.status,
        ...Object.fromEntries(rows.map(([source, outcome, seen]) => [`source ${source}`, `${outcome}, ${seen ?? 0} seen`])),
      },
      ended: data.endedAt === null ? null : scanExitCode(data),
    };
  }
}

interface StreamedFinding {
  readonly severity?: string;
  readonly title?: string;
  readonly id?: string;
}

const findingsCommand = (): Command =>
  onlineCommand(
    'findings',
    'findings as they open, change and close, until it is ended',
    'lockstep watch findings --severity critical',
    OUTPUTS,
  )
    .addOption(choiceOption('--severity <severity>', 'of this severity', SEVERITIES))
    .action(
      asking<{ readonly severity?: string }>(async ({ client, options: { severity, output } }) => {
        const query: Record<string, string> = severity === undefined ? {} : { severity };
        for await (const { id, event, data } of client.follow<StreamedFinding>('/v1/findings/stream', { query }))
          process.stdout.write(
            output === 'json' || output === 'yaml'
              ? await streamed({ position: id, event, finding: data }, output)
              : `${visible(`${id}  ${event}  ${data.severity ?? '-'}  ${data.title ?? data.id ?? ''}`)}\n`,
          );
      }),
    );

function readSeconds(text: string): number {
  const [, count, unit] = /^([1-9]\d{0,4})(s|m)$/.exec(text) ?? [];
  if (count === undefined) throw new InvalidArgumentError('It must be a time such as 2s or 1m.');
  return Number(count) * (unit === 'm' ? 60 : 1);
}
