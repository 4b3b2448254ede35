import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runInProcess } from '../test/in-process.js';
import { Served, TOKEN, URL_LINE } from '../test/served.js';

const LOCKSTEP = path.resolve('apps/cli/bin/lockstep.js');

let folder: string;
let served: Served;
let url: string;
let admin: string;
const file = (name: string): string => path.join(folder, name);
const write = (name: string, text: string): string => {
  writeFileSync(file(name), text);
  return file(name);
};
const clean = (): NodeJS.ProcessEnv => {
  const { LOCKSTEP_TOKEN: _, LOCKSTEP_URL: __, FORCE_COLOR: ___, ...rest } = process.env;
  return { ...rest, XDG_CONFIG_HOME: folder };
};

/** The built command, as a person with a context of their own would run it. */
function lockstep(args: readonly string[], { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [LOCKSTEP, ...args], {
    encoding: 'utf8',
    input,
    env: { ...clean(), ...env },
  });
  return { status, stdout, stderr };
}

/** What a command that must go well prints. */
async function told(...args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await runInProcess(args);
  expect({ args, status, stderr }).toEqual({ args, status: 0, stderr: '' });
  return stdout;
}
const json = async <T>(...args: readonly string[]): Promise<T> => JSON.parse(await told(...args, '-o', 'json')) as T;

async function post(resource: string, body: unknown, contentType = 'application/json'): Promise<unknown> {
  const headers = { authorization: `Bearer ${admin}`, 'content-type': contentType };
  const answer = await fetch(new URL(resource, url), { method: 'POST', headers, body: JSON.stringify(body) });
  expect(answer.ok).toBe(true);
  return answer.json();
}

async function issueToken(name: string, roles: readonly string[]): Promise<string> {
  const { token } = (await post('/v1/tokens', { name, roles })) as { token: string };
  return write(`${name}.token`, `${token}\n`);
}

/** What nobody scans, somebody has to tell. */
async function tellHealth(clusters: readonly string[]): Promise<void> {
  const events = clusters.flatMap((cluster) =>
    ['adapter', 'realization', 'addresses'].map((layer) => ({
      specversion: '1.0',
      id: `${cluster}-${layer}`,
      source: '/test',
      type: 'dev.lockstep.cluster.health-observed.v1',
      subject: `cluster-${cluster}`,
      data: { layer, verdict: 'healthy', evidence: [] },
    })),
  );
  const { outcomes } = (await post('/v1/inventory/events', events, 'application/cloudevents-batch+json')) as {
    outcomes: { outcome: string }[];
  };
  expect(outcomes.every(({ outcome }) => outcome === 'accepted')).toBe(true);
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lockstep-online-'));
  for (const name of ['LOCKSTEP_TOKEN', 'LOCKSTEP_URL']) vi.stubEnv(name, undefined);
  vi.stubEnv('XDG_CONFIG_HOME', folder);
  served = await Served.start(file('data'));
  [url, admin] = await Promise.all([served.prints(URL_LINE), served.prints(TOKEN)]);
});
afterAll(async () => {
  await served?.end('SIGTERM');
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('lockstep login', () => {
  it('keeps the token in a file that its owner alone can read, and shows it nowhere', async () => {
    const { status, stdout } = lockstep(['login', '--url', url, '--name', 'lab'], { input: `${admin}\n` });
    expect({ status, stdout }).toEqual({ status: 0, stdout: `logged in to ${url} as first admin (admin); context lab\n` });
    expect(statSync(file('lockstep/contexts.json')).mode & 0o777).toBe(0o600);
    const contexts = await told('context', 'list');
    expect(contexts).toMatch(/^CURRENT {2}NAME {2}URL\n\* {8}lab {3}http/);
    expect(contexts).not.toContain(admin);
    expect((await json<{ roles: string[] }>('whoami')).roles).toEqual(['admin']);
  });

  it('keeps nothing of a token that the service does not know', async () => {
    const { status, stderr } = lockstep(['login', '--url', url, '--name', 'wrong'], { input: 'lsk_nobody_nothing\n' });
    expect(status).toBe(1);
    expect(stderr).toContain('401 unauthenticated');
    expect(stderr).not.toContain('lsk_nobody');
    expect(await told('context', 'list', '-o', 'name')).toBe('lab\n');
  });

  it('does not use a file that others can read', () => {
    chmodSync(file('lockstep/contexts.json'), 0o640);
    const { status, stderr } = lockstep(['whoami']);
    chmodSync(file('lockstep/contexts.json'), 0o600);
    expect(status).toBe(1);
    expect(stderr).toMatch(/contexts\.json; mode; must be readable by its owner alone; found 0640: chmod 600/);
  });

  it('sends the token of a context to no other service', () => {
    const { status, stderr } = lockstep(['whoami', '--url', 'http://127.0.0.1:9']);
    expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining('a token of the service is needed') });
  });
});

