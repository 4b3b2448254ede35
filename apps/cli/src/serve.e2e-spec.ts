import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Served, TOKEN, URL_LINE } from '../test/served.js';

const MATRIX = 'data/matrix/components.yaml';

async function get(url: string, token: string, resource: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(new URL(resource, url), { headers: { authorization: `Bearer ${token}` } });
  return { status: response.status, body: await response.json() };
}

async function publishComponents(url: string, token: string): Promise<string> {
  const response = await fetch(new URL('/v1/matrix/revisions?reason=test', url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/yaml', 'idempotency-key': 'first' },
    body: `${readFileSync(MATRIX, 'utf8')}\n---\n${readFileSync('data/matrix/sources.yaml', 'utf8')}`,
  });
  expect(response.status).toBe(201);
  return ((await response.json()) as { digest: string }).digest;
}

let folder: string;
let running: Served[];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lockstep-serve-'));
  running = [];
});
afterEach(async () => {
  for (const served of running) if (served.process.exitCode === null && served.process.signalCode === null) await served.end('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});
const serve = async (env?: Record<string, string>): Promise<Served> => {
  const served = await Served.start(folder, env);
  running.push(served);
  return served;
};

describe('lockstep serve', () => {
  it('prints URL and token once, drains on Ctrl-C, and finds its data at the second start', async () => {
    const first = await serve();
    const token = await first.prints(TOKEN);
    const digest = await publishComponents(await first.prints(URL_LINE), token);
    expect(await first.end('SIGINT')).toBe(0);

    const second = await serve();
    const url = await second.prints(URL_LINE);
    expect(second.says(TOKEN)).toBe(false);
    expect(await get(url, token, '/v1/matrix')).toMatchObject({ status: 200, body: { digest } });
    expect(await get(url, `${token}x`, '/v1/matrix')).toMatchObject({ status: 401 });
    expect(await second.end('SIGTERM')).toBe(0);
  });

  it('takes LOCKSTEP_ADMIN_TOKEN instead of making one, and shows no token then', async () => {
    const served = await serve({ LOCKSTEP_ADMIN_TOKEN: 'chosen-by-the-operator-1' });
    expect(served.says(TOKEN)).toBe(false);
    expect(await get(await served.prints(URL_LINE), 'chosen-by-the-operator-1', '/v1/me')).toMatchObject({ status: 200 });
  });

  it('leaves no process behind when it is killed without a word', async () => {
    const served = await serve();
    const url = await served.prints(URL_LINE);
    await served.end('SIGKILL');
    await expect
      .poll(
        () =>
          fetch(new URL('/livez', url)).then(
            () => 'answers',
            () => 'gone',
          ),
        { timeout: 30_000, interval: 200 },
      )
      .toBe('gone');
  });
});

describe('lockstep demo', () => {
  it('publishes, plans, proves and exits 0, and leaves nothing in the folder for temporary files', () => {
    const env = { ...process.env, TMPDIR: folder };
    const output = execFileSync(process.execPath, ['apps/cli/bin/lockstep.js', 'demo'], { env, encoding: 'utf8' });
    for (const sentence of [
      /Plan tiny-nsx-9-1: \d+ steps/,
      /why now/,
      /allowed by/,
      /before: adapter .* takes nsx/,
      /lockstep verify: proven/,
    ])
      expect(output).toMatch(sentence);
    expect(execFileSync('ls', ['-A', folder], { encoding: 'utf8' }).trim()).toBe('');
  });
});
