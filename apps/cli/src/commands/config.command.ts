import { readSettings, renderSettings } from '@lockstep/platform/config';
import { Command } from 'commander';
import { InputError } from '../input.js';
import { example } from '../options.js';

export const configCommand = (): Command =>
  new Command('config')
    .description('print all settings with their sources, secrets masked')
    .addHelpText(...example('lockstep config'))
    .action(() => {
      const reading = readSettings(process.env);
      if (reading.outcome === 'invalid') throw new InputError(reading.problems);
      process.stdout.write(renderSettings(reading.settings, reading.sources));
    });
