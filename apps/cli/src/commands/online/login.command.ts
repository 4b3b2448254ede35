import { readFileSync } from 'node:fs';
import { type Command, Command as NewCommand, InvalidArgumentError, Option } from 'commander';
import { OK } from '../../exit-codes.js';
import { InputError } from '../../input-error.js';
import { clientOf, commandSettings, readToken, readTokenFile, readUrl } from '../../online/connection.js';
import { contextName, readContexts, writeContexts } from '../../online/context-file.js';
import { inputErrorOf } from '../../online/input-error-of.js';

interface Options {
  readonly url?: string;
  readonly name?: string;
  readonly tokenFile?: string;
}

export const loginCommand = (): Command =>
  new NewCommand('login')
    .description('keep a service and a token of it as a context, and make it the current one')
    .option('--url <url>', 'of the service; else LOCKSTEP_URL, else asked for')
    .addOption(new Option('--name <name>', 'of the context; else the host of the service').argParser(readName))
    .option('--token-file <file>', 'holds the token; else it is asked for, or read from standard input')
    .addHelpText('after', '\nExample:\n  lockstep login --url https://lockstep.example < token.txt')
    .action(async ({ url: given, name, tokenFile }: Options) => {
      const url = readUrl('--url', given ?? commandSettings().url ?? (await ask('URL of the service: ', false)));
      const token = tokenFile === undefined ? await askToken(url) : readTokenFile(tokenFile);
      warnOfPlainHttp(url);
      const me = await clientOf({ url, token }, 0)
        .GET('/v1/me')
        .catch((error: unknown) => {
          throw inputErrorOf(error);
        });
      if (!Array.isArray(me.data?.roles)) throw new InputError([`${url}; must be a service of Lockstep; found another one`]);
      const { contexts } = readContexts();
      const context = name ?? new URL(url).host.replace(/[^A-Za-z0-9._:@-]/g, '-');
      writeContexts({ current: context, contexts: { ...contexts, [context]: { url, token } } });
      process.stdout.write(`logged in to ${url} as ${me.data.name} (${me.data.roles.join(', ')}); context ${context}\n`);
      process.exitCode = OK;
    });

/** Not echoed, and never an argument: command lines are read by others. */
const askToken = async (url: string): Promise<string> =>
  process.stdin.isTTY ? readToken('token', await ask(`Token for ${url}: `, true)) : readToken('standard input', readFileSync(0, 'utf8'));

async function ask(prompt: string, silent: boolean): Promise<string> {
  if (!process.stdin.isTTY) throw new InputError(['--url; must be given where nobody can be asked; found none']);
  const { read } = await import('read');
  try {
    // Asked on standard error: standard output is what the command has to say.
    return await read({ prompt, silent, ...(silent ? { replace: '*' } : {}), output: process.stderr });
  } catch {
    // The prompt stands in this line.
    process.stderr.write('\n');
    throw new InputError(['login; must be answered; found it cancelled']);
  }
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '[::1]' || host.startsWith('127.');

function warnOfPlainHttp(url: string): void {
  const { protocol, hostname } = new URL(url);
  if (protocol === 'http:' && !isLoopback(hostname))
    process.stderr.write(`warning: ${url} is not encrypted; whoever is on the way reads the token\n`);
}

function readName(text: string): string {
  if (contextName.safeParse(text).success) return text;
  throw new InvalidArgumentError('It must begin with a letter or digit, and hold letters, digits and . _ : @ - alone.');
}
