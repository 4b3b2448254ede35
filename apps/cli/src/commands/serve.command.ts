import { readSettings } from '@lockstep/platform/config';
import { Command } from 'commander';
import { InputError } from '../input.js';
import { example } from '../options.js';

export const serveCommand = (): Command =>
  new Command('serve')
    .description('run API, worker and, unless DATABASE_URL is set, an embedded PostgreSQL; Ctrl-C drains and stops')
    .addHelpText(...example('PORT=8080 lockstep serve'))
    .action(async () => {
      const reading = readSettings(process.env);
      if (reading.outcome === 'invalid') throw new InputError(reading.problems);
      const interrupted = new Promise<void>((resolve) => {
        process.once('SIGINT', () => resolve());
        process.once('SIGTERM', () => resolve());
      });
      // Loaded late: the offline commands start without it.
      const { startService } = await import('../service.js');
      const service = await startService({ settings: reading.settings, env: process.env });
      const lines = [`Lockstep serves at ${service.url} (browse ${service.url}/docs)`];
      if (service.adminToken) lines.push(`Admin token, shown this once: ${service.adminToken}`);
      lines.push(service.dataDir ? `Data lies in ${service.dataDir}` : 'Data lies in the database that DATABASE_URL names');
      process.stdout.write(`${lines.join('\n')}\n`);
      const failed = await Promise.race([interrupted.then(() => null), service.failed]);
      process.stdout.write(failed === null ? 'Draining …\n' : `The ${failed} process ended by itself; stopping the rest\n`);
      await service.stop();
      process.stdout.write('Stopped\n');
      process.exitCode = failed === null ? 0 : 1;
    });
