import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let folder: string;
let service: ChildProcess;
let url: string;
let token: string;
let database: string;
let key: string;
const file = (...parts: string[]) => path.join(folder, ...parts);

function lockstep(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['apps/cli/bin/lockstep.js', 'audit', ...args], {
    encoding: 'utf8',
    env: { ...process.env, LOCKSTEP_TOKEN: token },
  });
  return { status, stdout, stderr };
}
const ask = (resource: string, init: RequestInit = {}) =>
  fetch(new URL(resource, url), { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });
const publish = () =>
  ask('/v1/matrix/revisions?reason=test', {
    method: 'POST',
    headers: { 'content-type': 'application/yaml' },
    body: ['components', 'sources'].map((name) => readFileSync(`data/matrix/${name}.yaml`, 'utf8')).join('\n---\n'),
  });
async function query<Row extends pg.QueryResultRow>(...statements: string[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  let rows: Row[] = [];
  for (const statement of statements) ({ rows } = await client.query<Row>(statement));
  await client.end();
  return rows;
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lockstep-audit-'));
  const env: NodeJS.ProcessEnv = { ...process.env, PORT: '0', LOCKSTEP_DATA_DIR: file('data'), LOCKSTEP_LOG_LEVEL: 'warn' };
  for (const name of ['DATABASE_URL', 'REDIS_URL', 'LOCKSTEP_ADMIN_TOKEN', 'LOCKSTEP_SEAL_KEY']) delete env[name];
  service = spawn(process.execPath, ['apps/cli/bin/lockstep.js', 'serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  service.stdout!.on('data', (chunk) => (printed += String(chunk)));
  for (let waited = 0; !/Data lies in .*\n/.test(printed); waited++) {
    if (waited > 600 || service.exitCode !== null) throw new Error(`lockstep serve; must print where its data lies; found\n${printed}`);
    await new Promise((done) => setTimeout(done, 100));
  }
  url = /serves at (http:\/\/\S+)/.exec(printed)![1]!;
  token = /shown this once: (\S+)/.exec(printed)![1]!;
  const [password, port] = ['password', 'port'].map((name) => readFileSync(file('data/postgres', name), 'utf8').trim());
  database = `postgres://lockstep:${password}@127.0.0.1:${port}/lockstep`;
});
afterAll(async () => {
  if (service?.exitCode === null) {
    const gone = once(service, 'exit');
    service.kill('SIGTERM');
    await gone;
  }
  rmSync(folder, { recursive: true, force: true });
});

describe('lockstep audit, on a service with its own database', () => {
  it('has a key that only its owner can read, and keygen prints the verifier key of it', () => {
    expect(statSync(file('data/seal-key.pem')).mode & 0o777).toBe(0o600);
    const { status, stdout } = lockstep('keygen', '--out', file('data/seal-key.pem'));
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^lockstep\+[0-9a-f]{8}\+\S{44}\n$/) });
    key = stdout.trim();
  });

  it('prints the newest checkpoint once something was recorded', async () => {
    expect((await publish()).status).toBe(201);
    const read = () => lockstep('checkpoint', '--url', url);
    await expect.poll(() => read().status, { timeout: 20_000, interval: 200 }).toBe(0);
    const { stdout } = read();
    expect(stdout).toMatch(/^lockstep\n\d+\n\S{44}\n\n\u2014 lockstep \S+\n$/);
    expect(lockstep('checkpoint', '--database', database).stdout).toBe(stdout);
    writeFileSync(file('checkpoint.txt'), stdout);
  });

  it.each([
    ['the service', () => ['--url', url]],
    ['the database', () => ['--database', database]],
    ['an export', () => (lockstep('export', '--url', url, '--out', file('export')), ['--export', file('export')])],
  ])('verifies what it reads from %s: intact, anchored, exit code 0', (_, from) => {
    const { status, stdout, stderr } = lockstep('verify', ...from(), '--key', key, '--checkpoint', file('checkpoint.txt'));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^intact: \d+ events?, \d+ seals?\n {2}anchored {2}events 1 to \d+: covered by a checkpoint kept elsewhere\n/);
    expect(stdout).toContain(`signed by ${key}\n`);
  });

  it('lays a verifier into the export that needs nothing else', () => {
    const run = spawnSync(process.execPath, [file('export/verify.mjs'), '--key', key, '--checkpoint', file('checkpoint.txt')]);
    expect({ status: run.status, first: String(run.stdout).split('\n')[0] }).toEqual({ status: 0, first: 'intact' });
  });

  it('proves one event with a kept answer, and refutes one that was changed', async () => {
    const [{ id }] = (await query<{ id: string }>('select id from event_store.event order by position limit 1')) as [{ id: string }];
    const answer = await (await ask(`/v1/audit/events/${id}/proof`)).text();
    writeFileSync(file('proof.json'), answer);
    expect(lockstep('verify', '--proof', file('proof.json'), '--key', key)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(
        /^proven: MatrixRevisionPublished of matrix, version 1, id .* is event 1 of \d+ in the record lockstep\n$/,
      ),
    });
    writeFileSync(file('proof.json'), answer.replace('"actor":"token:', '"actor":"token:x'));
    expect(lockstep('verify', '--proof', file('proof.json'), '--key', key)).toMatchObject({
      status: 2,
      stdout: expect.stringMatching(/^refuted: /),
    });
  });

  it('takes a name away and leaves the record intact', async () => {
    const made = await ask('/v1/tokens', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Grace Hopper', roles: ['viewer'] }),
    });
    const actor = `token:${((await made.json()) as { id: string }).id}`;
    expect(lockstep('forget-actor', actor, '--url', url)).toMatchObject({ status: 0, stdout: `forgotten: the name of ${actor}\n` });
    expect(await (await ask(`/v1/actors/${actor}`)).json()).toEqual({ id: actor, name: null });
    expect(lockstep('verify', '--url', url, '--key', key).status).toBe(0);
  });

  it('names the first event that was changed, exit code 2', async () => {
    await query('set session_replication_role = replica', `update event_store.event set actor = 'token:else' where position = 1`);
    const { status, stdout } = lockstep('verify', '--database', database, '--key', key);
    expect(status).toBe(2);
    expect(stdout).toMatch(/^broken: first changed at event 1 \(stream matrix, version 1, position 1, id \S+\)/);
    const json = JSON.parse(lockstep('verify', '--url', url, '--key', key, '-o', 'json').stdout) as object;
    expect(json).toMatchObject({
      outcome: 'broken',
      findings: [{ layer: 'chain', kind: 'changed', event: { stream: 'matrix', version: 1 } }],
    });
  });

  it('refuses an actor that has no token, and a full folder, with exit code 1', () => {
    expect(lockstep('forget-actor', 'token:nobody', '--url', url)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('actor token:nobody; must have a token; found none'),
    });
    expect(lockstep('export', '--url', url, '--out', folder)).toMatchObject({
      status: 1,
      stderr: `export; folder ${folder}; must be empty; found files in it\n`,
    });
  });
});
