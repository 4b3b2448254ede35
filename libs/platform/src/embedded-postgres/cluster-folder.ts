import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import type { UnprivilegedRunner } from './unprivileged-runner.js';

export const superuser = 'lockstep';

/** Paths inside `<data folder>/postgres`. */
export const clusterPaths = (folder: string) => ({
  data: join(folder, 'data'),
  password: join(folder, 'password'),
  port: join(folder, 'port'),
  owner: join(folder, 'owner'),
  log: join(folder, 'server.log'),
  pidFile: join(folder, 'data', 'postmaster.pid'),
});

/** Makes the cluster beside its final place and moves it there in one rename: a start that was killed half way leaves no half cluster, and
 *  of two starts one wins whole. Does nothing when the folder is there. */
export async function ensureClusterFolder(
  folder: string,
  binaries: PostgresBinaries,
  runner: UnprivilegedRunner,
  throwaway: boolean,
): Promise<void> {
  if (await exists(clusterPaths(folder).data)) return;
  const draft = await mkdtemp(`${folder}.new-`);
  try {
    const paths = clusterPaths(draft);
    await mkdir(paths.data, { mode: 0o700 });
    await writeFile(paths.password, randomBytes(24).toString('base64url'), { mode: 0o600 });
    await writeFile(paths.log, '', { mode: 0o600 });
    await runner.adopt(draft);
    await runInitdb(binaries, runner, paths, throwaway);
    await rename(draft, folder).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'ENOTEMPTY' && cause.code !== 'EEXIST') throw cause;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** The C locale with the builtin UTF-8 provider sorts alike on every host, whatever locales it has. */
async function runInitdb(
  binaries: PostgresBinaries,
  runner: UnprivilegedRunner,
  paths: ReturnType<typeof clusterPaths>,
  throwaway: boolean,
): Promise<void> {
  const args = ['-D', paths.data, '-U', superuser, '-A', 'scram-sha-256', `--pwfile=${paths.password}`, '-E', 'UTF8'];
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', ...(throwaway ? ['--no-sync'] : []));
  const child = runner.spawn(binaries.initdb, args, 'pipe');
  const ended = once(child, 'close').catch((cause: unknown) => [cause]);
  const [, errors, [code]] = await Promise.all([text(child.stdout!), text(child.stderr!), ended]);
  if (code === 0) return;
  throw new EmbeddedPostgresError(
    `embedded PostgreSQL; ${paths.data}; initdb must succeed there; found ${String(code)}: ${errors.trim() || 'no message'}`,
  );
}

/** A newer Lockstep may carry a newer PostgreSQL than the one that made the folder. */
export async function assertSameMajor(folder: string, binaries: PostgresBinaries, runner: UnprivilegedRunner): Promise<void> {
  const found = (await readFile(join(clusterPaths(folder).data, 'PG_VERSION'), 'utf8')).trim();
  const child = runner.spawn(binaries.postgres, ['--version'], 'pipe');
  child.stderr?.resume();
  const ours = /\b(\d+)\.\d+/.exec(await text(child.stdout!))?.[1];
  if (ours === found) return;
  throw new EmbeddedPostgresError(
    `embedded PostgreSQL; ${folder}; its major version must be ${ours ?? 'readable'}, this Lockstep's; found ${found}: move the data with pg_dump or use DATABASE_URL`,
  );
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
