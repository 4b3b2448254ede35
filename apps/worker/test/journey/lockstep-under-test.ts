import { setTimeout as sleep } from 'node:timers/promises';
import { askOf, HttpService } from '@lockstep/simulation';
import { createTestDatabase, type TestDatabase } from '@lockstep/testing';
import { AppProcess } from '../app-process.js';
import { type BuiltApi, buildApi, type BuiltWorker, buildWorker } from '../build-apps.js';

const adminToken = 'an-admin-token-for-journeys-under-test';
/** Milliseconds: longer than a killed process needs to be there again. */
const patience = 60_000;

/** Soaks are judged by real scans and real evidence; only their length is short, so that nothing waits for a clock. */
const settings = {
  PORT: '0',
  LOCKSTEP_ADMIN_TOKEN: adminToken,
  LOCKSTEP_RATE_LIMIT: '0',
  LOCKSTEP_LOG_LEVEL: 'info',
  LOCKSTEP_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
  LOCKSTEP_ALLOWED_NETWORKS: '127.0.0.0/8',
  LOCKSTEP_SOAK_MINUTES: '0',
  LOCKSTEP_SOAK_LOOKS: '1',
};

export interface BuiltApps {
  readonly api: BuiltApi;
  readonly worker: BuiltWorker;
  readonly remove: () => Promise<void>;
}

export async function buildApps(): Promise<BuiltApps> {
  const [api, worker] = await Promise.all([buildApi(), buildWorker()]);
  return { api, worker, remove: async () => void (await Promise.all([api.remove(), worker.remove()])) };
}

type App = 'api' | 'worker';

/** An API and a worker of their own over a fresh database, as processes that can be killed and started again. */
export class LockstepUnderTest {
  readonly logs: AppProcess[] = [];
  private readonly running = new Map<App, AppProcess>();
  private url = '';

  private constructor(
    private readonly built: BuiltApps,
    readonly database: TestDatabase,
    private readonly redisUrl: string | undefined,
  ) {}

  static async start(built: BuiltApps, redisUrl?: string): Promise<LockstepUnderTest> {
    const started = new LockstepUnderTest(built, await createTestDatabase(), redisUrl);
    // The API first: it lays the tables out.
    await started.startApp('api');
    await started.startApp('worker');
    return started;
  }

  /** Resolves when it is ready. */
  async startApp(app: App): Promise<void> {
    const env = { ...settings, DATABASE_URL: this.database.url, REDIS_URL: this.redisUrl };
    const process = new AppProcess(this.built[app].main, env);
    this.running.set(app, process);
    this.logs.push(process);
    for (const deadline = Date.now() + patience; process.messages.length === 0; await sleep(20))
      if (Date.now() > deadline) throw new Error(`${app}; start; it must be ready; found ${this.logged()}`);
    if (app === 'api') this.url = (process.messages[0] as { url: string }).url;
  }

  /** Without a word, as a machine that loses its power. */
  async kill(app: App): Promise<void> {
    await this.running.get(app)?.stop('SIGKILL');
    this.running.delete(app);
  }

  async killAndRestart(...apps: readonly App[]): Promise<void> {
    await Promise.all(apps.map((app) => this.kill(app)));
    for (const app of apps) await this.startApp(app);
  }

  get admin(): HttpService {
    return this.as(adminToken);
  }

  /** A caller of its own with these roles. */
  async person(name: string, ...roles: readonly string[]): Promise<HttpService> {
    const { body } = await askOf<{ token: string }>(this.admin, { method: 'POST', path: '/v1/tokens', body: { name, roles } });
    return this.as(body.token);
  }

  /** What all processes have said from a level on: 40 warnings, 50 errors. */
  logged(level = 40): string[] {
    return this.logs.flatMap(({ lines }) => lines.filter((line) => line.level >= level).map((line) => JSON.stringify(line)));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.running.values()].map((process) => process.stop('SIGKILL')));
    await this.database.drop();
  }

  private as(token: string): HttpService {
    return new HttpService({ url: () => this.url, token, patience });
  }
}
