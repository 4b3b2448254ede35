import { DEFAULT_SEARCH_LIMIT } from '@lockstep/planner';
import { InvalidArgumentError, Option } from 'commander';

export const searchLimitOption = (): Option =>
  new Option('--search-limit <states>', 'states a search may look at before it settles for a plan that is safe but not proven cheapest')
    .argParser(readLimit)
    .default(DEFAULT_SEARCH_LIMIT);

function readLimit(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1 to 999999999.');
}
