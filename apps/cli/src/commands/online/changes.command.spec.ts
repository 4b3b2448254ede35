import { Command } from 'commander';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { changesCommand } from './changes.command.js';

const digest = `sha256:${'a'.repeat(64)}`;
const record = {
  plan: 'p',
  system: 'board',
  status: 'requested',
  digest,
  number: null,
  readAt: null,
  nextLookAt: null,
  failures: 0,
  fault: null,
  standing: 'missing',
  reading: null,
  decision: 'none',
  withdrawal: null,
  end: null,
  history: [],
};
const asked: { readonly call: string; readonly ifMatch: string | null; readonly body: unknown }[] = [];
beforeEach(() => {
  asked.length = 0;
  vi.stubEnv('LOCKSTEP_URL', 'http://127.0.0.1:9');
  vi.stubEnv('LOCKSTEP_TOKEN', 'token');
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.stubGlobal('fetch', async (request: Request) => {
    const text = await request.text();
    const path = new URL(request.url).pathname;
    asked.push({
      call: `${request.method} ${path}`,
      ifMatch: request.headers.get('if-match'),
      body: text === '' ? null : JSON.parse(text),
    });
    const body = path.startsWith('/v1/plans/') ? { id: 'p', status: 'computed', digest } : record;
    return Response.json(body, { headers: { etag: '"7"' } });
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  process.exitCode = undefined;
});
const run = (...args: string[]) => new Command('lockstep').addCommand(changesCommand()).parseAsync(['changes', ...args], { from: 'user' });

it('open asks for the record of the plan as it is now', async () => {
  await run('open', 'p');
  expect(asked.at(-1)).toMatchObject({ call: 'POST /v1/change-records', body: { plan: 'p', digest } });
  await expect(run('open', 'p', '--digest', `sha256:${'b'.repeat(64)}`)).rejects.toThrow('must be the plan that was looked at');
  expect(asked.filter(({ call }) => call.startsWith('POST'))).toHaveLength(1);
});

it('withdraw takes back the record in the state that it is in, with a reason', async () => {
  await run('withdraw', 'p', '--reason', 'not this week');
  expect(asked.at(-1)).toEqual({ call: 'POST /v1/change-records/p/withdraw', ifMatch: '"7"', body: { reason: 'not this week' } });
});
