import { jsonSchemaOf, type Kind, KINDS } from '@lockstep/documents';
import { Argument, Command } from 'commander';
import { example } from '../options.js';

export const schemaCommand = (): Command =>
  new Command('schema')
    .description('print the JSON Schema of a document kind')
    .addArgument(new Argument('<kind>', 'document kind').choices(KINDS))
    .addHelpText(...example('lockstep schema UpgradeGoal > upgrade-goal.schema.json'))
    .action((kind: Kind) => {
      process.stdout.write(`${JSON.stringify(jsonSchemaOf(kind), null, 2)}\n`);
    });
