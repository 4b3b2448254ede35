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

/**
 * What `get` printed and a person changed, without the members that only the service sets. Throws `InputError` when one of these is no longer as
 * the service has it: the file is of another thing, or somebody has changed this one since.
 */
export function readChange<Body>(file: string, now: Readonly<Record<string, unknown>>, serviceOnly: readonly string[]): Body {
  const body = readBody<unknown>(file);
  if (typeof body !== 'object' || body === null) return body as Body;
  const isServiceOnly = ([name]: [string, unknown]) => serviceOnly.includes(name);
  const stale = Object.entries(body).filter((member) => isServiceOnly(member) && member[1] !== now[member[0]]);
  if (stale.length > 0)
    throw new InputError(
      stale.map(
        ([name, value]) =>
          `--file ${file}; /${name}; must be left out or as the service has it, ${JSON.stringify(now[name])}; found ${JSON.stringify(value)}`,
      ),
    );
  return Object.fromEntries(Object.entries(body).filter((member) => !isServiceOnly(member))) as Body;
}
