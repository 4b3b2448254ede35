import { Command } from 'commander';
import { type RecordOptions, findNewestCheckpoint } from '../../audit/open-record.js';
import { urlOption } from '../../audit/service-client.js';
import { InputError, OK } from '../../input.js';
import { example } from '../../options.js';

export const auditCheckpointCommand = (): Command =>
  new Command('checkpoint')
    .description('print the newest signed checkpoint, to be kept elsewhere')
    .addOption(urlOption())
    .option('--database <url>', 'the PostgreSQL that holds the record; it is only read')
    .addHelpText(...example('lockstep audit checkpoint --url https://lockstep.example > checkpoint.txt'))
    .action(async (options: RecordOptions) => {
      const note = await findNewestCheckpoint(options);
      if (note === undefined) throw new InputError(['record: must have been sealed once; found no seal']);
      process.stdout.write(note);
      process.exitCode = OK;
    });
