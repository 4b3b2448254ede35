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

export interface BuiltApi {
  readonly main: string;
  readonly remove: () => Promise<void>;
}

/** An app as it ships, built from the sources under test: threads and signals are not to be had inside the test process. It lies in the
 *  repository, because a bundle finds its packages from where it lies. */
async function build(app: 'api' | 'worker'): Promise<{ readonly folder: string; readonly remove: () => Promise<void> }> {
  await mkdir(path.join(root, 'dist'), { recursive: true });
  const out = await mkdtemp(path.join(root, 'dist', `test-${app}-`));
  const nest = path.join(root, 'node_modules/@nestjs/cli/bin/nest.js');
  const env = { ...process.env, [`${app.toUpperCase()}_BUILD_DIR`]: out };
  await promisify(execFile)(process.execPath, [nest, 'build', app], { cwd: root, env });
  return { folder: path.join(out, 'apps', app), remove: () => rm(out, { recursive: true, force: true }) };
}

export async function buildWorker(): Promise<BuiltWorker> {
  const { folder, remove } = await build('worker');
  return { main: path.join(folder, 'main.js'), planningThread: path.join(folder, 'planning-thread.js'), remove };
}

export async function buildApi(): Promise<BuiltApi> {
  const { folder, remove } = await build('api');
  return { main: path.join(folder, 'main.js'), remove };
}
