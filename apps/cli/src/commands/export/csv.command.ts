import { renderStatements } from '@lockstep/connectors/csv';
import { Command } from 'commander';
import { composedMatrix, OK, readInput } from '../../input.js';
import { example, filesOption } from '../../options.js';

export const exportCsvCommand = (): Command =>
  new Command('csv')
    .description('print the pairings of a matrix for a spreadsheet; exit 0 done, 1 bad input')
    .addOption(filesOption())
    .addHelpText(...example('lockstep export csv -f data/matrix > pairings.csv'))
    .action(({ file }: { file: string[] }) => {
      process.stdout.write(renderStatements(composedMatrix(readInput(file)).document.spec.statements));
      process.exitCode = OK;
    });
