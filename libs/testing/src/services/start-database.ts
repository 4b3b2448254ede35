import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@lockstep/platform/embedded-postgres';
import { findContainerRuntime } from './find-container-runtime.js';
import type { ProvidedServices } from './provided-services.js';

export interface StartedDatabase {
  readonly url: string;
  readonly origin: ProvidedServices['databaseOrigin'];
  readonly stop: () => Promise<void>;
}

/** `TEST_DATABASE_URL` or `DATABASE_URL`; else a container when an engine answers; else an embedded throw-away server. */
export async function startDatabase(env: Readonly<Record<string, string | undefined>>): Promise<StartedDatabase> {
  const given = env['TEST_DATABASE_URL'] || env['DATABASE_URL'];
  if (given !== undefined && given !== '') return { url: given, origin: 'environment', stop: async () => {} };
  if ((await findContainerRuntime(env)) !== undefined) return startContainer();
  const dataDir = await mkdtemp(join(tmpdir(), 'lockstep-test-'));
  const server = await startEmbeddedPostgres({ dataDir, throwaway: true });
  const stop = async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { url: server.url, origin: 'embedded', stop };
}

/** Imported only here: the library takes most of a second to load. */
async function startContainer(): Promise<StartedDatabase> {
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const container = await new PostgreSqlContainer('postgres:18-alpine')
    .withCommand(['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'synchronous_commit=off'])
    .start();
  return {
    url: container.getConnectionUri(),
    origin: 'container',
    stop: async () => {
      await container.stop();
    },
  };
}