describe('from a matrix to a plan that is carried out', () => {
  let plan: string;
  let digest: string;
  let ada: string;
  let bo: string;

  it('publishes, records and plans', async () => {
    [ada, bo] = [await issueToken('ada', ['approver', 'operator']), await issueToken('bo', ['approver', 'operator'])];
    const published = await told(
      'matrix',
      'publish',
      '-f',
      'data/matrix',
      '-f',
      'data/matrix/overlays/example-lab.yaml',
      '--reason',
      'test',
    );
    expect(published).toMatch(/^outcome {2}published$/m);
    const fleet = readFileSync('data/fleets/tiny.yaml', 'utf8').replace(/takenAt: "[^"]*"/, `takenAt: "${new Date().toISOString()}"`);
    await told('fleet', 'record', '-f', write('fleet.yaml', fleet));
    expect(await told('clusters', 'list', '-o', 'name')).toBe('shop/batch\nshop/checkout\n');
    const requested = await json<{ id: string; digest: string; outcome: string }>('plans', 'request', '-f', 'data/goals/tiny-nsx-9-1.yaml');
    expect(requested.outcome).toBe('planned');
    ({ id: plan, digest } = requested);
    expect(await told('plans', 'steps', plan)).toMatch(/^s3 +s2 +yes +nsx 4\.2\.1\.0 → 9\.0\.2\.0 +nsx-1$/m);
    expect(await told('plans', 'standing', plan)).toContain('stands; its evidence is fresh');
    expect(await told('plans', 'document', plan)).toMatch(/^# /m);
  });

  it('says with exit code 2 that there is no safe plan, and why', async () => {
    const goal = readFileSync('data/goals/tiny-nsx-9-1.yaml', 'utf8').replace('evidence: operator', 'evidence: vendor');
    const refused = await runInProcess(['plans', 'request', '-f', write('goal.yaml', goal), '-o', 'name']);
    expect(refused).toMatchObject({ status: 2, stderr: '' });
    expect(await told('plans', 'explain', refused.stdout.trim())).toMatch(/^KIND +WHAT +WHY\n/);
  });

  it('lets two people sign, and not who asked for it', async () => {
    expect(await runInProcess(['plans', 'sign', plan, '--digest', digest])).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/; sign-off must be requested first \(409 /),
    });
    await told('plans', 'request-signoff', plan);
    expect((await runInProcess(['plans', 'sign', plan, '--digest', digest])).stderr).toContain('(409 ');
    const other = await runInProcess(['plans', 'sign', plan, '--digest', `sha256:${'0'.repeat(64)}`, '--token-file', ada]);
    expect(other).toMatchObject({ status: 1, stderr: expect.stringContaining('412 precondition-failed') });
    await told('plans', 'sign', plan, '--digest', digest, '--token-file', ada);
    expect(await told('plans', 'sign', plan, '--digest', digest, '--token-file', bo, '-o', 'name')).toBe('approved\n');
  });

  it('keeps a schedule, again in the place of the one before, for calendars and spreadsheets too', async () => {
    // Else the first step would begin with the next full minute.
    const notBefore = new Date(Date.now() - 3_600_000).toISOString();
    const policy = write('policy.yaml', `notBefore: "${notBefore}"\n`);
    const keep = ['plans', 'schedule', 'keep', plan, '-f', policy];
    await told(...keep);
    // What the two have signed is not loosened by whoever asked for it.
    expect(await runInProcess(keep)).toMatchObject({ status: 1, stderr: expect.stringContaining('(409 signed-off)') });
    expect(await told(...keep, '--token-file', ada)).toMatch(/^plan \S+: placed, .*; kept by token:/m);
    expect(await told('plans', 'schedule', 'get', plan, '-o', 'ical')).toMatch(/^BEGIN:VCALENDAR/);
    expect((await told('plans', 'schedule', 'get', plan, '-o', 'csv')).split('\n').length).toBeGreaterThan(9);
  });

  it('holds at the gate with exit code 3 until health is known, then goes', async () => {
    const gate = ['gate', '--plan', plan, '--acknowledge-no-return'];
    expect(lockstep(gate)).toMatchObject({ status: 3, stdout: expect.stringMatching(/^hold: plan \S+, step s1\n {2}health: /) });
    await tellHealth(['shop/batch', 'shop/checkout']);
    // An answer may be two seconds old.
    await expect.poll(() => lockstep(gate).stdout, { timeout: 20_000, interval: 500 }).toBe(`go: plan ${plan}, step s1\n`);
    expect(lockstep(gate).status).toBe(0);
  });

  it('reports what is carried out, and shows it', async () => {
    expect(await runInProcess(['plans', 'attempts', 'start', plan, '--step', 's2'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('(409 '),
    });
    await told('plans', 'attempts', 'start', plan, '--step', 's1', '--acknowledge-no-return');
    expect(await told('plans', 'attempts', 'list', plan)).toMatch(/^s1 +sup-1 +1 .* running /m);
    expect(await told('plans', 'pause', plan, '--reason', 'on call is away')).toMatch(/^paused \(p1\) by .*: on call is away$/m);
    await told('plans', 'resume', plan, '--reason', 'back', '--pause', 'p1');
    expect(await told('plans', 'attempts', 'fail', plan, '--step', 's1', '--reason', 'out of disk')).toMatch(/^s1 +failed /m);
    const watched = await told('watch', 'plan', plan, '--until', 'executing');
    expect(watched).toMatch(/Z {2}plan \S+: executing, stands$/m);
    expect(watched).toMatch(/Z {2}step s1: failed, 0 of 1$/m);
    const [looked, ...more] = (await told('watch', 'plan', plan, '--until', 'executing', '-o', 'json')).trimEnd().split('\n');
    expect([JSON.parse(looked!), more]).toMatchObject([{ standing: { status: 'executing' }, gate: { plan }, execution: { plan } }, []]);
  });

  it('says with exit code 4 that a plan which was withdrawn is void', async () => {
    const { id } = await json<{ id: string }>('plans', 'request', '-f', 'data/goals/tiny-nsx-9-1.yaml');
    expect(await told('plans', 'withdraw', id, '--reason', 'a test')).toMatch(/^status +withdrawn$/m);
    expect((await runInProcess(['gate', '--plan', id])).status).toBe(4);
    expect((await runInProcess(['watch', 'plan', id])).status).toBe(2);
  });
});

