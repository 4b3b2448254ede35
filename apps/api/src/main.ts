import 'reflect-metadata';
import { createLogger, readSettings, type Settings, stopOnSignal } from '@lockstep/platform';
import { startApi } from './start-api.js';

const reading = readSettings(process.env);
if (reading.outcome === 'invalid') fail(reading.problems);
else if (reading.settings.databaseUrl === undefined)
  fail(['DATABASE_URL; the API needs a PostgreSQL; found none. `lockstep serve` brings an embedded one']);
else await start(reading.settings, reading.settings.databaseUrl);

function fail(problems: readonly string[]): void {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exitCode = 1;
}

async function start(settings: Settings, databaseUrl: string): Promise<void> {
  const logger = createLogger(settings.logLevel, 'api');
  try {
    const { app, url, adminToken } = await startApi({ settings, databaseUrl, logger });
    stopOnSignal(app, { logger, shutdownTimeout: settings.shutdownTimeout });
    const ready = { url, ...(adminToken.outcome === 'created' ? { adminToken: adminToken.token } : {}) };
    if (process.send === undefined) process.stdout.write(`${JSON.stringify(ready)}\n`);
    else joinParent(ready);
  } catch (error) {
    logger.fatal({ err: error }, 'API could not start');
    process.exit(1);
  }
}

/** `lockstep serve` is told that the API is ready, and says what is to be shown of it. When it dies without a word the channel closes, and nobody else
 *  would stop this process. */
function joinParent(ready: object): void {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.send!({ type: 'ready', ...ready });
}
