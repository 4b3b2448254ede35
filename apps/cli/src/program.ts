import { Command, CommanderError } from 'commander';
import { commands, hiddenCommands } from './commands/commands.js';
import { BAD_INPUT } from './exit-codes.js';
import { InputError } from './input-error.js';

/** Does what the words ask for, and leaves the exit code with the process. What is no fault of the input is thrown. */
export async function runProgram(words: readonly string[]): Promise<void> {
  try {
    const program = await programFor(words.find((word) => !word.startsWith('-')));
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (error instanceof InputError) {
      process.stderr.write(`${error.lines.join('\n')}\n`);
      process.exitCode = BAD_INPUT;
    } else if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : BAD_INPUT;
    else throw error;
  }
}

/** The program with the command that is asked for; with all of them for help, for completion, and for a name that is none. */
async function programFor(name: string | undefined): Promise<Command> {
  const program = new Command('lockstep')
    .description('Provably safe upgrade sequences for VKS, Antrea and NSX fleets')
    .option('--no-color', 'no colours, as with NO_COLOR')
    .configureHelp({ sortSubcommands: true });
  const isOne =
    [...Object.values(commands), hiddenCommands].some((group) => name !== undefined && Object.hasOwn(group, name)) && name !== 'completion';
  for (const [heading, group] of Object.entries(commands)) {
    program.commandsGroup(heading);
    for (const [known, load] of Object.entries(group)) if (!isOne || known === name) program.addCommand(await load());
  }
  if (name !== undefined && Object.hasOwn(hiddenCommands, name)) program.addCommand(await hiddenCommands[name]!(), { hidden: true });
  overrideExit(program);
  return program;
}

/** Every command, however deep, throws where it would end the process, so that all exit codes are decided above. */
function overrideExit(command: Command): void {
  command.exitOverride();
  command.commands.forEach(overrideExit);
}
