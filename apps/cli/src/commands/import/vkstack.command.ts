import { importSnapshots } from '@lockstep/connectors/vkstack';
import { Command } from 'commander';
import { OK, refuse } from '../../input.js';
import { example, filesOption, outputOption } from '../../options.js';
import { readText } from './read-text.js';
import { printDocument } from './print-document.js';

interface Options {
  readonly file: string[];
  readonly name: string;
  readonly url?: string;
  readonly output: 'json' | 'yaml';
}

export const importVkstackCommand = (): Command =>
  new Command('vkstack')
    .description('print static snapshots of vkstack (data.json, data-nsx.json, …) as a matrix document; exit 0 done, 1 no such snapshot')
    .addOption(filesOption())
    .option('--name <name>', 'of the document', 'vkstack')
    .option('--url <url>', 'where the files were taken from')
    .addOption(outputOption(['json', 'yaml'], 'yaml'))
    .addHelpText(...example('lockstep import vkstack -f data.json -f data-nsx.json > vkstack.yaml'))
    .action(({ file, name, url, output }: Options) => {
      const outcome = importSnapshots(file.map(readText), { name, url });
      if (outcome.outcome === 'refused') return refuse(outcome.problems);
      for (const remark of outcome.remarks) process.stderr.write(`note: ${remark}\n`);
      printDocument(outcome.document, output);
      process.exitCode = OK;
    });
