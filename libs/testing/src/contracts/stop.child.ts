/** An HTTP process for the test of the shutdown: `node scripts/run.mjs <this file> <database URL>`. Prints its port and each request that it has
 *  begun to answer, and waits for a signal. */
import { Controller, Get, Module } from '@nestjs/common';
import { createHttpApplication, createLogger, Public, readSettings, stopOnSignal } from '@lockstep/platform';
import { setTimeout as sleep } from 'node:timers/promises';

@Controller()
class SlowController {
  @Public()
  @Get('slow')
  async slow(): Promise<{ finished: boolean }> {
    process.stdout.write('in flight\n');
    await sleep(800);
    return { finished: true };
  }

  @Public()
  @Get('stuck')
  async stuck(): Promise<void> {
    process.stdout.write('in flight\n');
    await sleep(60_000);
  }
}

@Module({ controllers: [SlowController] })
class SlowModule {}

const reading = readSettings({ LOCKSTEP_SHUTDOWN_TIMEOUT: '5' });
if (reading.outcome === 'invalid') throw new Error(reading.problems.join('\n'));
const logger = createLogger('warn', 'stop-test');
const app = await createHttpApplication(SlowModule, { settings: reading.settings, databaseUrl: process.argv[2]!, logger });
stopOnSignal(app, {
  logger,
  shutdownTimeout: reading.settings.shutdownTimeout,
  afterwards: async () => {
    process.stdout.write('afterwards\n');
  },
});
process.on('SIGTERM', () => process.stdout.write('stopping\n'));
await app.listen(0, '127.0.0.1');
process.stdout.write(`port ${new URL(await app.getUrl()).port}\n`);
await new Promise(() => {});
