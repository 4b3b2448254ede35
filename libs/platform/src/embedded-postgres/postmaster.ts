import { closeSync, openSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { clusterPaths } from './cluster-folder.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { isPidAlive, mayBePostgres } from './process-identity.js';
import type { UnprivilegedRunner } from './unprivileged-runner.js';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** Nothing in a throw-away cluster is worth a disk flush. */
const throwawaySettings = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'max_wal_size=256MB'];
const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'timezone=UTC',
  'log_timezone=UTC',
  'max_prepared_transactions=0',
];

const startPatience = 30_000;
/** Backends of a killed postmaster keep its shared memory for a moment and leave by themselves. */
const orphanPatience = 10_000;

/** The server of this folder that runs now, by its pid file; undefined when the file is absent or left over by a crash. */
export async function findPostmaster(folder: string): Promise<Postmaster | undefined> {
  const lines = await readFile(clusterPaths(folder).pidFile, 'utf8').then(
    (content) => content.split('\n'),
    () => [],
  );
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!(pid > 0) || !isPidAlive(pid) || !mayBePostgres(pid)) return undefined;
  return lines[7]?.trim() === 'ready' && port > 0 ? { pid, port } : undefined;
}

/** Starts the server on `preferredPort`, or another free port when that one is taken, and returns when it accepts connections. */
export async function startPostmaster(
  folder: string,
  binaries: PostgresBinaries,
  runner: UnprivilegedRunner,
  options: { readonly throwaway: boolean; readonly preferredPort: number | undefined },
): Promise<Postmaster> {
  const deadline = Date.now() + orphanPatience;
  let port = await findFreePort(options.preferredPort);
  for (;;) {
    await removeStalePidFile(folder);
    const attempt = await tryStart(folder, binaries, runner, port, options.throwaway);
    if (typeof attempt !== 'string') return attempt;
    const portTaken = /could not create any TCP\/IP sockets/.test(attempt);
    const leftovers = /shared memory block .* is still in use|lock file "postmaster\.pid" already exists/.test(attempt);
    if ((!portTaken && !leftovers) || Date.now() > deadline) {
      throw new EmbeddedPostgresError(`embedded PostgreSQL; ${folder}; the server must start; found: ${attempt.trim() || 'no message'}`);
    }
    if (portTaken) port = await findFreePort(undefined);
    await sleep(100);
  }
}

/** Returns the log of a server that ended at once. */
async function tryStart(
  folder: string,
  binaries: PostgresBinaries,
  runner: UnprivilegedRunner,
  port: number,
  throwaway: boolean,
): Promise<Postmaster | string> {
  const paths = clusterPaths(folder);
  const logStart = (await readFile(paths.log).catch(() => Buffer.alloc(0))).length;
  const args = [
    '-D',
    paths.data,
    '-p',
    String(port),
    ...[...settings, ...(throwaway ? throwawaySettings : [])].flatMap((setting) => ['-c', setting]),
  ];
  const log = openSync(paths.log, 'a', 0o600);
  const child = runner.spawn(binaries.postgres, args, ['ignore', log, log]);
  closeSync(log);
  let ended: string | undefined;
  child.once('error', (error) => (ended = error.message));
  child.once('exit', (code, signal) => (ended ??= `ended with ${code ?? signal}`));
  child.unref();
  const deadline = Date.now() + startPatience;
  for (;;) {
    const postmaster = await findPostmaster(folder);
    if (postmaster !== undefined && postmaster.pid === child.pid) return postmaster;
    if (ended !== undefined) return `${(await readFile(paths.log)).subarray(logStart).toString('utf8')}${ended}`;
    if (Date.now() > deadline) {
      child.kill('SIGQUIT');
      return `not ready after ${startPatience / 1000} s, see ${paths.log}`;
    }
    await sleep(15);
  }
}

/** A reused pid would make PostgreSQL refuse to start for ever. */
async function removeStalePidFile(folder: string): Promise<void> {
  const { pidFile } = clusterPaths(folder);
  const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0]);
  if (pid > 0 && isPidAlive(pid) && !mayBePostgres(pid)) await rm(pidFile, { force: true });
}

/** Fast shutdown: sessions are ended, data is flushed. After `patience` milliseconds the server is ended without a flush, which its log
 *  repairs at the next start. Throw-away clusters are ended so at once. */
export async function stopPostmaster(pid: number, mode: 'fast' | 'immediate', patience = 20_000): Promise<void> {
  signal(pid, mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
  const deadline = Date.now() + patience;
  while (isPidAlive(pid)) {
    if (Date.now() > deadline) {
      signal(pid, 'SIGQUIT');
      await sleep(200);
      return;
    }
    await sleep(10);
  }
}

export function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function findFreePort(preferred: number | undefined): Promise<number> {
  for (const port of preferred === undefined ? [0] : [preferred, 0]) {
    const bound = await tryBind(port);
    if (bound !== undefined) return bound;
  }
  throw new EmbeddedPostgresError('embedded PostgreSQL; 127.0.0.1; a TCP port must be free; found none');
}

function tryBind(port: number): Promise<number | undefined> {
  return new Promise((settle) => {
    const server = createServer();
    server.once('error', () => settle(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => settle(typeof address === 'object' ? address?.port : undefined));
    });
  });
}
