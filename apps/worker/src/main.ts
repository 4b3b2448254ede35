import { realpathSync } from 'node:fs';
import path from 'node:path';
import { NestFactory } from '@nestjs/core';
import {
  createLogger,
  JOB_QUEUES,
  type JobQueues,
  keepLivenessFile,
  type Logger,
  NestLogger,
  readSettings,
  type Settings,
  stopOnSignal,
} from '@lockstep/platform';
import 'reflect-metadata';
import { WorkerModule } from './worker.module.js';

const reading = readSettings(process.env);
if (reading.outcome === 'invalid') fail(reading.problems);
else if (reading.settings.databaseUrl === undefined)
  fail(['DATABASE_URL; the worker shares the database of the API; found none. `lockstep serve` starts both on an embedded one']);
else await start(reading.settings, reading.settings.databaseUrl);

function fail(problems: readonly string[]): void {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exitCode = 1;
}

async function start(settings: Settings, databaseUrl: string): Promise<void> {
  const logger = createLogger(settings.logLevel, 'worker');
  try {
    // A bundle does not know where its modules lay: the thread's program lies beside the file that was started.
    const planningThread = path.join(path.dirname(realpathSync(process.argv[1]!)), 'planning-thread.js');
    const app = await NestFactory.createApplicationContext(WorkerModule.forRoot({ settings, databaseUrl, logger, planningThread }), {
      logger: new NestLogger(logger),
      abortOnError: false,
    });
    const queues = app.get<JobQueues>(JOB_QUEUES);
    if (settings.livenessFile !== undefined) await proveLife(settings.livenessFile, queues, logger);
    stopOnSignal(app, { logger, shutdownTimeout: settings.shutdownTimeout });
    logger.info({ queue: queues.backend, concurrency: settings.workerConcurrency }, 'worker waits for jobs');
    joinParent();
  } catch (error) {
    logger.fatal({ err: error }, 'worker could not start');
    process.exit(1);
  }
}

async function proveLife(file: string, queues: JobQueues, logger: Logger): Promise<void> {
  await keepLivenessFile({
    file,
    probe: () => queues.ping(),
    onFailure: (error) => logger.error({ err: error, file }, 'liveness could not be proved'),
  });
}

/** `lockstep serve` is told that the worker is ready. When it dies without a word, the channel closes, and nobody else would stop this process. */
function joinParent(): void {
  if (process.send === undefined) return;
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.send({ type: 'ready' });
}
