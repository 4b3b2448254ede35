import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const adminToken = 'an-admin-token-for-processes-under-test';

/** The API as a process of its own, to be killed. */
export class ApiProcess {
  readonly token = adminToken;

  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly gone: Promise<unknown>,
  ) {}

  /** Resolves when it listens. */
  static async start(databaseUrl: string, environment: Record<string, string> = {}): Promise<ApiProcess> {
    const child = spawn(process.execPath, ['scripts/run.mjs', 'apps/api/src/main.ts'], {
      cwd: root,
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: databaseUrl,
        PORT: '0',
        LOCKSTEP_ADMIN_TOKEN: adminToken,
        LOCKSTEP_RATE_LIMIT: '0',
        LOCKSTEP_LOG_LEVEL: 'fatal',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const gone = once(child, 'exit');
    const [line] = (await Promise.race([once(createInterface({ input: child.stdout! }), 'line'), gone])) as [string | number | null];
    if (typeof line !== 'string') throw new Error(`API process; start; must listen; found exit code ${line}`);
    return new ApiProcess((JSON.parse(line) as { url: string }).url, child, gone);
  }

  get pid(): number {
    return this.child.pid!;
  }

  async stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    this.child.kill(signal);
    await this.gone;
  }
}
