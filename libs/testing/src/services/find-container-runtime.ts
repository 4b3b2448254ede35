import { stat } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';

/** The socket of a Docker-compatible engine that answers `GET /_ping` within half a second. A socket file alone proves nothing: it often
 *  stays behind when the engine is stopped, and a client library would then wait long for it. */
export async function findContainerRuntime(env: Readonly<Record<string, string | undefined>>): Promise<string | undefined> {
  const runtimeDir = env['XDG_RUNTIME_DIR'];
  const candidates = [
    env['DOCKER_HOST']?.startsWith('unix://') ? env['DOCKER_HOST'].slice('unix://'.length) : undefined,
    '/var/run/docker.sock',
    runtimeDir === undefined ? undefined : join(runtimeDir, 'docker.sock'),
  ];
  for (const socket of candidates) if (socket !== undefined && (await answersPing(socket))) return socket;
  return undefined;
}

async function answersPing(socketPath: string): Promise<boolean> {
  const isSocket = await stat(socketPath).then(
    (entry) => entry.isSocket(),
    () => false,
  );
  if (!isSocket) return false;
  return new Promise((settle) => {
    const call = request({ socketPath, path: '/_ping', timeout: 500 }, (response) => {
      response.resume();
      settle(response.statusCode === 200);
    });
    call.once('timeout', () => call.destroy(new Error('no answer')));
    call.once('error', () => settle(false));
    call.end();
  });
}
