import { Option } from 'commander';

const collect = (value: string, earlier: string[]): string[] => [...earlier, value];

export const filesOption = (): Option =>
  new Option('-f, --file <path>', 'document to read; may be repeated, a folder, or - for standard input')
    .argParser(collect as never)
    .default([], 'none')
    .makeOptionMandatory();

export const outputOption = (formats: readonly string[], preset: string): Option =>
  new Option('-o, --output <format>', 'how to print').choices(formats).default(preset);

/** For `addHelpText`: what a person would type. */
export const example = (line: string) => ['after', `\nExample:\n  ${line}`] as const;