describe('lockstep tokens', () => {
  it('makes a token that does what its roles allow, until it is revoked', async () => {
    const made = await json<{ id: string; token: string }>('tokens', 'create', '--name', 'ci', '--role', 'operator', 'planner');
    const cy = write('cy.token', made.token);
    expect(await told('whoami', '--token-file', cy)).toContain('ci');
    expect((await runInProcess(['tokens', 'list', '--token-file', cy])).stderr).toContain('403 forbidden');
    expect(await told('tokens', 'list')).toMatch(new RegExp(`^${made.id} +operator,planner .* - +- +ci$`, 'm'));
    await told('tokens', 'revoke', made.id);
    expect((await runInProcess(['whoami', '--token-file', cy])).stderr).toContain('401 unauthenticated');
    expect(await told('tokens', 'list')).not.toContain(made.token);
    expect((await runInProcess(['tokens', 'create', '--name', 'x', '--role', 'root'])).status).toBe(1);
  });
});

describe('what it prints', () => {
  it('has no colours where nobody looks, nor a word about a reader that goes away', () => {
    const printed = execFileSync(
      'bash',
      ['-c', `set -o pipefail; '${process.execPath}' '${LOCKSTEP}' matrix show -o yaml 2>&1 | head -1`],
      { env: clean(), encoding: 'utf8' },
    );
    expect(printed).toMatch(/^digest: /);
    expect(printed.trim().split('\n')).toHaveLength(1);
    for (const args of [['findings'], ['matrix', 'revisions', '--no-color'], ['plans', 'list']])
      expect(lockstep(args)).toMatchObject({ status: 0, stderr: '', stdout: expect.not.stringContaining('\u001b') });
  });

  it('says in one line that it could not be written, and that is no answer', () => {
    const { status, stderr } = spawnSync('bash', ['-c', `'${process.execPath}' '${LOCKSTEP}' matrix show -o yaml > /dev/full`], {
      env: clean(),
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'standard output; must be writable; found ENOSPC: no space left on device, write\n',
    });
  });

  it('names what was wrong with a request, and where', async () => {
    expect(await runInProcess(['clusters', 'list', '--label', 'nonsense'])).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^GET \/v1\/clusters\?label=nonsense; .*\(400 invalid-request\)\n {2}query:\/label/),
    });
    expect((await runInProcess(['plans', 'get', 'no-uuid'])).status).toBe(1);
    expect((await runInProcess(['plans', 'nonsense'])).status).toBe(1);
  });

  it('takes what the environment says where no flag says otherwise', () => {
    const env = { LOCKSTEP_URL: url, LOCKSTEP_TOKEN: readFileSync(file('ada.token'), 'utf8').trim(), XDG_CONFIG_HOME: '/nowhere' };
    expect(lockstep(['whoami', '-o', 'json'], { env }).stdout).toContain('"ada"');
    expect(lockstep(['whoami', '-o', 'json', '--token-file', file('bo.token')], { env }).stdout).toContain('"bo"');
  });
});

