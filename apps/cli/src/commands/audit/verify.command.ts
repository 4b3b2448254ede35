import { checkEventProof, eventForm, readEvent, verifyRecord } from '@lockstep/event-store/audit';
import { Command } from 'commander';
import { z } from 'zod';
import { type RecordOptions, withRecord } from '../../audit/open-record.js';
import { renderReport } from '../../audit/render-report.js';
import { urlOption } from '../../audit/service-client.js';
import { checkpointOption, keyOption, readCheckpoints, readKeys, readText } from '../../audit/trust.js';
import { InputError, OK, REFUSED } from '../../input.js';
import { example, outputOption } from '../../options.js';

interface Options extends RecordOptions {
  readonly proof?: string;
  readonly key: string[];
  readonly checkpoint: string[];
  readonly output: 'json' | 'text';
}

export const auditVerifyCommand = (): Command =>
  new Command('verify')
    .description('say whether the record was changed, and which event first; exit 0 intact, 2 broken, 1 bad input')
    .addOption(urlOption())
    .option('--database <url>', 'the PostgreSQL that holds the record; it is only read')
    .option('--export <folder>', 'what `lockstep audit export` wrote')
    .option('--proof <file>', 'the proof of one event, as the service gave it; needs --key')
    .addOption(keyOption())
    .addOption(checkpointOption())
    .addOption(outputOption(['json', 'text'], 'text'))
    .addHelpText(...example('lockstep audit verify --url https://lockstep.example --checkpoint checkpoint.txt --key "$KEY"'))
    .action(async (options: Options) => {
      const keys = readKeys(options.key);
      if (options.proof !== undefined) return verifyProof(options.proof, options);
      const anchors = readCheckpoints(options.checkpoint, keys);
      const report = await withRecord(options, false, (source) => verifyRecord(source, { keys, anchors }));
      process.stdout.write(options.output === 'json' ? `${JSON.stringify(report, null, 2)}\n` : renderReport(report, keys.length > 0));
      process.exitCode = report.outcome === 'intact' ? OK : REFUSED;
    });

const proofForm = z.object({ event: eventForm, index: z.int().min(0), path: z.array(z.base64()), checkpoint: z.string() });

function verifyProof(file: string, options: Options): void {
  if (options.key.length === 0) throw new InputError(['--key: a proof is worth what its key is worth; found none']);
  const form = proofForm.safeParse(readJson(file));
  if (!form.success) throw new InputError([`${file}: must be the proof of an event; found ${z.prettifyError(form.error)}`]);
  const { event, index, path, checkpoint } = form.data;
  const proof = { event: readEvent(event), index, path: path.map((hash) => Buffer.from(hash, 'base64')), checkpoint };
  const checked = checkEventProof(proof, readKeys(options.key));
  const { stream, version, type, id, recordedAt, actor } = event;
  const answer = checked.ok
    ? {
        outcome: 'intact',
        message: `proven: ${type} of ${stream}, version ${version}, id ${id}, recorded ${recordedAt} by ${actor}, is event ${index + 1} of ${checked.value.size} in the record ${checked.value.origin}`,
      }
    : { outcome: 'broken', message: `refuted: ${checked.problem}` };
  process.stdout.write(options.output === 'json' ? `${JSON.stringify(answer, null, 2)}\n` : `${answer.message}\n`);
  process.exitCode = checked.ok ? OK : REFUSED;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readText(file));
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError([`${file}: must be JSON; found ${(error as Error).message}`]);
  }
}
