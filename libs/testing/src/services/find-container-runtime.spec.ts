import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findContainerRuntime } from './find-container-runtime.js';

let folder: string;
const closers: (() => void)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lockstep-sock-'));
});
afterEach(async () => {
  for (const close of closers.splice(0)) close();
  await rm(folder, { recursive: true });
});

async function listen(listener: RequestListener): Promise<string> {
  const path = join(folder, 'engine.sock');
  const server = createServer(listener);
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((done) => server.listen(path, done));
  return path;
}

it('takes an engine that answers its ping', async () => {
  const path = await listen((request, response) => response.writeHead(request.url === '/_ping' ? 200 : 404).end('OK'));
  expect(await findContainerRuntime({ DOCKER_HOST: `unix://${path}` })).toBe(path);
});

it('does not wait for a socket that accepts and never answers', async () => {
  const path = await listen(() => {});
  expect(await findContainerRuntime({ DOCKER_HOST: `unix://${path}` })).not.toBe(path);
});

it('does not take a plain file or a failing engine for one', async () => {
  const file = join(folder, 'plain');
  await writeFile(file, '');
  expect(await findContainerRuntime({ DOCKER_HOST: `unix://${file}` })).not.toBe(file);
  const failing = await listen((_request, response) => response.writeHead(503).end());
  expect(await findContainerRuntime({ DOCKER_HOST: `unix://${failing}` })).not.toBe(failing);
});
