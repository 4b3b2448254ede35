import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { identifyProcess, isProcessAlive } from './process-identity.js';

/** Runs `section` while this process holds the lock file, so that of two starts the second finds the server of the first and attaches.
 *  It spares double work; safety does not rest on it: the cluster appears by one rename and PostgreSQL itself refuses a second
 *  postmaster in a folder. Waits at most `patience` milliseconds for a living holder; a dead holder's lock is taken over. */
export async function withStartLock<Result>(path: string, section: () => Promise<Result>, patience = 60_000): Promise<Result> {
  const deadline = Date.now() + patience;
  const content = `${identifyProcess(process.pid)}\n${randomUUID()}\n`;
  while (!(await tryCreate(path, content))) {
    const held = await readFile(path, 'utf8').catch(() => undefined);
    const holder = held?.split('\n')[0] ?? '';
    // An empty file is a holder between create and write, or one that died there: only time can tell the two apart.
    if (held !== undefined && holder !== '' && !isProcessAlive(holder)) await removeIfStill(path, held);
    else if (Date.now() > deadline) {
      throw new EmbeddedPostgresError(
        `embedded PostgreSQL; ${path}; a start may wait ${patience / 1000} s for another one; found it held by process ${holder || 'unknown'}`,
      );
    } else await sleep(25);
  }
  try {
    return await section();
  } finally {
    await removeIfStill(path, content);
  }
}

async function tryCreate(path: string, content: string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves the file aside before looking at it, so that two processes that both saw the same dead holder do not remove each other's lock. */
async function removeIfStill(path: string, expected: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  const moved = await readFile(aside, 'utf8').catch(() => '');
  // When somebody has created the next lock meanwhile, the owner of the moved one finishes unprotected, which is safe, see above.
  if (moved !== expected) await tryCreate(path, moved);
  await rm(aside, { force: true });
}
