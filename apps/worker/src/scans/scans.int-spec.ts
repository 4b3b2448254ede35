import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  checkSourceJob,
  scanClusterJobId,
  scanJob,
  scanClusterJob,
  scheduledScanJob,
  scanSourceJob,
  scanSourceJobId,
  SourceFailure,
} from '@lockstep/fleet';
import { createMigratedDatabase, type MigratedDatabase, testRedisUrl } from '@lockstep/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  clusterReports,
  fakeConnector,
  type FakeWorld,
  insideReport,
  managerSighting,
  supervisorSighting,
} from '../../test/fake-connector.js';
import { type OpenedScans, openScans, ScansUnderTest, work } from '../../test/scans-under-test.js';

const soon = { timeout: 20_000, interval: 25 };
const prefix = `lockstep-scans-${randomBytes(4).toString('hex')}`;
/** Milliseconds: the workers of the tests look for jobs of killed ones four times in it. */
const lock = 2_000;
/** Milliseconds: what the worker that is to be killed holds is free again soon. */
const briefLock = 500;
/** Of the pauses between attempts. */
const backoffScale = 0.1;
const canary = 'canary-secret-0815';

describe('scans with their jobs on PostgreSQL', () => describeScans(undefined));
describe.skipIf(testRedisUrl() === undefined)('scans with their jobs on Redis', () => describeScans(testRedisUrl()));

