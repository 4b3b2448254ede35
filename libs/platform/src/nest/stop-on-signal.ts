import type { INestApplicationContext } from '@nestjs/common';
import { Readiness } from '../http/index.js';
import type { Logger } from '../logging/index.js';

export interface StopOptions {
  readonly logger: Logger;
  /** Seconds that requests and jobs in flight get. */
  readonly shutdownTimeout: number;
  /** Runs after the application has closed: stop the embedded database here. */
  readonly afterwards?: () => Promise<void>;
}

/** On SIGTERM, SIGINT or SIGHUP: readiness goes down, requests and jobs in flight finish, connections close, the process exits 0; after the
 *  timeout it exits 1. A second signal exits at once. */
export function stopOnSignal(app: INestApplicationContext, { logger, shutdownTimeout, afterwards }: StopOptions): void {
  let stopping = false;
  const stop = async (signal: NodeJS.Signals) => {
    if (stopping) {
      logger.warn({ signal }, 'second signal: exit without waiting');
      process.exit(1);
    }
    stopping = true;
    logger.info({ signal }, 'shutting down');
    startDraining(app);
    // Jobs may use up the whole timeout; closing what is left takes a moment more.
    const timer = setTimeout(
      () => {
        logger.error({ shutdownTimeout }, 'shutdown took too long');
        process.exit(1);
      },
      shutdownTimeout * 1_000 + 5_000,
    );
    try {
      await app.close();
      await afterwards?.();
      clearTimeout(timer);
      logger.info('stopped');
      process.exit(0);
    } catch (error) {
      logger.error({ err: error }, 'shutdown failed');
      process.exit(1);
    }
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop);
}

/** A process without HTTP has no readiness to take down. */
function startDraining(app: INestApplicationContext): void {
  try {
    app.get(Readiness, { strict: false }).draining = true;
  } catch {
    return;
  }
}
