import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Settings } from '@lockstep/platform/config';
import { startEmbeddedPostgres } from '@lockstep/platform/embedded-postgres';
import { ensureApprovalKey, ensureSealKey } from './audit/ensure-seal-key.js';
import { ensureSecretKey } from './ensure-secret-key.js';
import { installed } from './installation.js';

/** What the API says over the process channel once it listens. */
interface ReadyMessage {
  readonly type: 'ready';
  readonly url: string;
  /** Only at the very first start, and never again. */
  readonly adminToken?: string;
}

export interface RunningService {
  readonly url: string;
  readonly adminToken: string | null;
  /** `null` when the database is somebody else's. */
  readonly dataDir: string | null;
  /** Resolves when a process of the service ended without being asked to. */
  readonly failed: Promise<string>;
  /** Drains API and worker, then stops the embedded database. */
  stop(): Promise<void>;
}

export interface ServiceOptions {
  readonly settings: Settings;
  readonly env: NodeJS.ProcessEnv;
  /** A database that is gone afterwards, for the demo. */
  readonly throwaway?: boolean;
  readonly onProgress?: (what: string) => void;
}

const READY_SECONDS = 60;
/** After the grace that the processes give themselves; a process that still runs then hangs. */
const KILL_AFTER_SECONDS = 10;

/** Runs the whole of Lockstep: an embedded PostgreSQL unless `DATABASE_URL` names one, then the API and the worker as processes of their own, so that planning never holds up an answer. */
export async function startService({ settings, env, throwaway = false, onProgress = () => {} }: ServiceOptions): Promise<RunningService> {
  const database = settings.databaseUrl === undefined ? await startEmbeddedPostgres({ dataDir: settings.dataDir, throwaway }) : null;
  if (database) onProgress(`PostgreSQL runs${database.attached ? ' (it ran already)' : ''}`);
  const childEnv = { ...env, DATABASE_URL: database?.url ?? settings.databaseUrl, ...(database ? ensureSecretKey(settings) : {}) };
  const children: ChildProcess[] = [];
  const stop = async () => {
    await Promise.all(children.map((child) => end(child, settings.shutdownTimeout + KILL_AFTER_SECONDS)));
    await database?.stop();
  };
  try {
    // The key that signs seals is the worker's alone, and the one that signs approvals the API's.
    const api = start('api', { ...childEnv, ...(database ? ensureApprovalKey(settings) : {}), LOCKSTEP_SEAL_KEY: '' }, children);
    const { url, adminToken } = await ready(api, 'api');
    onProgress('API listens');
    const worker = start('worker', { ...childEnv, ...(database ? ensureSealKey(settings) : {}), LOCKSTEP_APPROVAL_KEY: '' }, children);
    await ready(worker, 'worker');
    onProgress('worker waits for jobs');
    const failed = Promise.race(['api', 'worker'].map((name, index) => once(children[index]!, 'exit').then(() => name)));
    return { url, adminToken: adminToken ?? null, dataDir: database ? settings.dataDir : null, failed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** `detached`: a Ctrl-C at the terminal goes to the parent alone, which then ends its children in order. */
function start(app: string, env: NodeJS.ProcessEnv, children: ChildProcess[]): ChildProcess {
  const child = fork(installed(`dist/apps/${app}/main.js`), [], { env, detached: true, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  children.push(child);
  return child;
}

async function ready(child: ChildProcess, app: string): Promise<ReadyMessage> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`${app}; start; must be ready within ${READY_SECONDS} s; it is not`)),
      READY_SECONDS * 1000,
    );
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      reject(new Error(`${app}; start; must become ready; it ended with ${signal ?? code}`));
    });
    child.on('message', (message) => {
      if ((message as { type?: unknown }).type !== 'ready') return;
      clearTimeout(timer);
      resolve(message as ReadyMessage);
    });
  });
}

async function end(child: ChildProcess, seconds: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
  await gone;
  clearTimeout(timer);
}