function describeScans(redisUrl: string | undefined): void {
  let database: MigratedDatabase;
  let opened!: OpenedScans;
  let scans: ScansUnderTest;
  /** Its modules are read while the other tests run. */
  let child: ChildProcess;
  const clusters = ['c1', 'c2', 'c3'];
  const quiet: Pick<FakeWorld, 'look' | 'lookInto'> = {
    async *look({ source }) {
      if (source.startsWith('nsx')) return yield managerSighting(source);
      yield supervisorSighting(source);
      for (const name of clusters) yield* clusterReports(source, name);
    },
    async *lookInto(_, cluster) {
      yield insideReport(cluster);
    },
  };
  const world = { ...quiet, log: [] as string[] } as FakeWorld & { -readonly [Key in keyof FakeWorld]: FakeWorld[Key] };
  /** A source that no other test has. */
  let count = 0;
  const newSource = async (kind: 'supervisor' | 'nsx-manager' = 'supervisor') => {
    const id = `${kind === 'supervisor' ? 'sup' : 'nsx'}-${++count}`;
    await scans.register(id, kind);
    return id;
  };

  /** Queues that were drained take no more jobs. */
  const reopen = async () => {
    await opened?.close();
    opened = await openScans({ databaseUrl: database.url, prefix, backoffScale, ...(redisUrl === undefined ? {} : { redisUrl }) }, [
      fakeConnector(world),
    ]);
    scans = new ScansUnderTest(opened);
    await work(opened.scans, opened.queues, lock);
  };
  beforeAll(async () => {
    database = await createMigratedDatabase();
    child = startChild(prefix, database.url, redisUrl);
    await reopen();
  });
  beforeEach(() => {
    Object.assign(world, quiet);
    world.log.length = 0;
  });
  afterAll(async () => {
    child.kill('SIGKILL');
    await opened.close();
    await database.drop();
    if (redisUrl !== undefined) await removeKeys(redisUrl);
  });

  it('look at Supervisors, into their clusters, and then at NSX managers', async () => {
    const [manager, supervisor] = [await newSource('nsx-manager'), await newSource()];
    const scan = await scans.run(manager, supervisor);
    expect(scan).toMatchObject({ status: 'completed', by: 'token:test', trigger: { kind: 'person' } });
    expect(scan.looks[supervisor]).toMatchObject({ outcome: 'completed', counts: { seen: 4, changed: 4, unchanged: 0 } });
    expect(world.log.filter((line) => /^(look|into)/.test(line)).toSorted()).toEqual(
      [`look ${manager}`, `look ${supervisor}`, ...clusters.map((name) => `into ${supervisor}/${name}`)].toSorted(),
    );
    expect(world.log.filter((line) => /^(look|into)/.test(line)).at(-1)).toBe(`look ${manager}`);
    expect(await scans.fleet.find('cluster', `${supervisor}/c1`)).toMatchObject({
      versions: { vkr: 'v1.33.1', antrea: '2.3.0' },
      signals: { [`${supervisor}/inside`]: { signals: [{ name: 'antrea-controller', state: 'ok' }] } },
    });
  });

  it('tell how far they are', async () => {
    const source = await newSource();
    let release = () => {};
    const held = new Promise<void>((settle) => (release = settle));
    world.lookInto = async function* (look, cluster) {
      if (cluster.name !== 'c1') await held;
      yield* quiet.lookInto!(look, cluster);
    };
    const scan = await scans.begin(source);
    const find = () => opened.queues.find(scanJob, scan);
    await expect.poll(async () => (await find())?.children, soon).toEqual({ ended: 2, of: 4 });
    const look = await opened.queues.find(scanSourceJob, scanSourceJobId(scan, 0));
    expect(look).toMatchObject({ state: 'completed', progress: { seen: 4, changed: 4, faults: 0 } });
    release();
    await scans.ended(scan);
    await expect.poll(async () => (await find())?.result, soon).toEqual({ outcome: 'completed' });
  });

  it('end soon after they are cancelled, and take nothing for missed', async () => {
    const source = await newSource();
    await scans.run(source);
    let aborted = 0;
    world.lookInto = async function* (look) {
      await once(look.signal, 'abort');
      aborted++;
      yield* [];
    };
    const scan = await scans.begin(source);
    await expect.poll(async () => (await opened.queues.find(scanClusterJob, scanClusterJobId(scan, 0, 0)))?.state, soon).toBe('active');
    expect(await scans.cancelScan.execute({ scan, actor: 'token:test' })).toEqual({ outcome: 'cancelling' });
    const ended = await scans.ended(scan);
    expect(ended).toMatchObject({ status: 'cancelled', looks: { [source]: { outcome: 'partial', missed: {}, lost: {} } } });
    expect(aborted).toBe(3);
    expect(await scans.cancelScan.execute({ scan, actor: 'token:test' })).toEqual({ outcome: 'ended' });
  });

  it('never show a secret: in events, rows, jobs, logs and faults', async () => {
    const [leaky, broken] = [await newSource(), await newSource()];
    for (const source of [leaky, broken]) await opened.secrets.keep({ owner: source, place: '' }, { token: canary }, 'token:test');
    let seen: unknown;
    world.look = async function* (look) {
      seen = look.secret;
      if (look.source === broken)
        throw new SourceFailure(
          { code: 'login-refused', subject: null, place: `GET /?token=${canary}`, detail: `${canary} is refused` },
          false,
        );
      yield { report: 'fault', fault: { code: 'wrong-shape', subject: null, place: null, detail: `found ${canary}` } };
      yield* quiet.look(look);
    };
    world.lookInto = async function* (look, cluster) {
      if (cluster.name === 'c1') throw new Error(`header Bearer ${canary} is not valid`);
      yield* quiet.lookInto!(look, cluster);
    };
    const scan = await scans.run(leaky, broken);
    expect(seen).toEqual({ token: canary });
    expect(scan.looks[broken]).toMatchObject({ fault: { place: 'GET /?token=****', detail: '**** is refused' } });
    expect(opened.logged.join('')).toContain('header Bearer **** is not valid');
    expect(opened.logged.join('')).not.toContain(canary);
    expect(await findInTables(database, '**** is refused')).toContain('event_store.event_p0001');
    expect(await findInTables(database, canary)).toEqual([]);
    if (redisUrl !== undefined) expect(await findInRedis(redisUrl, canary)).toEqual([]);
  });

  it('are gone on with by another worker when the one that ran them is killed, and each cluster is looked into to its end once', async () => {
    const source = await newSource();
    await opened.queues.drain(1_000);
    const scan = await scans.begin(source);
    child.stdin!.write('work\n');
    await heardFrom(child, 'hangs');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect((await scans.reads.find(scan))?.status).toBe('running');
    await reopen();
    const ended = await scans.ended(scan, 60);
    expect(ended).toMatchObject({ status: 'completed', looks: { [source]: { counts: { seen: 4 }, unreached: {} } } });
    expect(world.log.filter((line) => /^(look|into)/.test(line))).toContain(`into ${source}/c2`);
    expect(world.log).not.toContain(`look ${source}`);
  }, 90_000);

  // What follows decides nothing by what holds the jobs.
  if (redisUrl !== undefined) return;

  it('that find nothing new record that they were there, and nothing of any node', async () => {
    const source = await newSource();
    await scans.run(source);
    const before = (await scans.events()).length;
    const again = await scans.run(source);
    expect((await scans.events()).slice(before)).toEqual(['ScanStarted', 'ScanLookEnded', 'ScanEnded']);
    expect(again.looks[source]).toMatchObject({ counts: { seen: 4, changed: 0, unchanged: 4 }, appeared: {}, missed: {} });
  });

  it('go on with the others when a source or a cluster fails', async () => {
    const [good, bad] = [await newSource(), await newSource()];
    world.look = async function* (look) {
      if (look.source === bad)
        throw new SourceFailure({ code: 'login-refused', subject: null, place: 'GET /version', detail: 'The login was refused' }, false);
      yield* quiet.look(look);
    };
    world.lookInto = async function* (look, cluster) {
      if (cluster.name === 'c2')
        throw new SourceFailure({ code: 'unreachable', subject: null, place: null, detail: 'Nobody answers' }, false);
      yield* quiet.lookInto!(look, cluster);
    };
    const scan = await scans.run(good, bad);
    expect(scan.status).toBe('partial');
    expect(scan.looks[bad]).toMatchObject({ outcome: 'failed', fault: { code: 'login-refused' } });
    expect(scan.looks[good]).toMatchObject({
      outcome: 'completed',
      counts: { seen: 4 },
      unreached: { cluster: [`${good}/c2`] },
      faults: { unreachable: 1 },
    });
    expect((await scans.registry.find(good))?.faults).toMatchObject([
      { code: 'unreachable', subject: { kind: 'cluster', id: `${good}/c2` }, detail: 'Nobody answers' },
    ]);
    expect((await scans.fleet.find('cluster', `${good}/c3`))?.versions['antrea']).toBe('2.3.0');
  });

  it('look again, after a pause, where time may heal', async () => {
    const source = await newSource();
    let looks = 0;
    world.look = async function* (look) {
      yield supervisorSighting(source);
      if (++looks === 1) throw new SourceFailure({ code: 'rate-limited', subject: null, place: null, detail: 'Too many requests' }, true);
      yield* quiet.look(look);
    };
    const began = Date.now();
    const scan = await scans.run(source);
    expect({ looks, status: scan.status }).toEqual({ looks: 2, status: 'completed' });
    expect(Date.now() - began).toBeGreaterThan(900 * backoffScale);
    expect(scanSourceJob).toMatchObject({ backoff: 2_000, jitter: 0.5 });
    expect((await scans.registry.find(source))?.faults).toEqual([]);
  });

  it('leave a source out that another scan is looking at', async () => {
    const [slow, other] = [await newSource(), await newSource()];
    let release = () => {};
    const held = new Promise<void>((settle) => (release = settle));
    world.look = async function* (look) {
      if (look.source === slow) await held;
      yield* quiet.look(look);
    };
    const first = await scans.begin(slow);
    const trigger = { kind: 'person' } as const;
    const alone = { scan: '6d0a5c1e-9f0e-4c0e-8d57-0c7a4f2a9b11', sources: [slow], trigger, actor: 'token:test' };
    expect(await scans.start.execute(alone)).toMatchObject({
      outcome: 'refused',
      skipped: [{ source: slow, reason: 'in-scan', scan: first }],
    });
    const second = await scans.run(slow, other);
    expect(second).toMatchObject({ status: 'completed', skipped: [{ source: slow, reason: 'in-scan' }] });
    expect(Object.keys(second.looks)).toEqual([other]);
    release();
    expect((await scans.ended(first)).status).toBe('completed');
    expect(world.log.filter((line) => line === `look ${slow}`)).toHaveLength(1);
  });

  it('do not wait for a source that does not listen when they are cancelled', async () => {
    const source = await newSource();
    world.look = async function* () {
      yield supervisorSighting(source);
      await sleep(600_000, undefined, { ref: false });
    };
    const scan = await scans.begin(source);
    await expect.poll(() => world.log.includes(`look ${source}`), soon).toBe(true);
    await scans.cancelScan.execute({ scan, actor: 'token:test' });
    expect((await scans.ended(scan)).status).toBe('cancelled');
  });

  it('fail with what is to be done where the secret can not be read', async () => {
    const source = await newSource();
    await opened.secrets.keep({ owner: source, place: '' }, { token: 'x' }, 'token:test');
    await database.source.query('update lockstep.connector_secret set jwe = $2 where owner = $1', [source, 'changed']);
    const scan = await scans.run(source);
    expect(scan).toMatchObject({ status: 'failed', looks: { [source]: { fault: { code: 'login-refused' } } } });
  });

  it('are started by a schedule, a little later by chance, once for each time', async () => {
    const source = await newSource();
    const schedule = `every-${source}`;
    const content = { name: 'now and then', cron: '0 0 1 1 *', timeZone: 'UTC', jitter: 1, sources: [source], enabled: true };
    await scans.schedules.create(schedule, content, { actor: 'token:test' });
    const runs = async () => (await scans.reads.list({ limit: 10, source })).scans;
    await Promise.all([1, 2].map(() => opened.queues.enqueue(scheduledScanJob, `run-${source}`, { schedule })));
    await expect.poll(async () => (await runs()).map(({ status }) => status), soon).toEqual(['completed']);
    expect(await runs()).toMatchObject([{ trigger: { kind: 'schedule', schedule }, by: 'system:scan-schedule' }]);
    await scans.schedules.change(schedule, { ...content, enabled: false }, { actor: 'token:test' });
    await opened.queues.enqueue(scheduledScanJob, `paused-${source}`, { schedule });
    await expect
      .poll(async () => (await opened.queues.find(scheduledScanJob, `paused-${source}`))?.result, soon)
      .toEqual({ outcome: 'off' });
    expect(await runs()).toHaveLength(1);
  });

  it('are tried by a check, which says what is wrong and records nothing', async () => {
    const source = await newSource();
    const before = (await scans.events()).length;
    const check = async (id: string) => {
      await opened.queues.enqueue(checkSourceJob, `check-${id}`, { source: id });
      await expect.poll(async () => (await opened.queues.find(checkSourceJob, `check-${id}`))?.result, soon).toBeDefined();
      return (await opened.queues.find(checkSourceJob, `check-${id}`))?.result;
    };
    expect(await check(source)).toMatchObject({ outcome: 'reached', versions: { supervisor: '9.0.1' }, faults: [] });
    expect(await check('nobody')).toMatchObject({ outcome: 'failed', faults: [{ code: 'unreachable' }] });
    expect((await scans.events()).slice(before)).toEqual([]);
  });

  it('that were recorded and not queued are queued by the sweep, and those whose job failed are ended', async () => {
    const source = await newSource();
    const lost = await scans.begin(source);
    await scans.ended(lost);
    const { BeginScan, PostgresScanRecord } = await import('@lockstep/fleet');
    const begin = new BeginScan(scans.fleet, new PostgresScanRecord(opened.database, opened.projections));
    const scan = '0b7e1a52-6c5b-4a53-9d51-5f1f2f8d3c77';
    await begin.execute({ scan, sources: [source], trigger: { kind: 'person' }, actor: 'token:test' });
    await expect.poll(async () => (await scans.reads.find(scan))?.status, soon).toBe('running');
    await opened.scans.sweep.start();
    expect((await scans.ended(scan)).status).toBe('completed');
    await opened.scans.sweep.stop();
  });
}

