import { type components, ifMatch } from '@lockstep/api-client';
import { Command } from 'commander';
import { HOLD, OK, REFUSED } from '../../exit-codes.js';
import { addListOptions, choiceOption, type ListOptions, take } from '../../online/list-options.js';
import { shortTime } from '../../online/moments.js';
import { onlineCommand, showing } from '../../online/online-command.js';
import { listShown, type Shown, thingShown } from '../../online/shown.js';
import { addDigestOption, type DigestOption, getComputed } from './plans/plan-argument.js';

type ChangeRecord = components['schemas']['ChangeRecord'];

export const changesCommand = (): Command =>
  new Command('changes')
    .description('read, open and take back the change records of plans in systems such as ServiceNow and Jira')
    .addCommand(listCommand())
    .addCommand(getCommand())
    .addCommand(openCommand())
    .addCommand(refreshCommand())
    .addCommand(withdrawCommand())
    .addCommand(systemsCommand());

const STATUSES = { requested: true, open: true, lost: true, closed: true } as const satisfies Record<ChangeRecord['status'], true>;

interface Filter extends ListOptions {
  readonly system?: string;
  readonly status?: string;
}

const listCommand = (): Command =>
  addListOptions(onlineCommand('list', 'print the change records', 'lockstep changes list --status open'))
    .option('--system <system>', 'in one system')
    .addOption(choiceOption('--status <status>', 'with this status', STATUSES))
    .action(
      showing<Filter>(async ({ client, options: { limit, system, status } }) =>
        listShown(
          await take(client.pages('/v1/change-records', { params: { query: { system, status: status as 'open' | undefined } } }), limit),
          ['PLAN', 'SYSTEM', 'NUMBER', 'STATUS', 'READ', 'FAULT…'],
          ({ plan, system, number, status, readAt, fault }) => [plan, system, number, status, shortTime(readAt), fault?.code],
          ({ plan }) => plan,
        ),
      ),
    );

const getCommand = (): Command =>
  onlineCommand(
    'get',
    'print the change record of a plan; exit 0 approved, or no system asks for one, 2 rejected or over, 3 not yet',
    'lockstep changes get "$PLAN"',
  )
    .argument('<plan>', 'id of the plan')
    .action(
      showing(async ({ client }, plan) =>
        answered((await client.GET('/v1/change-records/{plan}', { params: { path: { plan: plan! } } })).data),
      ),
    );

const answered = (record: ChangeRecord): Shown => ({ ...recordShown(record), exitCode: changeExitCode(record) });

/** As the gate takes it: whatever is not known to be approved is not. */
function changeExitCode({ standing, status, decision }: ChangeRecord): number {
  if (standing === 'approved' || standing === 'not-asked') return OK;
  return standing === 'over' || status === 'lost' || status === 'closed' || decision === 'rejected' ? REFUSED : HOLD;
}

const refreshCommand = (): Command =>
  onlineCommand('refresh', 'have a change record looked at now', 'lockstep changes refresh "$PLAN"')
    .argument('<plan>', 'id of the plan')
    .action(
      showing(async ({ client }, plan) =>
        recordShown((await client.POST('/v1/change-records/{plan}/refresh', { params: { path: { plan: plan! } } })).data),
      ),
    );

const openCommand = (): Command =>
  addDigestOption(
    onlineCommand(
      'open',
      'ask for the change record of a plan, or for another one after the first has ended; a worker opens it',
      'lockstep changes open "$PLAN"',
    ).argument('<plan>', 'id of the plan'),
  ).action(
    showing<DigestOption>(async ({ client, options }, plan) => {
      const { digest } = await getComputed(client, plan!, options);
      return recordShown((await client.POST('/v1/change-records', { body: { plan: plan!, digest } })).data);
    }),
  );

const withdrawCommand = (): Command =>
  onlineCommand(
    'withdraw',
    'take a change record back: it counts no more, and is cancelled in its system',
    'lockstep changes withdraw "$PLAN" --reason \'not this week\'',
  )
    .argument('<plan>', 'id of the plan')
    .requiredOption('--reason <text>', 'why')
    .action(
      showing<{ readonly reason: string }>(async ({ client, options: { reason } }, plan) => {
        const params = { path: { plan: plan! } };
        const { etag } = await client.GET('/v1/change-records/{plan}', { params });
        const headers = ifMatch(etag!);
        return recordShown((await client.POST('/v1/change-records/{plan}/withdraw', { params, headers, body: { reason } })).data);
      }),
    );

const recordShown = (record: ChangeRecord): Shown =>
  thingShown(record, record.plan, {
    plan: record.plan,
    system: record.system,
    number: record.number,
    status: record.status,
    decision: record.decision,
    standing: record.standing,
    'written for': record.digest,
    read: record.readAt,
    'next look': record.nextLookAt,
    fault: record.fault === null ? null : `${record.fault.code}: ${record.fault.detail}`,
    end: record.end === null ? null : `${record.end.how}: ${record.end.why}`,
  });

const systemsCommand = (): Command =>
  addListOptions(onlineCommand('systems', 'print the systems that hold change records', 'lockstep changes systems')).action(
    showing<ListOptions>(async ({ client, options: { limit } }) =>
      listShown(
        await take(client.pages('/v1/change-systems'), limit),
        ['SYSTEM', 'KIND', 'SERVES', 'OPENING', 'ROLES', 'NAME…'],
        ({ id, system, nsxManagers, opening, roles, name }) => [
          id,
          system,
          nsxManagers?.join(', ') ?? 'all',
          opening,
          roles.join(', '),
          name,
        ],
        ({ id }) => id,
      ),
    ),
  );
