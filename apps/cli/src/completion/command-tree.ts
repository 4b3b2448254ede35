import type { Command, Option } from 'commander';
import { ID_KIND_OF, type IdKind } from './id-kinds.js';

/** What may stand at a place of a command line. `ids`: what a service knows; `files`: names of files; `none`: something that nobody can guess. */
export type Value =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'ids'; readonly ids: IdKind }
  | { readonly kind: 'files' | 'none' };

export interface TreeOption {
  /** Both ways to write it, the short one first if there is one. */
  readonly flags: readonly string[];
  readonly description: string;
  /** Null: it takes none. */
  readonly value: Value | null;
}

export interface TreeCommand {
  /** From the program on: `['lockstep', 'plans', 'list']`. */
  readonly path: readonly string[];
  readonly description: string;
  readonly subcommands: readonly TreeCommand[];
  readonly options: readonly TreeOption[];
  readonly arguments: readonly Value[];
}

/** Of the commands as they are, so that no completion lags behind. */
export function commandTree(command: Command, above: readonly string[] = []): TreeCommand {
  const path = [...above, command.name()];
  const help = command.createHelp();
  return {
    path,
    description: command.description(),
    subcommands: help.visibleCommands(command).map((subcommand) => commandTree(subcommand, path)),
    options: help.visibleOptions(command).map(optionOf),
    arguments: command.registeredArguments.map((argument) => valueOf(argument.argChoices, argument.name())),
  };
}

const optionOf = ({ short, long, description, required, optional, argChoices, flags }: Option): TreeOption => ({
  flags: [short, long].filter((flag) => flag !== undefined && flag !== null),
  description,
  value: required || optional ? valueOf(argChoices, /[<[](.*?)[>\]]/.exec(flags)?.[1] ?? '') : null,
});

/** Of options, their own words tell that they name files. */
const FILES = /path|file|folder|policy/;

function valueOf(choices: readonly string[] | undefined, name: string): Value {
  if (choices !== undefined) return { kind: 'words', words: choices };
  const ids = ID_KIND_OF[name];
  if (ids !== undefined) return { kind: 'ids', ids };
  return { kind: FILES.test(name) ? 'files' : 'none' };
}

export const everyCommand = (tree: TreeCommand): TreeCommand[] => [tree, ...tree.subcommands.flatMap(everyCommand)];
