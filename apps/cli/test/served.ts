import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** `lockstep serve` in a process of its own, as a person would run it. */
export class Served {
  private output = '';

  private constructor(readonly process: ChildProcess) {
    for (const stream of [process.stdout!, process.stderr!]) stream.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  static async start(dataDir: string, env: Record<string, string> = {}): Promise<Served> {
    const clean = { ...process.env };
    for (const name of ['DATABASE_URL', 'REDIS_URL', 'LOCKSTEP_ADMIN_TOKEN']) delete clean[name];
    const served = new Served(
      spawn(process.execPath, ['apps/cli/bin/lockstep.js', 'serve'], {
        env: { ...clean, PORT: '0', LOCKSTEP_DATA_DIR: dataDir, LOCKSTEP_LOG_LEVEL: 'warn', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
    await served.prints(/Data lies in .*\n/);
    return served;
  }

  async prints(pattern: RegExp): Promise<string> {
    for (let tries = 0; tries < 600; tries++) {
      const match = pattern.exec(this.output);
      if (match) return match[1] ?? match[0];
      if (this.process.exitCode !== null) break;
      await sleep(100);
    }
    throw new Error(`lockstep serve; must print ${String(pattern)}; found\n${this.output}`);
  }

  says = (pattern: RegExp): boolean => pattern.test(this.output);

  async end(signal: NodeJS.Signals): Promise<number | null> {
    const gone = once(this.process, 'exit');
    this.process.kill(signal);
    await gone;
    return this.process.exitCode;
  }
}

export const TOKEN = /Admin token, shown this once: (\S+)/;
export const URL_LINE = /serves at (http:\/\/\S+)/;
