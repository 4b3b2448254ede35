import { readFileSync } from 'node:fs';
import { Option } from 'commander';
import { parse } from 'yaml';
import { InputError } from '../input-error.js';

/** @param what for the help: what the file holds */
export const bodyOption = (what: string): Option =>
  new Option('-f, --file <file>', `YAML or JSON: ${what}; - is standard input`).makeOptionMandatory();

/** As it is written: the service judges it, and says where it is wrong. Throws `InputError`. */
export function readBody<Body>(file: string): Body {
  try {
    return parse(readFileSync(file === '-' ? 0 : file, 'utf8')) as Body;
  } catch (error) {
    throw new InputError([`--file ${file}; must be readable YAML or JSON; found ${(error as Error).message.split('\n', 1)[0]}`]);
  }
}