function startChild(...[keys, databaseUrl, redisUrl]: [string, string, string | undefined]): ChildProcess {
  const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
  const given = [keys, String(briefLock), databaseUrl, ...(redisUrl === undefined ? [] : [redisUrl])];
  const args = [path('../../../../scripts/run.mjs'), path('../../test/scan-worker.child.ts'), ...given];
  return spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
}

async function heardFrom(child: ChildProcess, word: string): Promise<void> {
  for await (const chunk of child.stdout!) if (String(chunk).includes(word)) return;
  throw new Error(`worker process; output; must say "${word}"; found its end`);
}

/** Tables of all schemas that hold the text in any column. */
async function findInTables({ source }: MigratedDatabase, text: string): Promise<string[]> {
  const tables = await source.query<{ name: string }[]>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await source.query<{ found: boolean }[]>(`select exists (select 1 from ${name} t where t::text like $1) as found`, [
      `%${text}%`,
    ]);
    if (row?.found) found.push(name);
  }
  return found;
}

async function findInRedis(redisUrl: string, text: string): Promise<string[]> {
  const client = new Redis(redisUrl);
  const found: string[] = [];
  for await (const keys of client.scanStream({ match: `${prefix}:*`, count: 500 }) as AsyncIterable<string[]>)
    for (const key of keys) if ((await client.dumpBuffer(key))?.toString('latin1').includes(text)) found.push(key);
  client.disconnect();
  return found;
}

async function removeKeys(redisUrl: string): Promise<void> {
  const client = new Redis(redisUrl);
  for await (const keys of client.scanStream({ match: `${prefix}:*`, count: 500 }) as AsyncIterable<string[]>)
    if (keys.length > 0) await client.unlink(keys);
  client.disconnect();
}
