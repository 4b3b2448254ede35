import { Command, Option } from 'commander';
import { OK } from '../../exit-codes.js';
import { InputError } from '../../input-error.js';
import { type Contexts, readContexts, writeContexts } from '../../online/context-file.js';
import { type Output, OUTPUTS, renderShown } from '../../online/render-shown.js';
import { listShown } from '../../online/shown.js';
import { terminalWidth } from '../../online/terminal.js';

export const contextCommand = (): Command =>
  new Command('context')
    .description('the services that one is logged in to')
    .addCommand(listCommand())
    .addCommand(useCommand())
    .addCommand(removeCommand());

const listCommand = (): Command =>
  new Command('list')
    .description('print the contexts; no token is shown')
    .addOption(new Option('-o, --output <format>', 'how to print').choices(OUTPUTS).default('table'))
    .addHelpText('after', '\nExample:\n  lockstep context list')
    .action(async ({ output }: { output: Output }) => {
      const { current, contexts } = readContexts();
      const items = Object.entries(contexts).map(([name, { url }]) => ({ name, url, current: name === current }));
      const shown = listShown(
        items,
        ['CURRENT', 'NAME', 'URL…'],
        ({ name, url, current }) => [current ? '*' : '', name, url],
        ({ name }) => name,
      );
      process.stdout.write(await renderShown(shown, output, terminalWidth()));
      process.exitCode = OK;
    });

const useCommand = (): Command =>
  new Command('use')
    .description('make a context the current one')
    .argument('<context>', 'name of the context')
    .addHelpText('after', '\nExample:\n  lockstep context use lab')
    .action((name: string) => {
      const contexts = having(name);
      writeContexts({ ...contexts, current: name });
      process.exitCode = OK;
    });

const removeCommand = (): Command =>
  new Command('remove')
    .description('forget a context and its token; the token itself stays valid')
    .argument('<context>', 'name of the context')
    .addHelpText('after', '\nExample:\n  lockstep context remove lab')
    .action((name: string) => {
      const { current, contexts } = having(name);
      const { [name]: _, ...rest } = contexts;
      writeContexts({ current: current === name ? null : current, contexts: rest });
      process.exitCode = OK;
    });

function having(name: string): Contexts {
  const contexts = readContexts();
  if (Object.hasOwn(contexts.contexts, name)) return contexts;
  throw new InputError([`context ${name}; must be one of \`lockstep context list\`; found none of that name`]);
}
