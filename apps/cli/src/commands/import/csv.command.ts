import { importStatements } from '@lockstep/connectors/csv';
import { Command, Option } from 'commander';
import { OK, refuse } from '../../input.js';
import { example, outputOption } from '../../options.js';
import { printDocument } from './print-document.js';
import { readText } from './read-text.js';

interface Options {
  readonly file: string;
  readonly name: string;
  readonly source?: string;
  readonly output: 'json' | 'yaml';
}

export const importCsvCommand = (): Command =>
  new Command('csv')
    .description('print pairings from a spreadsheet as a matrix document; exit 0 done, 1 bad input')
    .addOption(new Option('-f, --file <path>', 'CSV to read, or - for standard input').makeOptionMandatory())
    .option('--name <name>', 'of the document', 'pairings')
    .option('--source <title>', 'source of the rows that name none, such as "Soak tests of October"')
    .addOption(outputOption(['json', 'yaml'], 'yaml'))
    .addHelpText(...example('lockstep import csv -f pairings.csv > pairings.yaml'))
    .action(({ file, name, source, output }: Options) => {
      const outcome = importStatements(readText(file), { name, source });
      if (outcome.outcome === 'refused') return refuse(outcome.problems);
      printDocument(outcome.document, output);
      process.exitCode = OK;
    });
