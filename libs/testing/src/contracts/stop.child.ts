/** An HTTP process for the test of the shutdown: `node scripts/run.mjs <this file> <database URL>`. Prints its port, then waits for a signal. */
import { Controller, Get, Module } from '@nestjs/common';
import { createHttpApplication, createLogger, Public, readSettings, stopOnSignal } from '@lockstep/platform';
import { setTimeout as sleep } from 'node:timers/promises';

@Controller()
class SlowController {
  @Public()
  @Get('slow')
  async slow(): Promise<{ finished: boolean }> {
    await sleep(800);
    return { finished: true };
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
await app.listen(0, '127.0.0.1');
process.stdout.write(`port ${new URL(await app.getUrl()).port}\n`);
await new Promise(() => {});
