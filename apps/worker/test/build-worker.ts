import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface BuiltWorker {
  readonly main: string;
  readonly planningThread: string;
  readonly remove: () => Promise<void>;
}

/** The worker as it ships, built from the sources under test: threads and signals are not to be had inside the test process. It lies in the
 *  repository, because a bundle finds its packages from where it lies. */
export async function buildWorker(): Promise<BuiltWorker> {
  await mkdir(path.join(root, 'dist'), { recursive: true });
  const folder = await mkdtemp(path.join(root, 'dist', 'test-worker-'));
  const nest = path.join(root, 'node_modules/@nestjs/cli/bin/nest.js');
  await promisify(execFile)(process.execPath, [nest, 'build', 'worker'], { cwd: root, env: { ...process.env, WORKER_BUILD_DIR: folder } });
  return {
    main: path.join(folder, 'apps/worker/main.js'),
    planningThread: path.join(folder, 'apps/worker/planning-thread.js'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
