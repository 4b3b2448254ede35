import { Controller, Get, Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Public } from '../auth/access.decorators.js';
import { JOB_QUEUES } from '../nest/tokens.js';
import { Problem, problemKinds } from '../problem/index.js';
import type { JobQueues } from '../queue/index.js';

/** Says what is degraded; null: nothing is. */
export type Watch = () => Promise<string | null>;

@Injectable()
export class Readiness {
  /** Set once, when shutdown begins: load balancers stop sending before connections are closed. */
  draining = false;
  private readonly watches = new Map<string, Watch>();

  /** What somebody should look at although requests are served. */
  watch(name: string, watch: Watch): void {
    this.watches.set(name, watch);
  }

  async findDegraded(): Promise<Record<string, string>> {
    const entries = [...this.watches].map(async ([name, watch]) => [name, await answer(async () => (await watch()) ?? 'ok')]);
    return Object.fromEntries(await Promise.all(entries)) as Record<string, string>;
  }
}

/** Milliseconds; a probe that hangs is worse than one that fails. */
const patience = 2_000;

@Controller()
export class ProbesController {
  constructor(
    private readonly readiness: Readiness,
    private readonly source: DataSource,
    @Inject(JOB_QUEUES) private readonly queues: JobQueues,
  ) {}

  /** The process runs and its event loop turns. Says nothing of the database: a restart would not mend that. */
  @Public()
  @Get('livez')
  live(): { status: string } {
    return { status: 'ok' };
  }

  @Public()
  @Get('readyz')
  async ready(): Promise<{ status: string; checks: Record<string, string> }> {
    const checks = {
      shutdown: this.readiness.draining ? 'draining' : 'ok',
      database: await answer(() => this.source.query('select 1').then(() => 'ok')),
      queue: await answer(() => this.queues.ping().then(() => 'ok')),
    };
    const failed = Object.entries(checks).filter(([, state]) => state !== 'ok');
    if (failed.length === 0) {
      const watched = await this.readiness.findDegraded();
      return { status: Object.values(watched).every((state) => state === 'ok') ? 'ok' : 'degraded', checks: { ...checks, ...watched } };
    }
    throw new Problem({
      code: 'unavailable',
      ...problemKinds.unavailable,
      errors: failed.map(([name, state]) => ({ pointer: `check:/${name}`, detail: state })),
      headers: { 'retry-after': '5' },
    });
  }
}

async function answer(ask: () => Promise<string>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((settle) => (timer = setTimeout(() => settle(`no answer in ${patience / 1_000} s`), patience)));
  try {
    return await Promise.race([ask(), late]);
  } catch {
    return 'failed';
  } finally {
    clearTimeout(timer);
  }
}
