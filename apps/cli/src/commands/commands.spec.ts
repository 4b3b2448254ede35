import { Command } from 'commander';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandTree, everyCommand, type TreeCommand } from '../completion/command-tree.js';
import { renderBash } from '../completion/render-bash.js';
import { renderFish } from '../completion/render-fish.js';
import { renderZsh } from '../completion/render-zsh.js';
import { commands, hiddenCommands } from './commands.js';

let program: Command;
let tree: TreeCommand;
beforeAll(async () => {
  program = new Command('lockstep');
  for (const group of Object.values(commands)) for (const load of Object.values(group)) program.addCommand(await load());
  tree = commandTree(program);
  // Every command is loaded, and with them the planner, the documents and the drivers.
}, 60_000);

const leavesOf = (command: Command): Command[] => (command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf));
function helpOf(command: Command): string {
  let help = '';
  command.configureOutput({ writeOut: (text) => void (help += text) }).outputHelp();
  return help;
}
const find = (...path: string[]): TreeCommand => everyCommand(tree).find((command) => command.path.join(' ') === path.join(' '))!;

describe('every command', () => {
  it('is found under the name it is loaded by', () => {
    const known = Object.values(commands).flatMap((group) => Object.keys(group));
    expect(program.commands.map((command) => command.name())).toEqual(known);
  });

  it('for scripts alone is in no help, and is found all the same', async () => {
    for (const [name, load] of Object.entries(hiddenCommands)) {
      expect(program.commands.map((command) => command.name())).not.toContain(name);
      expect((await load()).name()).toBe(name);
    }
  });

  it('has an example in its help that begins with its own name', () => {
    const without = leavesOf(program).filter((command) => {
      const path: string[] = [];
      for (let at: Command | null = command; at !== null; at = at.parent) path.unshift(at.name());
      return !new RegExp(`Examples?:\\n[^]*${path.join(' ')}`).test(helpOf(command));
    });
    expect(without.map((command) => command.name())).toEqual([]);
  });

  it('takes no token as an argument: command lines are read by others', () => {
    const flags = everyCommand(tree).flatMap(({ options }) =>
      options.filter(({ value }) => value !== null).flatMap((option) => option.flags),
    );
    expect(flags.filter((flag) => /token|secret|password/.test(flag) && flag !== '--token-file')).toEqual([]);
  });
});

describe('the tree for completion', () => {
  it('knows what is chosen from a list, what names files and what nobody can guess', () => {
    const valueOf = (flag: string, ...path: string[]) => find('lockstep', ...path).options.find(({ flags }) => flags.includes(flag))!.value;
    expect(valueOf('-o', 'plans', 'list')).toEqual({ kind: 'words', words: ['table', 'json', 'yaml', 'name'] });
    expect(valueOf('--token-file', 'whoami')).toEqual({ kind: 'files' });
    expect(valueOf('-f', 'plans', 'schedule', 'keep')).toEqual({ kind: 'files' });
    expect(valueOf('--domain', 'plans', 'list')).toEqual({ kind: 'ids', ids: 'nsx-managers' });
    expect(valueOf('--reason', 'plans', 'withdraw')).toEqual({ kind: 'none' });
    expect(valueOf('--context', 'whoami')).toEqual({ kind: 'ids', ids: 'contexts' });
    expect(valueOf('--no-wait', 'plans', 'request')).toBeNull();
    expect(find('lockstep', 'schema').arguments[0]).toMatchObject({ kind: 'words' });
    expect(find('lockstep', 'plans', 'diff').arguments).toEqual([
      { kind: 'ids', ids: 'plans' },
      { kind: 'ids', ids: 'plans' },
    ]);
  });

  it('has no option that takes a value of one command and none of another', () => {
    const options = everyCommand(tree).flatMap((command) => command.options);
    const flagsOf = (isValued: boolean) => options.filter(({ value }) => (value !== null) === isValued).flatMap(({ flags }) => flags);
    expect(flagsOf(true).filter((flag) => flagsOf(false).includes(flag))).toEqual([]);
  });

  it('is in each script, command by command', () => {
    for (const [script, mark] of [
      [renderBash(tree), (path: readonly string[]) => `'${path.join(' ')}'`],
      [renderZsh(tree), (path: readonly string[]) => `_${path.join('_').replaceAll('-', '_')}() {`],
      [renderFish(tree), (path: readonly string[]) => `'__lockstep_just_at ${path.slice(1, -1).join(' ')}' -a ${path.at(-1)} `],
    ] as const)
      for (const { path } of everyCommand(tree).slice(1)) expect(script).toContain(mark(path));
  });

  it('holds nothing that would end a quote or run as a command', () => {
    const words = everyCommand(tree).flatMap(({ path, options, arguments: places }) => [
      ...path,
      ...options.flatMap(({ flags, value }) => [...flags, ...(value?.kind === 'words' ? value.words : [])]),
      ...places.flatMap((value) => (value.kind === 'words' ? value.words : [])),
    ]);
    expect(words.filter((word) => !/^[\w.-]+$/.test(word))).toEqual([]);
  });
});
