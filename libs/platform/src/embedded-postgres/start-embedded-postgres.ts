import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { assertSameMajor, clusterPaths, ensureClusterFolder, superuser } from './cluster-folder.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { ensurePostgresBinaries } from './postgres-binaries.js';
import { findPostmaster, type Postmaster, signal, startPostmaster, stopPostmaster } from './postmaster.js';
import { identifyProcess, isProcessAlive } from './process-identity.js';
import { withStartLock } from './start-lock.js';
import { chooseUnprivilegedRunner } from './unprivileged-runner.js';

export interface EmbeddedPostgresOptions {
  /** The cluster lives in `<dataDir>/postgres`; made when absent. */
  readonly dataDir: string;
  /** No flush to disk, and everything is removed at `stop`, or when this process dies in whatever way. */
  readonly throwaway?: boolean;
  /** `never` is for tests of the way taken where the kernel forbids user namespaces. */
  readonly userNamespaces?: 'allowed' | 'never';
}

export interface EmbeddedPostgres {
  /** `postgres://…@127.0.0.1:<port>/lockstep`, password included. */
  readonly url: string;
  /** True when the server ran already: another living process owns it, or an owner that was killed has left it. */
  readonly attached: boolean;
  /** Stops the server when this process owns it, else does nothing. May be called twice. */
  readonly stop: () => Promise<void>;
}

/** Starts, or attaches to, the PostgreSQL of a data folder. The owner is the process that started it, or the first that found it without a
 *  living owner; its exit stops the server. Signals are left to the application. Errors: `EmbeddedPostgresError`. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true }).catch((cause: NodeJS.ErrnoException) => {
    throw new EmbeddedPostgresError(`embedded PostgreSQL; ${dataDir}; must be a folder that can be made and written; found ${cause.code}`, {
      cause,
    });
  });
  return withStartLock(join(dataDir, 'postgres.lock'), () => startUnderLock(join(dataDir, 'postgres'), options)).catch((cause: unknown) => {
    if (cause instanceof EmbeddedPostgresError) throw cause;
    throw new EmbeddedPostgresError(`embedded PostgreSQL; ${dataDir}; must be usable; found ${(cause as Error).message}`, { cause });
  });
}

async function startUnderLock(folder: string, options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const throwaway = options.throwaway ?? false;
  const paths = clusterPaths(folder);
  const running = await findPostmaster(folder);
  const postmaster = running ?? (await startFresh(folder, options, throwaway));
  const ownerAlive = running !== undefined && isProcessAlive(await readFile(paths.owner, 'utf8').catch(() => ''));
  if (!ownerAlive) await replaceFile(paths.owner, identifyProcess(process.pid));
  await replaceFile(paths.port, String(postmaster.port));
  const url = `postgres://${superuser}:${(await readFile(paths.password, 'utf8')).trim()}@127.0.0.1:${postmaster.port}`;
  await ensureDatabase(url);
  const stop = ownerAlive ? async () => {} : stopAtExit(folder, postmaster, throwaway);
  return { url: `${url}/${superuser}`, attached: running !== undefined, stop };
}

/** By rename, so that a reader never sees half of it, and the folder's owner can replace what root once wrote. */
async function replaceFile(path: string, content: string): Promise<void> {
  await writeFile(`${path}.new`, content);
  await rename(`${path}.new`, path);
}

async function startFresh(folder: string, options: EmbeddedPostgresOptions, throwaway: boolean): Promise<Postmaster> {
  const binaries = await ensurePostgresBinaries();
  const runner = await chooseUnprivilegedRunner(binaries, folder, options.userNamespaces);
  await ensureClusterFolder(folder, binaries, runner, throwaway);
  await runner.adopt(folder);
  await assertSameMajor(folder, binaries, runner);
  const lastPort = Number(await readFile(clusterPaths(folder).port, 'utf8').catch(() => ''));
  return startPostmaster(folder, binaries, runner, { throwaway, preferredPort: lastPort > 0 ? lastPort : undefined });
}

async function ensureDatabase(serverUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${serverUrl}/postgres` });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [superuser]);
    if (found.rowCount === 0) await client.query(`create database ${superuser}`);
  } finally {
    await client.end();
  }
}

function stopAtExit(folder: string, postmaster: Postmaster, throwaway: boolean): () => Promise<void> {
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  const onExit = () => {
    signal(postmaster.pid, throwaway ? 'SIGQUIT' : 'SIGINT');
    if (throwaway) remove();
  };
  process.once('exit', onExit);
  const dismissWatch = throwaway ? watchOwnDeath(folder, postmaster.pid) : () => {};
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    await stopPostmaster(postmaster.pid, throwaway ? 'immediate' : 'fast');
    process.off('exit', onExit);
    dismissWatch();
    if (throwaway) remove();
    else await rm(clusterPaths(folder).owner, { force: true });
  };
  return () => (stopping ??= stop());
}

/** A shell that waits for the end of its input, which the kernel closes however this process dies, kill -9 included. */
function watchOwnDeath(folder: string, pid: number): () => void {
  const script = 'read -r word; [ "$word" = dismissed ] && exit; kill -QUIT "$1" 2>/dev/null; sleep 1; rm -rf "$2"';
  const watch = spawn('/bin/sh', ['-c', script, 'lockstep-watch', String(pid), folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watch.on('error', () => {});
  watch.stdin.on('error', () => {});
  watch.unref();
  (watch.stdin as unknown as { unref?: () => void }).unref?.();
  return () => watch.stdin.end('dismissed\n');
}
