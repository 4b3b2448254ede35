import { writeExport } from '@lockstep/event-store/audit';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type RecordOptions, withRecord } from '../../audit/open-record.js';
import { urlOption } from '../../audit/service-client.js';
import { InputError, OK } from '../../input.js';
import { installed } from '../../installation.js';
import { example } from '../../options.js';

interface Options extends RecordOptions {
  readonly out: string;
  readonly from?: string;
  readonly to?: string;
}

export const auditExportCommand = (): Command =>
  new Command('export')
    .description('write the record, or what was sealed in a time, with all that is needed to check it without Lockstep')
    .addOption(urlOption())
    .option('--database <url>', 'the PostgreSQL that holds the record; it is only read')
    .addOption(new Option('--out <folder>', 'new or empty').makeOptionMandatory())
    .addOption(new Option('--from <time>', 'seals made at or after it; a day or RFC 3339').argParser(readTime))
    .addOption(new Option('--to <time>', 'seals made before it; a day or RFC 3339').argParser(readTime))
    .addHelpText(...example('lockstep audit export --url https://lockstep.example --out record'))
    .action(async (options: Options) => {
      const attachments = ['README.md', 'verify.mjs'].map((file) => installed('data', 'audit-export', file));
      const { from, to, out } = options;
      const write = (source: Parameters<typeof writeExport>[0]) =>
        writeExport(source, out, { from, to, attachments, madeAt: new Date().toISOString() });
      const { events, seals, unsealed, keys } = await withRecord(options, from !== undefined, write).catch((error: unknown) => {
        if (error instanceof Error && error.message.startsWith('export; ')) throw new InputError([error.message]);
        throw error;
      });
      process.stdout.write(`${events} events, ${seals} seals, ${unsealed} events not sealed yet; check it with\n`);
      process.stdout.write(`  node ${out}/verify.mjs${keys.map((key) => ` --key '${key}'`).join('')}\n`);
      process.exitCode = OK;
    });

function readTime(text: string): string {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text;
  if (!/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(time) || Number.isNaN(Date.parse(time)))
    throw new InvalidArgumentError('It must be a day, YYYY-MM-DD, or an RFC 3339 time.');
  return time;
}
