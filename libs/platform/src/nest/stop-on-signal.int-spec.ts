import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createTestDatabase, type TestDatabase } from '@lockstep/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const root = fileURLToPath(new URL('../../../../', import.meta.url));

async function startProcess() {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'libs/testing/src/contracts/stop.child.ts', database.url], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  await expect.poll(() => /port (\d+)/.exec(output)?.[1], { timeout: 30_000 }).toBeDefined();
  return { child, exited: once(child, 'exit'), output: () => output, url: `http://127.0.0.1:${/port (\d+)/.exec(output)![1]}` };
}

const heard = (output: () => string, words: string) => expect.poll(output, { timeout: 30_000 }).toContain(words);

it.each(['SIGTERM', 'SIGINT'] as const)('answers the request in flight after %s, then stops and exits 0', async (signal) => {
  const { child, exited, output, url } = await startProcess();
  const inFlight = fetch(`${url}/slow`).then((response) => response.json());
  await heard(output, 'in flight');
  child.kill(signal);
  expect(await inFlight).toEqual({ finished: true });
  expect(await exited).toEqual([0, null]);
  expect(output()).toContain('afterwards');
  await expect(fetch(`${url}/livez`)).rejects.toThrow('fetch failed');
});

it('exits at once on a second signal', async () => {
  const { child, exited, output, url } = await startProcess();
  fetch(`${url}/stuck`).catch(() => {});
  await heard(output, 'in flight');
  child.kill('SIGTERM');
  await heard(output, 'stopping');
  child.kill('SIGTERM');
  expect(await exited).toEqual([1, null]);
});
