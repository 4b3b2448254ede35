import { Command } from 'commander';
import { stringify } from 'yaml';
import { OK } from '../../exit-codes.js';
import { addMomentOptions, type MomentOptions } from '../../online/list-options.js';
import { asking, onlineCommand, showing } from '../../online/online-command.js';
import { thingShown } from '../../online/shown.js';
import { filesOption } from '../../options.js';

export const fleetCommand = (): Command =>
  new Command('fleet').description('read or record the fleet as one document').addCommand(showCommand()).addCommand(recordCommand());

const showCommand = (): Command =>
  addMomentOptions(onlineCommand('show', 'print the fleet as a FleetSnapshot', 'lockstep fleet show > fleet.yaml', ['yaml', 'json']))
    .option('--nsx <nsx>', 'what hangs on one NSX manager')
    .action(
      asking<MomentOptions & { readonly nsx?: string }>(async ({ client, options: { asOf, position, nsx, output } }) => {
        const { data } = await client.GET('/v1/inventory/snapshots/current', { params: { query: { asOf, position, nsxManager: nsx } } });
        process.stdout.write(output === 'json' ? `${JSON.stringify(data, null, 2)}\n` : stringify(data, { lineWidth: 0 }));
        process.exitCode = OK;
      }),
    );

const recordCommand = (): Command =>
  onlineCommand('record', 'record a whole fleet: what differs from what is known becomes events', 'lockstep fleet record -f fleet.yaml')
    .addOption(filesOption())
    .action(
      showing<{ readonly file: string[] }>(async ({ client, options }) => {
        // Loaded late: commands that read no documents start without their schemas.
        const { readInput, theOnly } = await import('../../input.js');
        const { document } = theOnly(readInput(options.file), 'FleetSnapshot');
        const { data } = await client.PUT('/v1/inventory/snapshots', { body: document as never });
        const counts = Object.entries(data).filter((entry): entry is [string, string | number] =>
          ['string', 'number'].includes(typeof entry[1]),
        );
        return thingShown(data, document.metadata.name, Object.fromEntries(counts));
      }),
    );
