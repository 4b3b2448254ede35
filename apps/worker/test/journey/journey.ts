import { setTimeout as sleep } from 'node:timers/promises';
import {
  askOf,
  executeHop,
  type ExecutorOptions,
  type HoldReason,
  type HttpService,
  type PlanToExecute,
  ScannedWorld,
  type Service,
  type ServedWorld,
  serveWorld,
  SimulatedExecutor,
  type World,
} from '@lockstep/simulation';
import type { UpgradePlan } from '@lockstep/documents';
import pg from 'pg';
import { type BuiltApps, LockstepUnderTest } from './lockstep-under-test.js';
import { smallGoal, smallMatrix, smallWorld } from './small-world.js';

/** Who takes part: by names, as tokens of their own. */
export interface People {
  /** Plans, and may sign what others asked for. */
  readonly ada: HttpService;
  readonly bo: HttpService;
  readonly cy: HttpService;
  readonly pipeline: HttpService;
}

export interface PlanSeen {
  readonly id: string;
  readonly status: string;
  readonly digest: string;
  readonly outcome: string;
  readonly parent: string | null;
  readonly supersededBy: string | null;
  readonly plan: UpgradePlan;
}

export interface GateSeen {
  readonly verdict: 'go' | 'hold' | 'void';
  readonly digest: string | null;
  readonly step: string | null;
  readonly reasons: readonly HoldReason[];
}

export interface ExecutionSeen {
  readonly status: string;
  readonly drift: readonly { readonly node: { readonly id: string }; readonly component: string; readonly observed: readonly string[] }[];
  readonly steps: readonly { readonly step: string; readonly state: string }[];
}

export interface Hold {
  /** Resolves when a transaction waits. */
  readonly reached: () => Promise<void>;
  readonly release: () => Promise<void>;
}

export const toExecute = ({ id, digest, plan }: PlanSeen): PlanToExecute => ({ id, digest, spec: plan.spec });

/** One served world, a Lockstep of its own that watches it, and the people around. */
export class Journey {
  private constructor(
    readonly lockstep: LockstepUnderTest,
    readonly world: World,
    private readonly served: ServedWorld,
    readonly scanned: ScannedWorld,
    readonly people: People,
  ) {}

  /** Up to the point where the world is known and a matrix is published. */
  static async begin(built: BuiltApps, redisUrl?: string): Promise<Journey> {
    const world = smallWorld();
    const [lockstep, served] = await Promise.all([LockstepUnderTest.start(built, redisUrl), serveWorld(world)]);
    const scanned = new ScannedWorld(world, served, lockstep.admin);
    const [ada, bo, cy, pipeline] = await Promise.all([
      lockstep.person('ada', 'planner', 'approver'),
      lockstep.person('bo', 'approver'),
      lockstep.person('cy', 'approver'),
      lockstep.person('pipeline', 'operator'),
    ]);
    const journey = new Journey(lockstep, world, served, scanned, { ada, bo, cy, pipeline });
    await scanned.registerSources();
    await journey.publish(smallMatrix);
    await scanned.observe();
    return journey;
  }

  async publish(document: object): Promise<void> {
    await askOf(this.lockstep.admin, { method: 'POST', path: '/v1/matrix/revisions?reason=journey', body: document });
  }

  async askForPlan(): Promise<string> {
    const body = { goal: smallGoal, domain: 'nsx-1' };
    return (await askOf<{ id: string }>(this.people.ada, { method: 'POST', path: '/v1/plans', body })).body.id;
  }

  /** Requests a plan and waits for its result. */
  async requestPlan(): Promise<PlanSeen> {
    return this.computed(await this.askForPlan());
  }

  async plan(id: string): Promise<PlanSeen> {
    return (await askOf<PlanSeen>(this.lockstep.admin, { method: 'GET', path: `/v1/plans/${id}` })).body;
  }

  computed(id: string): Promise<PlanSeen> {
    return this.until(
      `plan ${id} is computed`,
      () => this.plan(id),
      ({ status }) => status !== 'requested',
    );
  }

  /** Of a plan, by somebody, about its digest. The status of the answer and its code, if it is a problem. */
  async decide(
    who: Service,
    { id, digest }: PlanSeen,
    what: string,
    body: object = {},
  ): Promise<{ status: number; code?: string; state?: string }> {
    const answer = await who.ask({ method: 'POST', path: `/v1/plans/${id}/${what}`, body, ifMatch: `"${digest}"`, repeatable: true });
    const { code, state } = answer.body as { code?: string; state?: string };
    return { status: answer.status, ...(code === undefined ? {} : { code }), ...(state === undefined ? {} : { state }) };
  }

  /** Another plan from where the execution of one stands. */
  async replan({ id, digest }: PlanSeen): Promise<PlanSeen> {
    const request = { method: 'POST', path: `/v1/plans/${id}/replan`, ifMatch: `"${digest}"` } as const;
    const { body } = await askOf<{ id: string }>(this.people.ada, request);
    return this.computed(body.id);
  }