describe('the package of the client', () => {
  it('installs without a network, compiles in a project of its own and speaks to a service', async () => {
    const project = file('project');
    const run = (command: string, args: readonly string[], cwd: string): string =>
      execFileSync(command, args, {
        cwd,
        encoding: 'utf8',
        env: { ...clean(), LOCKSTEP_URL: url, LOCKSTEP_TOKEN: admin },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    const packages = ['eventsource-parser', 'openapi-fetch', 'openapi-typescript-helpers', 'p-retry', 'is-network-error'];
    mkdirSync(project);
    run('npm', ['run', '--silent', 'build:api-client'], '.');
    const folders = ['libs/api-client', ...packages.map((name) => `node_modules/${name}`)].map((name) => path.resolve(name));
    run('npm', ['pack', '--silent', '--ignore-scripts', ...folders], project);
    write('project/package.json', '{"name": "fresh", "private": true, "type": "module"}');
    const tarballs = readdirSync(project).filter((name) => name.endsWith('.tgz'));
    run('npm', ['install', '--silent', '--offline', '--no-audit', '--no-fund', ...tarballs.map((name) => `./${name}`)], project);
    write(
      'project/main.ts',
      `import { createLockstepClient, LockstepProblem } from '@lockstep/api-client';
const env = (globalThis as unknown as { process: { env: Record<string, string> } }).process.env;
const client = createLockstepClient({ url: env['LOCKSTEP_URL']!, token: env['LOCKSTEP_TOKEN']! });
const me: { name: string } = (await client.GET('/v1/me')).data;
const clusters: string[] = [];
for await (const { id } of client.pages('/v1/clusters', { params: { query: { limit: 1 } } })) clusters.push(id);
const problem = await client.GET('/v1/clusters/{id}', { params: { path: { id: 'none' } } }).catch((error: unknown) => error);
// @ts-expect-error there is no such path
void (() => client.GET('/v1/nonsense'));
console.log(JSON.stringify([me.name, clusters, problem instanceof LockstepProblem && problem.problem.code]));
`,
    );
    const compiler = path.resolve('node_modules/typescript7/bin/tsc');
    const settings = [
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--lib',
      'es2023,dom,dom.iterable,dom.asynciterable',
      '--types',
      '',
    ];
    run(process.execPath, [compiler, ...settings, 'main.ts'], project);
    expect(JSON.parse(run(process.execPath, ['main.js'], project))).toEqual(['first admin', ['shop/batch', 'shop/checkout'], 'not-found']);
  });
});

describe('completion in bash', () => {
  let script: string;
  beforeAll(async () => void (script = write('completion.bash', await told('completion', 'bash'))));
  /** `program`: what the script finds under the name of the command. */
  const complete = (...words: readonly string[]): string[] => completeWith(`exec '${process.execPath}' '${LOCKSTEP}' "$@"`, words);
  const completeWith = (program: string, words: readonly string[], typed = words.join(' ')): string[] => {
    mkdirSync(file('bin'), { recursive: true });
    chmodSync(write('bin/lockstep', `#!/bin/sh\n${program}\n`), 0o755);
    const line = `source '${script}'; COMP_LINE='${typed}'; COMP_POINT=${typed.length}; COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _lockstep; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const env = { ...clean(), PATH: `${file('bin')}:${process.env['PATH']}` };
    return execFileSync('bash', ['--noprofile', '--norc', '-c', line], { encoding: 'utf8', env, cwd: folder })
      .split('\n')
      .filter((word) => word !== '');
  };

  it('is of the commands as they are', () => {
    expect(execFileSync('bash', ['--noprofile', '--norc', '-c', `source '${script}'; complete -p lockstep`], { encoding: 'utf8' })).toBe(
      'complete -F _lockstep lockstep\n',
    );
    expect(complete('lockstep', 'pl')).toEqual(['plan', 'plans']);
    expect(complete('lockstep', 'plans', 'sche')).toEqual(['schedule']);
    expect(complete('lockstep', '--no-color', 'plans', 'schedule', '')).toEqual(['get', 'try', 'keep', 'help']);
    expect(complete('lockstep', 'plans', 'list', '--output', 'n')).toEqual(['name']);
    expect(complete('lockstep', 'plans', 'list', '--dom')).toEqual(['--domain']);
    expect(complete('lockstep', 'plan', '-f', 'fleet.y')).toEqual(['fleet.yaml']);
    expect(complete('lockstep', 'completion', '')).toEqual(['bash', 'zsh', 'fish']);
  });

  it('asks the service of the context for ids, and is silent when there is none', async () => {
    // What has not come soon is not offered, and on busy cores that may be everything.
    const offered = (...words: string[]) => expect.poll(() => complete('lockstep', ...words), { timeout: 20_000 });
    await offered('clusters', 'get', 'shop/c').toEqual(['shop/checkout']);
    await offered('clusters', 'list', '--nsx', '').toEqual(['nsx-1']);
    expect(complete('lockstep', 'context', 'use', '')).toEqual(['lab']);
    const all = lockstep(['plans', 'list', '-o', 'name']).stdout.trim().split('\n');
    await offered('plans', 'get', '').toEqual(all);
    expect(complete('lockstep', 'plans', 'get', '--context', 'none', '')).toEqual([]);
    const away = lockstep(['complete-ids', 'plans', '--', '--url', 'http://127.0.0.1:1', '--token-file', file('ada.token')]);
    expect(away).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('runs nothing that an id holds, and takes no id apart', () => {
    const ids = ['$(touch pwned)', '`touch pwned`', 'a b', "it's", '127.0.0.1:8080'];
    const program = `cat '${write('ids', `${ids.join('\n')}\n`)}'`;
    expect(completeWith(program, ['lockstep', 'plans', 'get', ''])).toEqual([
      '\\$\\(touch\\ pwned\\)',
      '\\`touch\\ pwned\\`',
      'a\\ b',
      "it\\'s",
      '127.0.0.1:8080',
    ]);
    expect(readdirSync(folder)).not.toContain('pwned');
    // Bash breaks words at colons, and puts in what is behind the last one.
    expect(completeWith(program, ['lockstep', 'context', 'use', '127.0.0.1', ':', '80'], 'lockstep context use 127.0.0.1:80')).toEqual([
      '8080',
    ]);
    expect(completeWith(program, ['lockstep', 'plans', 'get', '--context', '=', '127'], 'lockstep plans get --context=127')).toEqual([
      '127.0.0.1:8080',
    ]);
  });

  it('does not wait for a service that takes the question and never answers', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const silentUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const child = spawn(
      process.execPath,
      [LOCKSTEP, 'complete-ids', 'plans', '--', '--url', silentUrl, '--token-file', file('ada.token')],
      { env: clean(), stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(String(chunk)));
    expect([await once(child, 'exit'), said]).toEqual([[0, null], []]);
    silent.closeAllConnections();
    silent.close();
  });
});
