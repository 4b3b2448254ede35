import { readFileSync } from 'node:fs';
import { createLockstepClient, type LockstepClient } from '@lockstep/api-client';
import { readSettings, type Settings } from '@lockstep/platform/config';
import { type Command, Option } from 'commander';
import { InputError } from '../input-error.js';
import { type Contexts, readContexts } from './context-file.js';

export interface ConnectionOptions {
  readonly url?: string;
  readonly context?: string;
  readonly tokenFile?: string;
}

export interface Connection {
  readonly url: string;
  readonly token: string;
}

/** Where a service is, and who asks. There is no option for a token: command lines are read by others. */
export const addConnectionOptions = (command: Command): Command =>
  command
    .addOption(new Option('--url <url>', 'of the service; else LOCKSTEP_URL, else of the context'))
    .addOption(new Option('--context <context>', 'which of `lockstep context list`; else LOCKSTEP_CONTEXT, else the current one'))
    .addOption(new Option('--token-file <file>', 'holds the token; else LOCKSTEP_TOKEN, else of the context'));

/** Flags before environment before context. The token of a context goes to the service of that context and to no other. */
export function chooseConnection(
  options: ConnectionOptions,
  settings: Pick<Settings, 'url' | 'context' | 'token'>,
  contexts: () => Contexts,
): Connection {
  const context = chooseContext(options.context ?? settings.context, options, settings, contexts);
  const url = options.url ?? settings.url ?? context?.url;
  if (url === undefined)
    throw new InputError(['service; url; must be given; found no --url, no LOCKSTEP_URL and no context: lockstep login --url <url>']);
  const address = readUrl(options.url === undefined ? 'LOCKSTEP_URL' : '--url', url);
  const given = options.tokenFile === undefined ? settings.token : readTokenFile(options.tokenFile);
  const token = given ?? (context !== undefined && readUrl('context', context.url) === address ? context.token : undefined);
  if (token !== undefined) return { url: address, token };
  throw new InputError([
    `${address}; LOCKSTEP_TOKEN; a token of the service is needed; found none there, no --token-file and no context of this service: lockstep login --url ${address}`,
  ]);
}

function chooseContext(
  name: string | undefined,
  options: ConnectionOptions,
  settings: Pick<Settings, 'url' | 'token'>,
  read: () => Contexts,
): Connection | undefined {
  const isComplete =
    (options.url ?? settings.url) !== undefined && (options.tokenFile ?? settings.token) !== undefined && options.context === undefined;
  // What is given in full, as in a pipeline, asks for no file.
  if (isComplete) return undefined;
  const { current, contexts } = read();
  if (name === undefined) return current === null ? undefined : contexts[current];
  const found = Object.hasOwn(contexts, name) ? contexts[name] : undefined;
  if (found === undefined) throw new InputError([`context ${name}; must be one of \`lockstep context list\`; found none of that name`]);
  return found;
}

/** Without a slash at its end. */
export function readUrl(subject: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new InputError([`${subject}; must be a URL such as https://lockstep.example; found ${JSON.stringify(text)}`]);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new InputError([`${subject}; must hold no password, query or fragment; found one in a URL of ${url.host}`]);
  return url.href.replace(/\/+$/, '');
}

export function readTokenFile(file: string): string {
  try {
    return readToken(file, readFileSync(file === '-' ? 0 : file, 'utf8'));
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError([`--token-file ${file}; must be readable; found ${(error as Error).message}`]);
  }
}

/** The first line, which is never shown: what is wrong with it may be that it is another secret. */
export function readToken(subject: string, text: string): string {
  const token = text.split('\n', 1)[0]!.trim();
  if (/^[\x21-\x7e]{1,512}$/.test(token)) return token;
  if (token === '') throw new InputError([`${subject}; must hold a token in its first line; found nothing there`]);
  throw new InputError([`${subject}; must hold a token of visible ASCII characters; found ${token.length} characters that are none`]);
}

/** @param retries how often what nobody answers is asked again, a second in between */
export function openConnection(options: ConnectionOptions, retries = 2): LockstepClient {
  return clientOf(chooseConnection(options, commandSettings(), readContexts), retries);
}

export const clientOf = ({ url, token }: Connection, retries: number): LockstepClient =>
  createLockstepClient({ url, token, retries, headers: { 'user-agent': 'lockstep-cli' }, fetch: (request) => fetchInTime(request) });

/** Milliseconds until an answer begins. The service holds none back for longer than 20 s, and to record a large fleet may take a while. */
const PATIENCE = 60_000;

/** A service that takes the question and never answers is away. How long an answer goes on is not bounded: streams have no end. */
export async function fetchInTime(request: Request, patience = PATIENCE): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Error(`no answer in ${patience / 1_000} s`)), patience);
  try {
    return await fetch(request, { signal: AbortSignal.any([request.signal, late.signal]) });
  } finally {
    clearTimeout(timer);
  }
}

export function commandSettings(): Settings {
  const reading = readSettings(process.env);
  if (reading.outcome === 'invalid') throw new InputError(reading.problems);
  return reading.settings;
}
