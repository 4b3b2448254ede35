import type { Command } from 'commander';
import { InputError } from '../input-error.js';

/** As an id these would make the path another one: `/v1/plans/` is the list. */
const noIds: readonly unknown[] = ['', '.', '..'];

/** What a variable that is not set leaves behind, as in `lockstep plans get "$PLAN"`, is no question. Throws `InputError`. */
export function refuseEmpty(command: Command): void {
  const wrong = [
    ...command.registeredArguments
      .map((argument, at) => [argument.name(), command.processedArgs[at] as unknown] as const)
      .filter(([, value]) => noIds.includes(value))
      .map(([name, value]) => `${name}; must name something; found ${value === '' ? 'nothing' : JSON.stringify(value)}`),
    ...command.options
      .filter((option) => isEmpty(command.getOptionValue(option.attributeName())))
      .map(({ long }) => `${long}; must have a value; found an empty one`),
  ];
  if (wrong.length > 0) throw new InputError(wrong);
}

const isEmpty = (value: unknown): boolean => value === '' || (Array.isArray(value) && value.includes(''));
