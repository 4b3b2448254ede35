import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly plan?: string;
}

/** An API or a worker as an operator starts it. */
export class AppProcess {
  readonly lines: LogLine[] = [];
  /** What it told its parent. */
  readonly messages: unknown[] = [];
  private readonly child: ChildProcess;
  private readonly gone: Promise<readonly [code: number | null, signal: string | null]>;

  constructor(main: string, env: Readonly<Record<string, string | undefined>>) {
    this.child = spawn(process.execPath, [main], {
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.child.on('message', (message) => this.messages.push(message));
    this.gone = once(this.child, 'exit') as Promise<[number | null, string | null]>;
    createInterface({ input: this.child.stderr! }).on('line', (line) =>
      this.lines.push(line.startsWith('{') ? (JSON.parse(line) as LogLine) : { level: 60, msg: line }),
    );
  }

  said(text: string, plan?: string): boolean {
    return this.lines.some(({ msg, plan: about }) => msg.includes(text) && (plan === undefined || about === plan));
  }

  /** Exit code, or the signal that ended it. */
  async stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | string | null> {
    this.child.kill(signal);
    const [code, by] = await this.gone;
    return code ?? by;
  }

  /** What it sees of a parent that was killed. */
  async abandon(): Promise<number | string | null> {
    this.child.disconnect();
    const [code, by] = await this.gone;
    return code ?? by;
  }
}
