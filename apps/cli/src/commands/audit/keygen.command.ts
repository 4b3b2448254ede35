import { renderNoteKey } from '@lockstep/event-store/audit';
import { Command, Option } from 'commander';
import { ensureKeyFile } from '../../audit/ensure-seal-key.js';
import { InputError, OK } from '../../input.js';
import { example } from '../../options.js';

export const auditKeygenCommand = (): Command =>
  new Command('keygen')
    .description(
      'make the key that signs seals, and print the verifier key; of a key that is there already it prints the verifier key alone',
    )
    .addOption(new Option('--out <file>', 'file of the private key').makeOptionMandatory())
    .addOption(new Option('--name <name>', 'LOCKSTEP_SEAL_NAME of the worker').default('lockstep'))
    .addHelpText(...example('lockstep audit keygen --out seal.key'))
    .action(({ out, name }: { out: string; name: string }) => {
      try {
        const { key, made } = ensureKeyFile(out, name);
        process.stderr.write(made ? `made ${out}, readable by its owner alone\n` : `${out} was there already\n`);
        process.stdout.write(`${renderNoteKey(key)}\n`);
        process.exitCode = OK;
      } catch (error) {
        throw new InputError([`${out}: must be the file of an Ed25519 private key, or a new one; found ${(error as Error).message}`]);
      }
    });
