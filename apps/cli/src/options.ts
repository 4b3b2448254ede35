import { DEFAULT_SEARCH_LIMIT } from '@lockstep/planner';
import { InvalidArgumentError, Option } from 'commander';

const collect = (value: string, earlier: string[]): string[] => [...earlier, value];

export const filesOption = (): Option =>
  new Option('-f, --file <path>', 'document to read; may be repeated, a folder, or - for standard input')
    .argParser(collect as never)
    .default([], 'none')
    .makeOptionMandatory();

export const outputOption = (formats: readonly string[], preset: string): Option =>
  new Option('-o, --output <format>', 'how to print').choices(formats).default(preset);

export const searchLimitOption = (): Option =>
  new Option('--search-limit <states>', 'states a search may look at before it settles for a plan that is safe but not proven cheapest')
    .argParser(readLimit)
    .default(DEFAULT_SEARCH_LIMIT);

function readLimit(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1 to 999999999.');
}
