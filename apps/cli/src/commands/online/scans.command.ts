import type { components } from '@lockstep/api-client';
import { Command } from 'commander';
import { HOLD, OK, REFUSED } from '../../exit-codes.js';
import { addListOptions, type ListOptions, repeatedOption, take } from '../../online/list-options.js';
import { shortTime } from '../../online/moments.js';
import { onlineCommand, showing } from '../../online/online-command.js';
import { listShown, type Shown } from '../../online/shown.js';

type Scan = components['schemas']['Scan'];
type Summary = components['schemas']['ScanSummary'];

export const scansCommand = (): Command =>
  new Command('scans')
    .description('look at the fleet through its sources')
    .addCommand(runCommand())
    .addCommand(listCommand())
    .addCommand(getCommand());

interface Run {
  readonly source: string[];
  readonly wait: boolean;
}

const runCommand = (): Command =>
  onlineCommand(
    'run',
    'look now, and wait for what is seen; exit 0 completed, 2 not or not in whole',
    'lockstep scans run --source nsx-fra',
  )
    .addOption(repeatedOption('--source <source>', 'only this one'))
    .option('--no-wait', 'do not wait')
    .action(
      showing<Run>(async ({ client, options: { source, wait }, progress }) => {
        const body = source.length > 0 ? { sources: source } : {};
        const started = await client.POST('/v1/scans', { body });
        if (!wait) return { ...scanShown(started.data as Scan), exitCode: OK };
        const spinner = await progress('the sources are being looked at');
        const { data } = await client.settle(started, {
          onLook: ({ data }) => spinner.tell(progressOf(data as Scan)),
        });
        spinner.end();
        return scanShown(data as Scan);
      }),
    );

const progressOf = ({ id, progress, sources }: Scan): string =>
  `scan ${id}: ${progress === null ? 'waiting' : `${progress.ended} of ${progress.of}`} (${sources.map(({ source }) => source).join(', ')})`;

const listCommand = (): Command =>
  addListOptions(onlineCommand('list', 'print the scans, the newest first', 'lockstep scans list --limit 10'))
    .option('--source <source>', 'that looked at this one')
    .action(
      showing<ListOptions & { readonly source?: string }>(async ({ client, options: { limit, source } }) =>
        listShown(
          await take(client.pages('/v1/scans', { params: { query: { source } } }), limit),
          ['SCAN', 'STARTED', 'ENDED', 'STATUS', 'BY', 'SOURCES…'],
          rowOf,
          ({ id }) => id,
        ),
      ),
    );

const rowOf = ({ id, startedAt, endedAt, status, by, sources }: Summary) => [
  id,
  shortTime(startedAt),
  shortTime(endedAt),
  status,
  by,
  sources.map(({ source }) => source).join(', '),
];

const getCommand = (): Command =>
  onlineCommand('get', 'print one scan, source by source; exit 0 completed, 2 not or not in whole, 3 it runs', 'lockstep scans get "$SCAN"')
    .argument('<scan>', 'id of the scan')
    .action(showing(async ({ client }, id) => scanShown((await client.GET('/v1/scans/{id}', { params: { path: { id: id! } } })).data)));

function scanShown(scan: Scan): Shown {
  const left = scan.skipped.map(({ source, reason }) => `left out: ${source} (${reason})`);
  return {
    ...listShown(
      scan.sources,
      ['SOURCE', 'OUTCOME', 'SEEN', 'CHANGED', 'FAULT…'],
      ({ source, outcome, counts, fault }) => [source, outcome, counts?.seen, counts?.changed, fault === null ? null : faultOf(fault)],
      () => scan.id,
    ),
    data: scan,
    names: [scan.id],
    notes: [`scan ${scan.id}: ${scan.status}`, ...left],
    exitCode: scanExitCode(scan),
  };
}

/** What was asked for and left out has not been looked at. */
export const scanExitCode = ({ status, skipped }: Pick<Scan, 'status' | 'skipped'>): number =>
  status === 'running' ? HOLD : status === 'completed' && skipped.length === 0 ? OK : REFUSED;

const faultOf = (fault: object): string => ('code' in fault ? String(fault.code) : JSON.stringify(fault));
