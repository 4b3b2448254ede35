import { Redis } from 'ioredis';

/** `REDIS_URL`, which must then answer, or the Redis on the usual local port if there is one. */
export async function findRedis(env: Readonly<Record<string, string | undefined>>): Promise<string | undefined> {
  const given = env['REDIS_URL'];
  if (given !== undefined && given !== '') {
    if (await answersPing(given)) return given;
    throw new Error('test services; REDIS_URL; the Redis it names must answer; found no answer');
  }
  const local = 'redis://127.0.0.1:6379';
  return (await answersPing(local)) ? local : undefined;
}

async function answersPing(url: string): Promise<boolean> {
  const client = new Redis(url, { lazyConnect: true, connectTimeout: 500, maxRetriesPerRequest: 0, retryStrategy: () => null });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    client.disconnect();
  }
}
