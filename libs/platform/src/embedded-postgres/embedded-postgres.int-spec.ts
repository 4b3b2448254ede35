import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './index.js';

let dataDir: string;
let template: string;
const started: EmbeddedPostgres[] = [];

beforeAll(async () => {
  template = await mkdtemp(join(tmpdir(), 'lockstep-pg-'));
  await (await startEmbeddedPostgres({ dataDir: template })).stop();
});
afterAll(() => rm(template, { recursive: true, force: true }));
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'lockstep-pg-'));
});
afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function start(options: { throwaway?: boolean; userNamespaces?: 'never' } = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, ...options });
  started.push(server);
  return server;
}

/** A stopped cluster in the folder: making one anew costs a second of CPU. */
const copyCluster = () => cp(template, dataDir, { recursive: true });

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  // The server of some tests is killed under the client.
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

const postmasterPid = async () => Number((await readFile(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0]);
const gone = async (pid: number) => expect.poll(() => pidAlive(pid), { timeout: 5_000 }).toBe(false);
const pidAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('embedded PostgreSQL', () => {
  it('starts in an empty folder, keeps its password from others and refuses a wrong one', async () => {
    const { url, attached } = await start();
    expect(attached).toBe(false);
    expect(await query(url, 'select current_database() as name, current_setting($$fsync$$) as fsync')).toEqual([
      { name: 'lockstep', fsync: 'on' },
    ]);
    expect((await stat(join(dataDir, 'postgres/password'))).mode & 0o777).toBe(0o600);
    const wrong = new URL(url);
    wrong.password = 'guess';
    await expect(query(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/);
  });

  it('finds its data, and its port, at the second start', async () => {
    await copyCluster();
    const first = await start();
    await query(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    const second = await start();
    expect(second).toMatchObject({ attached: false, url: first.url });
    expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  it('recovers what was committed before the postmaster was killed', async () => {
    await copyCluster();
    const first = await start();
    await query(first.url, 'create table kept as select 7 as answer');
    const pid = await postmasterPid();
    process.kill(pid, 'SIGKILL');
    await gone(pid);
    const second = await start();
    expect(second.attached).toBe(false);
    expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 7 }]);
  });

  it('lets two starts at once share one server, which the owner alone stops', async () => {
    const servers = await Promise.all([start(), start()]);
    expect(servers.map((server) => server.attached).sort()).toEqual([false, true]);
    expect(servers[0]!.url).toBe(servers[1]!.url);
    const guest = servers.find((server) => server.attached)!;
    await guest.stop();
    expect(await query(guest.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(await readdir(dataDir)).toEqual(['postgres']);
  });

  it('adopts a server whose owner was killed', async () => {
    await copyCluster();
    const first = await start();
    await writeFile(join(dataDir, 'postgres/owner'), '999999999@1');
    const second = await start();
    expect(second).toMatchObject({ attached: true, url: first.url });
    const pid = await postmasterPid();
    await second.stop();
    expect(pidAlive(pid)).toBe(false);
  });

  it('takes over the lock of a start that was killed', async () => {
    await copyCluster();
    await writeFile(join(dataDir, 'postgres.lock'), '999999999@1\nleft over\n');
    expect((await start()).attached).toBe(false);
  });

  it('leaves a half-made cluster of a killed start aside', async () => {
    await writeFile(join(dataDir, 'postgres.new-broken'), '');
    expect(await query((await start()).url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('removes a throw-away cluster at its stop', async () => {
    await copyCluster();
    const server = await start({ throwaway: true });
    expect(await query(server.url, 'show fsync')).toEqual([{ fsync: 'off' }]);
    await server.stop();
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('removes a throw-away cluster whose process was killed', async () => {
    await copyCluster();
    const root = fileURLToPath(new URL('../../../../', import.meta.url));
    const child = spawn(process.execPath, ['scripts/run.mjs', 'libs/platform/src/embedded-postgres/throwaway.child.ts', dataDir], {
      cwd: root,
    });
    await once(child.stdout, 'data');
    const pid = await postmasterPid();
    child.kill('SIGKILL');
    await gone(pid);
    await expect.poll(() => readdir(dataDir), { timeout: 10_000 }).toEqual([]);
  });

  it.runIf(process.getuid?.() === 0)('runs as another user where root has no user namespaces', async () => {
    await copyCluster();
    const { chmod } = await import('node:fs/promises');
    await chmod(dataDir, 0o755);
    const server = await start({ userNamespaces: 'never' });
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect((await stat(join(dataDir, 'postgres/data'))).uid).toBe(65_534);
    await server.stop();
    expect(await query((await start()).url, 'select 2 as two')).toEqual([{ two: 2 }]);
  });

  it('names the folder and the cause when it can not be used', async () => {
    const file = join(dataDir, 'file');
    await writeFile(file, '');
    await expect(startEmbeddedPostgres({ dataDir: file })).rejects.toThrow(
      `embedded PostgreSQL; ${file}; must be a folder that can be made and written; found EEXIST`,
    );
  });

  it('refuses the folder of another PostgreSQL version', async () => {
    await copyCluster();
    await writeFile(join(dataDir, 'postgres/data/PG_VERSION'), '9\n');
    await expect(start()).rejects.toThrow(/its major version must be \d+, this Lockstep's; found 9/);
  });
});
