import { type Command, InvalidArgumentError, Option } from 'commander';

export interface ListOptions {
  readonly limit?: number;
}

export interface MomentOptions {
  readonly asOf?: string;
  readonly position?: number;
}

export const addListOptions = (command: Command): Command =>
  command.addOption(new Option('--limit <count>', 'at most so many, from the beginning of the list; else all').argParser(readCount));

/** Of what is read as it was on record at some moment. */
export const addMomentOptions = (command: Command): Command =>
  command
    .option('--as-of <time>', 'as it was on record then, RFC 3339')
    .addOption(new Option('--position <number>', 'as it was on record at this position').argParser(readCount).conflicts('asOf'));

/** Pages are asked for while there is something to take. */
export async function take<Item>(items: AsyncIterable<Item>, limit = Infinity): Promise<Item[]> {
  const taken: Item[] = [];
  for await (const item of items) if (taken.push(item) >= limit) break;
  return taken;
}

const collect = (value: string, earlier: readonly string[] = []): string[] => [...earlier, value];

export const repeatedOption = (flags: string, description: string): Option =>
  new Option(flags, `${description}; may be repeated`).argParser(collect as never).default([], 'none');

/** One word of a few, as the API knows them: every one of them is a key. */
export const choiceOption = (flags: string, description: string, choices: Readonly<Record<string, true>>): Option =>
  new Option(flags, description).choices(Object.keys(choices));

/** Such words, with the option given once for each. */
export function repeatedChoiceOption(flags: string, description: string, choices: Readonly<Record<string, true>>): Option {
  const option = choiceOption(flags, `${description}; may be repeated`, choices);
  const check = option.parseArg!;
  return option
    .argParser(((value: string, earlier: readonly string[]) => [...earlier, check(value, undefined)]) as never)
    .default([], 'all');
}

export function readCount(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1.');
}
