import { closeSync, fchmodSync, fstatSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { InputError } from '../input-error.js';

export const contextName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:@-]{0,99}$/);

const context = z.strictObject({ url: z.url({ protocol: /^https?$/ }), token: z.string().min(1) });
const contextFile = z.strictObject({ current: contextName.nullable(), contexts: z.record(contextName, context) });

/** A service, and the token that this person has there. */
export type Context = z.output<typeof context>;
export type Contexts = z.output<typeof contextFile>;

const none: Contexts = { current: null, contexts: {} };

/** By the XDG Base Directory Specification; a relative XDG_CONFIG_HOME is to be ignored. */
export function contextFilePath(env: NodeJS.ProcessEnv = process.env): string {
  const configured = env['XDG_CONFIG_HOME'];
  const folder = configured !== undefined && path.isAbsolute(configured) ? configured : path.join(homedir(), '.config');
  return path.join(folder, 'lockstep', 'contexts.json');
}

/** Empty where there is no file. Throws `InputError` for one that others could read or that is none. */
export function readContexts(file: string = contextFilePath()): Contexts {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return none;
    throw unusable(file, (error as Error).message);
  }
  try {
    assertPrivate(file, descriptor);
    return parse(file, readFileSync(descriptor, 'utf8'));
  } finally {
    closeSync(descriptor);
  }
}

/** Whole or not at all, and readable by its owner from its first byte on. */
export function writeContexts(contexts: Contexts, file: string = contextFilePath()): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  const descriptor = openSync(draft, 'w', 0o600);
  try {
    // A draft that a killed command left behind keeps the mode that it had.
    fchmodSync(descriptor, 0o600);
    writeFileSync(descriptor, `${JSON.stringify(contexts, null, 2)}\n`);
    closeSync(descriptor);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** As ssh does with keys: a token that others could have read is not used until somebody has looked at it. */
function assertPrivate(file: string, descriptor: number): void {
  // Windows has no such modes.
  if (process.getuid === undefined) return;
  const { mode, uid } = fstatSync(descriptor);
  if ((mode & 0o077) !== 0) {
    const found = (mode & 0o777).toString(8).padStart(4, '0');
    throw new InputError([`${file}; mode; must be readable by its owner alone; found ${found}: chmod 600 ${file}, and renew its tokens`]);
  }
  if (uid !== process.getuid()) throw new InputError([`${file}; owner; must be yours; found user ${uid}`]);
}

function parse(file: string, text: string): Contexts {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // Not what was found: it may be a part of a token.
    throw unusable(file, 'no JSON');
  }
  const read = contextFile.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw unusable(file, `at ${issue!.path.join('/') || 'its top'}: ${issue!.message}`);
}

const unusable = (file: string, found: string): InputError =>
  new InputError([`${file}; contexts; must be as \`lockstep login\` wrote it; found ${found}`]);
