import { readFileSync } from 'node:fs';
import { type components, ifMatch, LockstepProblem, type LockstepClient } from '@lockstep/api-client';
import { Command, Option } from 'commander';
import { parse } from 'yaml';
import { OK, REFUSED } from '../../../exit-codes.js';
import { InputError } from '../../../input-error.js';
import { shortTime } from '../../../online/moments.js';
import { asking, showing } from '../../../online/online-command.js';
import { OUTPUTS, renderShown } from '../../../online/render-shown.js';
import { listShown, type Shown } from '../../../online/shown.js';
import { terminalWidth } from '../../../online/terminal.js';
import { addDigestOption, type DigestOption, getComputed, ofPlan } from './plan-argument.js';

type Schedule = components['schemas']['PlanSchedule'];
type Policy = components['schemas']['SchedulePolicy'];

const FOREIGN: Readonly<Record<string, string>> = { ical: 'text/calendar', csv: 'text/csv' };

export const scheduleCommand = (): Command =>
  new Command('schedule')
    .description('when the steps of a plan run')
    .addCommand(getCommand())
    .addCommand(tryCommand())
    .addCommand(keepCommand());

const getCommand = (): Command =>
  ofPlan(
    'get',
    'print the schedule that is kept; -o ical for calendars, -o csv for spreadsheets',
    'lockstep plans schedule get "$PLAN" -o ical > change.ics',
    [...OUTPUTS, ...Object.keys(FOREIGN)],
  ).action(
    asking(async ({ client, options: { output } }, id) => {
      const accept = FOREIGN[output];
      process.stdout.write(
        accept === undefined
          ? await renderShown(
              scheduleShown((await client.GET('/v1/plans/{id}/schedule', { params: { path: { id: id! } } })).data),
              output,
              terminalWidth(),
            )
          : (await client.request<string>('GET', `/v1/plans/${encodeURIComponent(id!)}/schedule`, { headers: { accept } })).data,
      );
      process.exitCode = OK;
    }),
  );

const policyOption = (): Option =>
  new Option('-f, --file <policy>', 'YAML or JSON: windows, waves, limits, durations; - is standard input').makeOptionMandatory();

const tryCommand = (): Command =>
  ofPlan(
    'try',
    'compute a schedule and keep nothing; exit 0 all has its place, 2 some work has no room',
    'lockstep plans schedule try "$PLAN" -f policy.yaml',
  )
    .addOption(policyOption())
    .action(
      showing<{ readonly file: string }>(async ({ client, options: { file } }, id) => {
        const { data } = await client.POST('/v1/plans/{id}/schedule', { params: { path: { id: id! } }, body: readPolicy(file) });
        return { ...scheduleShown(data), exitCode: data.outcome === 'placed' ? OK : REFUSED };
      }),
    );

const keepCommand = (): Command =>
  addDigestOption(
    ofPlan('keep', 'compute a schedule and keep it, in the place of an earlier one', 'lockstep plans schedule keep "$PLAN" -f policy.yaml'),
  )
    .addOption(policyOption())
    .action(
      showing<DigestOption & { readonly file: string }>(async ({ client, options }, id) => {
        const body = readPolicy(options.file);
        const { digest } = await getComputed(client, id!, options);
        const headers = ifMatch((await findKept(client, id!)) ?? digest);
        return scheduleShown((await client.PUT('/v1/plans/{id}/schedule', { params: { path: { id: id! } }, headers, body })).data);
      }),
    );

/** The tag of the schedule that is kept. */
async function findKept(client: LockstepClient, id: string): Promise<string | null> {
  try {
    return (await client.GET('/v1/plans/{id}/schedule', { params: { path: { id } } })).etag;
  } catch (error) {
    if (error instanceof LockstepProblem && error.status === 404) return null;
    throw error;
  }
}

function readPolicy(file: string): Policy {
  try {
    return parse(readFileSync(file === '-' ? 0 : file, 'utf8')) as Policy;
  } catch (error) {
    throw new InputError([`--file ${file}; must be readable YAML or JSON; found ${(error as Error).message.split('\n', 1)[0]}`]);
  }
}

function scheduleShown(schedule: Schedule): Shown {
  const waves = schedule.steps.flatMap(({ step, component, waves }) => waves.map((wave) => ({ step, component, ...wave })));
  return {
    ...listShown(
      waves,
      ['STEP', 'WAVE', 'START', 'END', 'SOAKED', 'COMPONENT', 'WHERE…'],
      ({ step, wave, start, end, soakedAt, component, runs }) => [
        step,
        wave,
        shortTime(start),
        shortTime(end),
        shortTime(soakedAt),
        component,
        runs.flatMap(({ subjects }) => subjects).join(', '),
      ],
      ({ step, wave }) => `${step}/${wave}`,
    ),
    data: schedule,
    notes: [
      `plan ${schedule.plan}: ${schedule.outcome}, ${schedule.start} to ${schedule.end}${schedule.kept === null ? '; not kept' : `; kept by ${schedule.kept.by}`}`,
      ...schedule.unplaced.map(
        ({ step, subject, minutes, longestRoom }) =>
          `no room: ${step} ${subject} needs ${minutes} minutes; ${longestRoom} are free in a row`,
      ),
    ],
  };
}