  /** What no source tells: subject, type and data of each event. */
  async tell(events: readonly (readonly [subject: string, type: string, data: object])[]): Promise<void> {
    const of = ([subject, type, data]: (typeof events)[number], index: number) => ({
      specversion: '1.0',
      id: `${subject} ${index}`,
      source: '/journey',
      type: `dev.lockstep.${type}.v1`,
      subject,
      data,
    });
    const { body } = await askOf<{ outcomes: { outcome: string }[] }>(this.lockstep.admin, {
      method: 'POST',
      path: '/v1/inventory/events',
      contentType: 'application/cloudevents-batch+json',
      body: JSON.stringify(events.map(of)),
    });
    const refused = body.outcomes.filter(({ outcome }) => outcome !== 'accepted');
    if (refused.length > 0) throw new Error(`events; each; must be accepted; found ${JSON.stringify(refused)}`);
  }

  /** A hop of one node that nobody has reported. */
  upgradeByHand(cluster: string, component: string, to: string): void {
    const from = this.world.get('cluster', cluster).versions[component]!;
    const upgraded = executeHop(this.world, { component, subjects: [cluster], from, to });
    if (upgraded.outcome !== 'done') throw new Error(`cluster ${cluster}; the platform must take it; found ${JSON.stringify(upgraded)}`);
  }

  /** Requested and signed by as many as it takes. */
  async signOff(plan: PlanSeen): Promise<void> {
    await this.decide(this.people.ada, plan, 'signoffs/request');
    for (const who of [this.people.bo, this.people.cy]) await this.decide(who, plan, 'signoffs', { decision: 'sign' });
  }

  /** `query` keeps one question apart from another, whose answer may be two seconds old. */
  async gate(id: string, query = ''): Promise<GateSeen> {
    return (await askOf<GateSeen>(this.people.pipeline, { method: 'GET', path: `/v1/plans/${id}/gate${query}` })).body;
  }

  async execution(id: string): Promise<ExecutionSeen> {
    return (await askOf<ExecutionSeen>(this.lockstep.admin, { method: 'GET', path: `/v1/plans/${id}/execution` })).body;
  }

  /** Ids of nodes in which several versions were last seen side by side, in the order of text. */
  async rolling(): Promise<string[]> {
    const lists = ['nsx-managers', 'supervisors', 'clusters'].map(async (kind) => {
      const { body } = await askOf<{ items: { id: string; mixed?: object }[] }>(this.lockstep.admin, {
        method: 'GET',
        path: `/v1/${kind}`,
      });
      return body.items.filter(({ mixed }) => Object.keys(mixed ?? {}).length > 0).map(({ id }) => id);
    });
    return (await Promise.all(lists)).flat().sort();
  }

  executor(options: Partial<Pick<ExecutorOptions, 'service' | 'observe' | 'onMoment'>> = {}): SimulatedExecutor {
    return new SimulatedExecutor({
      world: this.world,
      service: this.people.pipeline,
      observe: () => this.scanned.observe(),
      ...options,
    });
  }

  /** Types of the events of a stream, the oldest first. */
  async events(stream: string): Promise<string[]> {
    const rows = await this.query<{ type: string }>('select type from event_store.event where stream = $1 order by position', [stream]);
    return rows.map(({ type }) => type);
  }

  async query<Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.lockstep.database.url });
    await client.connect();
    try {
      return (await client.query<Row>(sql, [...values])).rows;
    } finally {
      await client.end();
    }
  }

  /** Polls until what was seen is as wanted. */
  async until<Seen>(what: string, look: () => Promise<Seen>, isThere: (seen: Seen) => boolean, seconds = 40): Promise<Seen> {
    for (const deadline = Date.now() + seconds * 1_000; ; await sleep(50)) {
      const seen = await look();
      if (isThere(seen)) return seen;
      if (Date.now() > deadline)
        throw new Error(`${what}; within ${seconds} s; found ${JSON.stringify(seen)}; log ${this.lockstep.logged().join(' | ')}`);
    }
  }

  /** Holds every transaction at the point where it would write to a table: all is decided by then, and nothing is committed. */
  async hold(table: string): Promise<Hold> {
    const client = new pg.Client({ connectionString: this.lockstep.database.url });
    await client.connect();
    await client.query('begin');
    await client.query(`lock table ${table} in exclusive mode`);
    const waiting = async () =>
      (await client.query(`select from pg_locks where not granted and relation = $1::regclass`, [table])).rows.length;
    return {
      reached: async () => void (await this.until(`somebody is about to write to ${table}`, waiting, (waiters) => waiters > 0)),
      release: () => client.end(),
    };
  }

  /** As after the time for which jobs stay in the hands of a worker that is gone. */
  async freeJobs(): Promise<void> {
    await this.query(`update bullmq.job set locked_until_ms = 0 where state = 'active'`);
  }

  /** Requests that sources have answered so far. */
  get requests(): number {
    return this.served.requests.length;
  }

  async end(): Promise<void> {
    await this.lockstep.stop();
    await this.served.close();
  }
}
