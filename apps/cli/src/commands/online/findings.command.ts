import { type Command, Option } from 'commander';
import { OK, REFUSED } from '../../exit-codes.js';
import { addListOptions, addMomentOptions, type ListOptions, type MomentOptions, repeatedOption, take } from '../../online/list-options.js';
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
    .addOption(repeatedOption('--severity <severity>', 'critical, high, medium or low'))
    .addOption(
      new Option('--state <state>', 'open, acknowledged or closed; may be repeated')
        .argParser(((value: string, earlier?: string[]) => [...(earlier ?? []), value]) as never)
        .default([], 'open and acknowledged'),
    )
    .option('--nsx <id>', 'below one NSX manager')
    .option('--project <name>', 'of one NSX Project')
    .option('--exit-code', 'exit 2 when there is one, as for a pipeline')
    .action(
      showing<Filter>(async ({ client, options }) => {
        const { limit, asOf, position, nsx, project } = options;
        const some = (values: readonly string[]) => (values.length > 0 ? (values as never) : undefined);
        const query = {
          asOf,
          position,
          nsxManager: nsx,
          project,
          kind: some(options.kind),
          severity: some(options.severity),
          state: some(options.state),
        };
        const shown = listShown(
          await take(client.pages('/v1/findings', { params: { query } }), limit),
          ['SEVERITY', 'KIND', 'STATE', 'SINCE', 'FINDING…'],
          ({ severity, kind, state, opened, title }) => [severity, kind, state, shortTime(opened?.at), title],
          ({ id }) => id,
        );
        return { ...shown, exitCode: options.exitCode === true && shown.names.length > 0 ? REFUSED : OK };
      }),
    );
