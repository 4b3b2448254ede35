import { Command } from 'commander';
import { addListOptions, type ListOptions, take } from '../../online/list-options.js';
import { shortTime } from '../../online/moments.js';
import { onlineCommand, showing } from '../../online/online-command.js';
import { listShown } from '../../online/shown.js';

export const sourcesCommand = (): Command => new Command('sources').description('read what scans look at').addCommand(listCommand());

const listCommand = (): Command =>
  addListOptions(onlineCommand('list', 'print the sources and how their last looks went', 'lockstep sources list')).action(
    showing<ListOptions>(async ({ client, options: { limit } }) =>
      listShown(
        await take(client.pages('/v1/sources'), limit),
        ['SOURCE', 'SYSTEM', 'SPEAKS FOR', 'LAST LOOK', 'OUTCOME', 'FAULTS', 'NAME…'],
        ({ id, system, name, speaksFor, lastLook, faults, omittedFaults }) => [
          id,
          system,
          `${speaksFor.kind} ${speaksFor.id}`,
          shortTime(lastLook?.at),
          lastLook?.outcome,
          faults.length + omittedFaults,
          name,
        ],
        ({ id }) => id,
      ),
    ),
  );
