import type { components } from '@lockstep/api-client';
import type { Command } from 'commander';
import { OK, REFUSED } from '../../exit-codes.js';
import {
  addListOptions,
  addMomentOptions,
  type ListOptions,
  type MomentOptions,
  repeatedChoiceOption,
  repeatedOption,
  take,
} from '../../online/list-options.js';
import { shortTime } from '../../online/moments.js';
import { onlineCommand, showing } from '../../online/online-command.js';
import { listShown } from '../../online/shown.js';

interface Filter extends ListOptions, MomentOptions {
  readonly kind: string[];
  readonly severity: string[];
  readonly state: string[];
  readonly nsx?: string;
  readonly project?: string;
  readonly exitCode?: boolean;
}

type Finding = components['schemas']['Finding'];

export const SEVERITIES = { critical: true, high: true, medium: true, low: true } as const satisfies Record<Finding['severity'], true>;
const STATES = { open: true, acknowledged: true, closed: true } as const satisfies Record<Finding['state'], true>;

export const findingsCommand = (): Command =>
  addMomentOptions(
    addListOptions(
      onlineCommand(
        'findings',
        'print what is wrong in the fleet, the worst first; -o name for the ids',
        'lockstep findings --severity critical -o name',
      ),
    ),
  )
    .addOption(repeatedOption('--kind <kind>', 'such as exposure or lost-sight'))
    .addOption(repeatedChoiceOption('--severity <severity>', 'of this severity', SEVERITIES))
    .addOption(repeatedChoiceOption('--state <state>', 'in this state', STATES).default([], 'open and acknowledged'))
    .option('--nsx <nsx>', 'below one NSX manager')
    .option('--project <name>', 'of one NSX Project')
    .option('--exit-code', 'exit 2 when there is one, as for a pipeline')
    .action(
      showing<Filter>(async ({ client, options }) => {
        const shown = listShown(
          await take(client.pages('/v1/findings', { params: { query: queryOf(options) } }), options.limit),
          ['SEVERITY', 'KIND', 'STATE', 'SINCE', 'FINDING…'],
          ({ severity, kind, state, opened, title }) => [severity, kind, state, shortTime(opened?.at), title],
          ({ id }) => id,
        );
        return { ...shown, exitCode: options.exitCode === true && shown.names.length > 0 ? REFUSED : OK };
      }),
    );

function queryOf({ asOf, position, nsx, project, kind, severity, state }: Filter) {
  const some = (values: readonly string[]) => (values.length > 0 ? (values as never) : undefined);
  return { asOf, position, nsxManager: nsx, project, kind: some(kind), severity: some(severity), state: some(state) };
}
