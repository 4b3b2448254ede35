import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runInProcess } from '../../../test/in-process.js';

const made = {
  id: 'abcdefghijkl',
  name: 'ci',
  roles: ['operator'],
  createdAt: '2026-11-01T00:00:00.000Z',
  expiresAt: null,
  revokedAt: null,
};
let answer: object;
beforeEach(() => {
  vi.stubEnv('LOCKSTEP_URL', 'http://127.0.0.1:9');
  vi.stubEnv('LOCKSTEP_TOKEN', 'token');
  vi.stubGlobal('fetch', async () => Response.json(answer, { status: 201 }));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});
const create = () => runInProcess(['tokens', 'create', '--name', 'ci', '--role', 'operator', '-o', 'json']);

it('create prints the token', async () => {
  answer = { ...made, token: 'ls_abcdefghijkl_secret' };
  const { status, stdout } = await create();
  expect([status, JSON.parse(stdout)]).toEqual([0, answer]);
});

it('create fails and prints nothing to read a token from when the answer with the token was lost', async () => {
  answer = made;
  const { status, stdout, stderr } = await create();
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain('revoke abcdefghijkl and make another');
});
