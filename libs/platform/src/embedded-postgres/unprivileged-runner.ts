import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chown, readdir, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PostgresBinaries } from './postgres-binaries.js';

const nobody = 65_534;
const inUserNamespace = ['-U', `--map-user=${nobody}`, `--map-group=${nobody}`];

/** How PostgreSQL, which refuses root, is run by this process. `adopt` hands a folder and all that is in it to the user it runs as. */
export interface UnprivilegedRunner {
  readonly spawn: (binary: string, args: readonly string[], stdio: 'pipe' | ['ignore', number, number]) => ChildProcess;
  readonly adopt: (folder: string) => Promise<void>;
}

/** A user with a name: as is. A user without one, as container platforms like to assign, can not run initdb and is given the name of nobody
 *  in a user namespace. Root: in a user namespace that maps root to nobody, which needs no change of owners and works below /root; where the
 *  kernel or a seccomp profile forbids that, as the user that owns `existingFolder`, or nobody. */
export async function chooseUnprivilegedRunner(
  binaries: PostgresBinaries,
  existingFolder: string,
  userNamespaces: 'allowed' | 'never' = 'allowed',
): Promise<UnprivilegedRunner> {
  const inNamespace: UnprivilegedRunner = {
    spawn: (binary, args, stdio) => start('unshare', [...inUserNamespace, binary, ...args], stdio),
    adopt: async () => {},
  };
  if (process.getuid?.() !== 0) {
    const nameless = !hasName() && userNamespaces === 'allowed' && (await userNamespacesWork(binaries));
    return nameless ? inNamespace : { spawn: (binary, args, stdio) => start(binary, args, stdio), adopt: async () => {} };
  }
  const owner = await stat(existingFolder).catch(() => undefined);
  const ownedByRoot = owner === undefined || owner.uid === 0;
  if (ownedByRoot && userNamespaces === 'allowed' && (await userNamespacesWork(binaries))) return inNamespace;
  const user = ownedByRoot ? { uid: nobody, gid: nobody } : { uid: owner.uid, gid: owner.gid };
  return { spawn: (binary, args, stdio) => start(binary, args, stdio, user), adopt: (folder) => changeOwner(folder, user) };
}

function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

/** A session of its own keeps the terminal's Ctrl-C away from the server: the application drains first and then stops it. */
function start(
  binary: string,
  args: readonly string[],
  stdio: 'pipe' | ['ignore', number, number],
  user?: { uid: number; gid: number },
): ChildProcess {
  return spawn(binary, args, { stdio, detached: true, env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' }, ...user });
}

async function userNamespacesWork(binaries: PostgresBinaries): Promise<boolean> {
  return promisify(execFile)('unshare', [...inUserNamespace, binaries.postgres, '--version']).then(
    () => true,
    () => false,
  );
}

async function changeOwner(folder: string, user: { uid: number; gid: number }): Promise<void> {
  // The data folder is made last and tells for all of it.
  if ((await stat(join(folder, 'data'))).uid === user.uid) return;
  await chown(folder, user.uid, user.gid);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    await chown(join(entry.parentPath, entry.name), user.uid, user.gid);
  }
}
